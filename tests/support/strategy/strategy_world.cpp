#include "tests/support/strategy/strategy_world.hpp"

#include "common/base/random.hpp"

#include <cmath>
#include <stdexcept>

namespace trading::test {

using namespace domain;
using namespace strategy;

namespace {

// From the close of a bar to its receipt.
constexpr base::Duration kDelay = std::chrono::milliseconds{50};
constexpr int kSetupBarsMax = 200;

Price to_price(double value) { return Price{base::Decimal::from_double(value, 1, base::Rounding::HalfEven).value()}; }

Ratio ratio(const std::string& text) { return Ratio::from_string(text).value(); }

}  // namespace

Price price(const std::string& text) { return Price::from_string(text).value(); }
Quantity quantity(const std::string& text) { return Quantity::from_string(text).value(); }
Cash cash(const std::string& text) { return Cash::from_string(text).value(); }

Instrument swap_instrument() {
    Instrument instrument;
    instrument.id = kSwap;
    instrument.kind = InstrumentKind::PerpetualSwap;
    instrument.contract_kind = ContractKind::Linear;
    instrument.status = InstrumentStatus::Live;
    instrument.base_currency = Currency{"BTC"};
    instrument.quote_currency = Currency{"USDT"};
    instrument.settle_currency = Currency{"USDT"};
    instrument.tick_size = price("0.1");
    instrument.lot_size = quantity("0.01");
    instrument.minimum_quantity = quantity("0.01");
    instrument.maximum_limit_quantity = quantity("100000000");
    instrument.contract_multiplier = base::Decimal::from_string("0.01").value();
    return instrument;
}

Instrument spot_instrument() {
    Instrument instrument = swap_instrument();
    instrument.id = kSpot;
    instrument.kind = InstrumentKind::Spot;
    instrument.contract_kind = ContractKind::None;
    instrument.lot_size = quantity("0.00000001");
    instrument.minimum_quantity = quantity("0.00001");
    instrument.maximum_limit_quantity = quantity("9999999999");
    instrument.contract_multiplier = base::Decimal{1};
    return instrument;
}

AdaptiveRsiReentrySettings sample_settings() {
    AdaptiveRsiReentrySettings settings;
    settings.plan.id = kStrategy;
    settings.plan.kind = "adaptive_rsi_reentry";
    settings.plan.instruments = {kSwap, kSpot};
    settings.plan.interval = std::chrono::minutes{1};
    settings.cooldown = {2, 5, 3};
    settings.time_stop_bars = 10;
    settings.size.risk_fraction = ratio("0.0025");
    settings.size.notional_max = Notional::from_string("5000").value();
    settings.size.leverage_max = ratio("3");
    return settings;
}

StrategyWorld::StrategyWorld(AdaptiveRsiReentrySettings settings)
    : interval_(settings.plan.interval), now_(base::from_iso8601("2026-11-24T09:00:00Z").value()) {
    for (const InstrumentId& id : settings.plan.instruments) tapes_[id].ts_next_open = now_;
    core_ = make_core(std::move(settings));
}

std::unique_ptr<StrategyCore> make_core(AdaptiveRsiReentrySettings settings) {
    std::vector<std::unique_ptr<Strategy>> strategies;
    strategies.push_back(std::make_unique<AdaptiveRsiReentry>(std::move(settings)));
    return std::make_unique<StrategyCore>(std::move(strategies), IntentIds{""}, StrategyCoreOptions{});
}

void StrategyWorld::send(const Input& input) {
    inputs_.emplace_back(now_, input);
    core_->on_input(input, now_, outputs_);
}

void StrategyWorld::make_healthy() {
    restore();
    for (const auto& [id, tape] : tapes_) {
        const Instrument instrument = id == kSpot ? spot_instrument() : swap_instrument();
        send(MarketEvent{InstrumentUpdate{instrument, {now_, now_}}, true});
        book(id, FeedState::Fresh);
    }
    send(AccountLost{"start"});
    send(AccountSnapshot{AccountPart::Orders, {}});
    send(AccountSnapshot{AccountPart::Positions, {}});
    balance("10000");
    trading_state(TradingState::Active);
    send(AccountRecovered{});
}

void StrategyWorld::restore(std::vector<OrderIntent> unanswered, std::map<StrategyId, bool> enabled) {
    send(RestoredState{std::move(enabled), std::move(unanswered), {}});
}

void StrategyWorld::book(const InstrumentId& id, FeedState state) {
    send(MarketEvent{FeedStatus{id, Channel::Book, state, "test", now_}, false});
}

void StrategyWorld::trading_state(TradingState state) {
    send(AccountEvent{RiskState{state, "test", "operator:test", ++version_, now_}});
}

void StrategyWorld::balance(const std::string& total) {
    send(AccountEvent{Balance{Currency{"USDT"}, cash(total), cash(total), now_}});
}

Candle StrategyWorld::next_candle(const InstrumentId& id, double close) {
    Tape& tape = tapes_.at(id);
    Candle candle;
    candle.instrument_id = id;
    candle.interval = interval_;
    candle.ts_open = tape.ts_next_open;
    candle.open = to_price(tape.close);
    candle.close = to_price(close);
    candle.high = std::max(candle.open, candle.close);
    candle.low = std::min(candle.open, candle.close);
    candle.volume = quantity("5");
    candle.is_closed = true;
    tape.ts_next_open += interval_;
    now_ = std::max(now_, tape.ts_next_open + kDelay);
    candle.times = {tape.ts_next_open, now_};
    tape.close = close;
    const double level = candle.close.to_double();
    tape.rsi.update(Bar{candle.ts_open, level, level, level, level, 5});
    return candle;
}

void StrategyWorld::history(const InstrumentId& id, int count, std::uint64_t seed) {
    base::Random random{seed};
    for (int index = 0; index < count; ++index) {
        const double close = tapes_.at(id).close * std::exp(0.0005 * random.normal());
        send(MarketEvent{next_candle(id, close), true});
    }
}

void StrategyWorld::quote(const InstrumentId& id, double close, double half_spread) {
    Ticker ticker;
    ticker.instrument_id = id;
    ticker.last_price = to_price(close);
    ticker.best_bid = BookLevel{to_price(close - half_spread), quantity("1")};
    ticker.best_ask = BookLevel{to_price(close + half_spread), quantity("1")};
    ticker.times = {now_, now_};
    send(MarketEvent{ticker, false});
    send(MarketEvent{MarkPrice{id, to_price(close), {now_, now_}}, false});
}

void StrategyWorld::bar(const InstrumentId& id, double close) {
    const Candle candle = next_candle(id, close);
    quote(id, close);
    send(MarketEvent{candle, false});
}

void StrategyWorld::bar_alone(const InstrumentId& id, double close) {
    send(MarketEvent{next_candle(id, close), false});
}

void StrategyWorld::skip_bars(const InstrumentId& id, int count) { tapes_.at(id).ts_next_open += interval_ * count; }

void StrategyWorld::long_setup(const InstrumentId& id) {
    move_until(id, -0.001, [](const AdaptiveRsi::Value& value) { return value.rsi < value.lower - 1; });
    move_until(id, 0.001, [](const AdaptiveRsi::Value& value) { return value.rsi >= value.lower; });
}

void StrategyWorld::short_setup(const InstrumentId& id) {
    move_until(id, 0.001, [](const AdaptiveRsi::Value& value) { return value.rsi > value.upper + 1; });
    move_until(id, -0.001, [](const AdaptiveRsi::Value& value) { return value.rsi <= value.upper; });
}

void StrategyWorld::move_until(
    const InstrumentId& id, double step, const std::function<bool(const AdaptiveRsi::Value&)>& is_there
) {
    for (int bars = 0; bars < kSetupBarsMax; ++bars) {
        bar(id, last_close(id) * (1 + step));
        const auto value = tapes_.at(id).rsi.value();
        if (!value || is_there(*value)) return;
    }
    throw std::runtime_error{"the tape never reached the threshold"};
}

void StrategyWorld::reply(const IntentId& id, IntentVerdict verdict) {
    IntentReply reply;
    reply.intent_id = id;
    reply.verdict = verdict;
    if (verdict == IntentVerdict::Denied) reply.deny_reason = DenyReason::PositionLimit;
    reply.ts_event = now_;
    send(reply);
}

void StrategyWorld::order(const OrderIntent& intent, OrderStatus status, const std::string& filled) {
    Order order;
    order.client_order_id = ClientOrderId{"c" + std::to_string(std::hash<IntentId>{}(intent.intent_id) % 100000)};
    order.intent_id = intent.intent_id;
    order.strategy_id = intent.strategy_id;
    order.instrument_id = intent.instrument_id;
    order.purpose = intent.kind == IntentKind::Exit ? OrderPurpose::Exit : OrderPurpose::Entry;
    order.side = intent.side;
    order.quantity = intent.quantity;
    order.filled_quantity = quantity(filled);
    order.status = status;
    order.version = ++order_versions_[intent.intent_id];
    order.ts_created = now_;
    order.ts_event = now_;
    send(AccountEvent{OrderEvent{order, OrderStatus::Planned}});
}

void StrategyWorld::fill(const OrderIntent& intent, OrderPurpose purpose) {
    Fill fill;
    fill.instrument_id = intent.instrument_id;
    fill.trade_id = TradeId{std::to_string(++trades_)};
    fill.strategy_id = intent.strategy_id;
    fill.purpose = purpose;
    fill.side = intent.side;
    fill.price = intent.limit_price.value_or(to_price(last_close(intent.instrument_id)));
    fill.quantity = intent.quantity;
    fill.times = {now_, now_};
    send(AccountEvent{fill});
}

void StrategyWorld::position(const InstrumentId& id, const std::string& size) {
    Position position;
    position.instrument_id = id;
    position.strategy_id = kStrategy;
    position.quantity = quantity(size);
    position.version = ++version_;
    position.ts_event = now_;
    send(AccountEvent{position});
}

void StrategyWorld::fill_whole(const OrderIntent& intent) {
    reply(intent.intent_id, IntentVerdict::Accepted);
    order(intent, OrderStatus::InFlight);
    order(intent, OrderStatus::Filled, intent.quantity.to_string());
    const bool is_short = intent.side == Side::Sell && intent.kind == IntentKind::Enter;
    position(
        intent.instrument_id,
        intent.kind == IntentKind::Exit ? "0" : (is_short ? "-" : "") + intent.quantity.to_string()
    );
}

void StrategyWorld::snapshot_of_account(std::vector<ExecutionFact> orders, std::vector<ExecutionFact> positions) {
    send(AccountLost{"gap"});
    send(AccountSnapshot{AccountPart::Orders, std::move(orders)});
    send(AccountSnapshot{AccountPart::Positions, std::move(positions)});
    send(AccountRecovered{});
}

std::vector<OrderIntent> StrategyWorld::intents() const {
    std::vector<OrderIntent> intents;
    for (const Output& output : outputs_) {
        if (const auto* intent = std::get_if<OrderIntent>(&output)) intents.push_back(*intent);
    }
    return intents;
}

std::vector<Decision> StrategyWorld::decisions() const {
    std::vector<Decision> decisions;
    for (const Output& output : outputs_) {
        if (const auto* decision = std::get_if<Decision>(&output)) decisions.push_back(*decision);
    }
    return decisions;
}

const Decision& StrategyWorld::last_decision() const {
    const auto all = decisions();
    last_decision_ = all.empty() ? Decision{} : all.back();
    return last_decision_;
}

bool StrategyWorld::wished_for_snapshot() const {
    for (const Output& output : outputs_) {
        if (std::holds_alternative<SnapshotWish>(output)) return true;
    }
    return false;
}

}  // namespace trading::test
