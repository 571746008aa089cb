#include "tests/support/execution/risk_world.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <utility>

namespace trading::test {

using namespace domain;
using namespace execution;

namespace {

constexpr base::Duration kStep = std::chrono::milliseconds{10};
constexpr int kStepsPerTick = 5;
constexpr int kStepsPerFeed = 10;

}  // namespace

RiskWorld::RiskWorld(ExecutionOptions options) : options_(std::move(options)), venue_(sample_instruments(), 1) {
    set_price("42000");
    start();
    run(std::chrono::seconds{1});
}

void RiskWorld::start() {
    core_ = std::make_unique<ExecutionCore>(options_);
    inputs_.clear();
    inputs_.emplace_back(store_.recover());
    inputs_.emplace_back(InstrumentsLoaded{sample_instruments()});
    inputs_.emplace_back(VenueReport{PrivateConnection{true, "connected"}});
    inputs_.emplace_back(
        VenueReport{ClockOffset{std::chrono::milliseconds{1}, std::chrono::milliseconds{1}}}
    );
    feed();
}

void RiskWorld::restart() {
    venue_.forget_reports();
    start();
    run(std::chrono::seconds{1});
}

void RiskWorld::run(base::Duration duration) {
    for (const base::Timestamp end = now_ + duration; now_ < end;) {
        now_ += kStep;
        venue_.advance(now_);
        for (VenueReport& report : venue_.take_reports(now_)) inputs_.emplace_back(std::move(report));
        if (++steps_ % kStepsPerTick == 0) inputs_.emplace_back(Tick{});
        if (is_feeding_ && steps_ % kStepsPerFeed == 0) feed();
        settle();
    }
}

void RiskWorld::set_price(std::string_view text) {
    venue_.hold_price(kSwap, price(text));
    venue_.hold_price(kSpot, price(text));
}

void RiskWorld::feed() {
    for (const Instrument& instrument : sample_instruments()) {
        const Price middle = venue_.price(instrument.id);
        Ticker ticker;
        ticker.instrument_id = instrument.id;
        ticker.last_price = middle;
        ticker.best_bid = BookLevel{*middle.minus(price("0.1")), quantity("1")};
        ticker.best_ask = BookLevel{*middle.plus(price("0.1")), quantity("1")};
        ticker.volume_24h = quantity("14400000");
        ticker.times = {now_, now_};
        inputs_.emplace_back(MarketFact{ticker});
        inputs_.emplace_back(MarketFact{MarkPrice{instrument.id, middle, {now_, now_}}});
        inputs_.emplace_back(MarketFact{FeedStatus{instrument.id, Channel::Book, FeedState::Fresh, "recovered", now_}});
    }
}

void RiskWorld::push(Input input) {
    inputs_.push_back(std::move(input));
    settle();
}

void RiskWorld::settle() {
    while (!inputs_.empty()) {
        const Input input = std::move(inputs_.front());
        inputs_.pop_front();
        Outputs out;
        core_->on_input(input, now_, out);
        const std::string conflict = store_.commit(out.records);
        TRADING_ASSERT(conflict.empty());
        for (const VenueRequest& request : out.requests) {
            requests_.push_back(request);
            const auto* place = std::get_if<PlaceOrder>(&request);
            if (place != nullptr && !core_->may_send(*place)) {
                RequestAnswered held;
                held.outcome = RequestOutcome::NotSent;
                held.client_order_id = place->order.client_order_id;
                inputs_.emplace_back(VenueReport{held});
                continue;
            }
            venue_.execute(request, now_);
            if (place != nullptr) inputs_.emplace_back(OrderSent{place->order.client_order_id});
        }
        replies_.insert(replies_.end(), out.replies.begin(), out.replies.end());
        answers_.insert(answers_.end(), out.answers.begin(), out.answers.end());
        alerts_.insert(alerts_.end(), out.alerts.begin(), out.alerts.end());
    }
}

OrderIntent RiskWorld::wish(IntentKind kind, std::string_view size, Side side) {
    OrderIntent intent;
    intent.intent_id = IntentId{"i" + std::to_string(++wishes_)};
    intent.strategy_id = kStrategy;
    intent.instrument_id = kSwap;
    intent.kind = kind;
    intent.type = OrderType::Market;
    intent.side = side;
    intent.quantity = quantity(size);
    intent.ts_created = now_;
    intent.valid_until = now_ + std::chrono::seconds{5};
    if (kind == IntentKind::Enter) {
        const auto factor = decimal(side == Side::Buy ? "0.95" : "1.05");
        intent.stop_price =
            Price{*base::multiply(venue_.price(kSwap).value(), factor, 1, base::Rounding::HalfEven)};
    }
    return intent;
}

std::string RiskWorld::enter(std::string_view size, Side side) { return send(wish(IntentKind::Enter, size, side)); }

std::string RiskWorld::exit(std::string_view size, Side side) { return send(wish(IntentKind::Exit, size, side)); }

std::string RiskWorld::send(OrderIntent intent) {
    push(IntentReceived{std::move(intent)});
    const IntentReply reply = replies_.back();
    run(std::chrono::seconds{1});
    return reply.deny_reason ? std::string{to_string(*reply.deny_reason)} : std::string{to_string(reply.verdict)};
}

bool RiskWorld::was_told(std::string_view event) const {
    return std::any_of(alerts_.begin(), alerts_.end(), [&](const Alert& alert) { return alert.event == event; });
}

std::string RiskWorld::state() const { return std::string{to_string(core_->risk_state().state)}; }

Quantity RiskWorld::position() const { return core_->positions().quantity(kSwap); }

std::string RiskWorld::answer_to(std::string_view request_id) const {
    const auto found = std::find_if(answers_.begin(), answers_.end(), [&](const CommandAnswer& answer) {
        return answer.request_id == request_id;
    });
    if (found == answers_.end()) return "none";
    return (found->is_done ? "done " : "refused ") + found->detail;
}

}  // namespace trading::test
