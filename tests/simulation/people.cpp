#include "tests/simulation/people.hpp"

#include "common/base/assert.hpp"

#include <string>
#include <utility>

namespace trading::simulation {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr base::Duration kFirst = seconds{1};
constexpr base::Duration kQuiet = seconds{2};  // After our books were opened.
constexpr base::Duration kPause = milliseconds{900};
constexpr base::Duration kRepeat = seconds{1};

base::Decimal number(std::int64_t coefficient, int scale) {
    const auto value = base::Decimal::from_parts(coefficient, scale);
    TRADING_ASSERT(value.has_value());
    return *value;
}

}  // namespace

People::People(Scene& scene, Venue& venue, Command command, std::function<bool()> are_books_open)
    : scene_(scene), venue_(venue), command_(std::move(command)), are_books_open_(std::move(are_books_open)) {}

void People::start() {
    scene_.schedule.after(kFirst, [this] { step(); });
    repeat();
}

void People::step() {
    scene_.schedule.after(kPause, [this] { step(); });
    // The very first start needs a quiet account.
    if (!are_books_open_()) {
        ts_quiet_until_ = scene_.now() + kQuiet;
        return;
    }
    if (scene_.now() < ts_quiet_until_) return;
    Faults& faults = scene_.faults;
    if (faults.strikes(Fault::PersonTrades, 1)) trade();
    if (faults.strikes(Fault::PersonCancels, 1)) cancel();
    if (faults.strikes(Fault::PersonMovesMoney, 1)) move_money();
    if (faults.strikes(Fault::VenueSuspends, 1)) {
        suspend(domain::InstrumentStatus::Suspended);
        scene_.schedule.after(faults.between(milliseconds{500}, seconds{5}), [this] {
            suspend(domain::InstrumentStatus::Live);
        });
    }
    if (!waiting_.empty()) return;
    const bool halts = faults.strikes(Fault::OperatorHalts, 1);
    const bool reduces = !halts && faults.strikes(Fault::OperatorReduces, 1);
    const bool flattens = !halts && !reduces && faults.strikes(Fault::OperatorFlattens, 1);
    if (!halts && !reduces && !flattens) return;
    using execution::CommandKind;
    say(halts ? CommandKind::Halt : reduces ? CommandKind::Reduce : CommandKind::Flatten);
    // Some never come back.
    if (faults.strength() < 0.15) return;
    scene_.schedule.after(faults.between(seconds{1}, seconds{9}), [this] { say(CommandKind::Resume); });
}

void People::trade() {
    const double strength = scene_.faults.strength();
    const bool is_spot = strength < 0.3;
    simulator::PlaceOrder place;
    place.account = our_account();
    place.instrument = domain::InstrumentId{is_spot ? kSpot : kSwap};
    place.margin_mode = is_spot ? simulator::MarginMode::Cash : simulator::MarginMode::Cross;
    place.side = scene_.draws.chance(Site::Person, 1, 0.5) ? domain::Side::Buy : domain::Side::Sell;
    const auto lots = 1 + static_cast<std::int64_t>(scene_.draws.below(Site::Person, 2, 20));
    place.size = is_spot ? number(lots, 3) : number(lots, 1);
    place.size_unit = simulator::SizeUnit::Base;
    place.kind = simulator::OrderKind::Market;
    if (scene_.draws.chance(Site::Person, 3, 0.4)) {
        const auto ticker = venue_.core().ticker(place.instrument.value());
        place.kind = simulator::OrderKind::Limit;
        place.price = ticker->last_price;
    }
    if (scene_.draws.chance(Site::Person, 4, 0.5)) place.client_order_id = "person" + std::to_string(++orders_);
    const simulator::Reply reply = venue_.apply(place);
    scene_.journal.note("person", "trades", static_cast<std::uint64_t>(reply.order_id), [&] {
        return reply.code + " " + place.instrument.value() + " " + place.size.to_string();
    });
}

void People::cancel() {
    const auto orders = venue_.core().pending_orders(our_account(), {});
    const auto algos = venue_.core().pending_algos(our_account(), {});
    if (!algos.empty() && (orders.empty() || scene_.draws.chance(Site::Person, 5, 0.4))) {
        simulator::CancelAlgo input;
        input.account = our_account();
        input.instrument = algos.front().instrument;
        input.algo_id = algos.front().algo_id;
        venue_.apply(input);
    } else if (!orders.empty()) {
        const auto& order = orders[scene_.draws.below(Site::Person, 6, orders.size())];
        simulator::CancelOrder input;
        input.account = our_account();
        input.instrument = order.instrument;
        input.order_id = order.order_id;
        venue_.apply(input);
    }
}

void People::move_money() {
    simulator::Transfer transfer;
    transfer.account = our_account();
    transfer.currency = domain::Currency{"USDT"};
    transfer.amount = number(1 + static_cast<std::int64_t>(scene_.draws.below(Site::Person, 7, 50'000)), 2);
    if (scene_.draws.chance(Site::Person, 8, 0.5)) std::swap(transfer.from, transfer.to);
    venue_.apply(transfer);
}

void People::suspend(domain::InstrumentStatus status) {
    venue_.apply(simulator::SetInstrumentStatus{domain::InstrumentId{kSwap}, status});
}

void People::say(execution::CommandKind kind) {
    execution::Command command;
    command.request_id = "command" + std::to_string(++commands_);
    command.kind = kind;
    command.actor = "operator:test";
    command.reason = "simulation";
    waiting_.push_back(std::move(command));
}

void People::repeat() {
    scene_.schedule.after(kRepeat, [this] { repeat(); });
    if (!waiting_.empty()) command_(waiting_.front());
}

void People::on_answer(const execution::CommandAnswer& answer) {
    if (waiting_.empty() || waiting_.front().request_id != answer.request_id) return;
    const bool is_resume = waiting_.front().kind == execution::CommandKind::Resume;
    waiting_.pop_front();
    // Refused while the records differ: tried again later.
    if (is_resume && !answer.is_done) say(execution::CommandKind::Resume);
}

}  // namespace trading::simulation
