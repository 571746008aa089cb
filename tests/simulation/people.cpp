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
    const bool trades = faults.strikes(Fault::PersonTrades, 1);
    const bool cancels = faults.strikes(Fault::PersonCancels, 1);
    if (trades) trade();
    if (cancels) cancel();
    if ((trades || cancels) && faults.strength() < 0.7) {
        scene_.schedule.after(faults.between(milliseconds{500}, seconds{6}), [this] { decide_external(); });
    }
    if (faults.strikes(Fault::PersonMovesMoney, 1)) move_money();
    if (faults.strikes(Fault::VenueSuspends, 1)) {
        suspend(domain::InstrumentStatus::Suspended);
        scene_.schedule.after(faults.between(milliseconds{500}, seconds{5}), [this] {
            suspend(domain::InstrumentStatus::Live);
        });
    }
    if (waiting_.empty()) begin_command();
}

void People::begin_command() {
    Faults& faults = scene_.faults;
    const bool halts = faults.strikes(Fault::OperatorHalts, 1);
    const bool reduces = !halts && faults.strikes(Fault::OperatorReduces, 1);
    const bool flattens = !halts && !reduces && faults.strikes(Fault::OperatorFlattens, 1);
    const bool kills = !halts && !reduces && !flattens && faults.strikes(Fault::OperatorKills, 1);
    if (!halts && !reduces && !flattens && !kills) return;
    using execution::CommandKind;
    say(halts      ? CommandKind::Halt
        : reduces  ? CommandKind::Reduce
        : flattens ? CommandKind::Flatten
                   : CommandKind::Kill);
    // Some never come back.
    is_held_ = faults.strength() < 0.15;
    if (is_held_) return;
    scene_.schedule.after(faults.between(seconds{1}, seconds{9}), [this, kills] {
        if (kills) say(CommandKind::Rearm);
        say(CommandKind::Resume);
    });
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

void People::decide_external() {
    for (const std::string_view instrument : {kSpot, kSwap}) {
        say(execution::CommandKind::DecideExternal);
        execution::Command& command = waiting_.back();
        command.instrument_id = domain::InstrumentId{instrument};
        const bool adopts = instrument == kSwap && scene_.draws.chance(Site::Person, 9, 0.3);
        command.verdict = adopts ? domain::ExternalVerdict::Adopted : domain::ExternalVerdict::Ignored;
        if (adopts) command.strategy_id = domain::StrategyId{"eager1"};
    }
}

void People::tidy_up() {
    decide_external();
    if (!is_held_) say(execution::CommandKind::Resume);
}

void People::repeat() {
    scene_.schedule.after(kRepeat, [this] { repeat(); });
    if (!waiting_.empty()) command_(waiting_.front());
}

void People::on_answer(const execution::CommandAnswer& answer) {
    if (waiting_.empty() || waiting_.front().request_id != answer.request_id) return;
    using execution::CommandKind;
    const CommandKind kind = waiting_.front().kind;
    waiting_.pop_front();
    if (kind == CommandKind::Rearm && answer.is_done) scene_.sightings.see(Sight::KilledAndRearmed);
    // Refused while the records differ, or something is still open: tried again, before anything else is said.
    if ((kind != CommandKind::Resume && kind != CommandKind::Rearm) || answer.is_done || is_held_) return;
    // It was done before, and the answer got lost with the process.
    if (kind == CommandKind::Rearm && answer.risk_state.state != domain::TradingState::Killed) return;
    say(kind);
    waiting_.push_front(std::move(waiting_.back()));
    waiting_.pop_back();
}

}  // namespace trading::simulation
