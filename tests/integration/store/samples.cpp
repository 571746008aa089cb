#include "tests/integration/store/samples.hpp"

namespace trading::test {

using namespace domain;

namespace {

template <class AmountType>
AmountType amount(const char* text) {
    return AmountType::from_string(text).value();
}

}  // namespace

base::Timestamp sample_time() { return base::from_unix_nanoseconds(1'795'478'400'000'000'123); }

Order sample_order() {
    Order order;
    order.client_order_id = ClientOrderId{"C1"};
    order.venue_order_id = VenueOrderId{"V1"};
    order.intent_id = IntentId{"I1"};
    order.strategy_id = StrategyId{"avrsi"};
    order.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    order.purpose = OrderPurpose::StopLoss;
    order.side = Side::Sell;
    order.type = OrderType::Stop;
    order.time_in_force = TimeInForce::FillOrKill;
    order.is_reduce_only = true;
    order.limit_price = amount<Price>("0.000000000001");
    order.trigger_price = amount<Price>("63921.1");
    order.take_profit_price = amount<Price>("65000");
    order.quantity = amount<Quantity>("999999999999");
    order.filled_quantity = amount<Quantity>("0.00000001");
    order.average_fill_price = amount<Price>("63920.123456789012");
    order.status = OrderStatus::PartiallyFilled;
    order.reason = "it's \"quoted\"; 100% \\ fine";
    order.version = 3;
    order.ts_created = sample_time();
    order.ts_expires = sample_time() + std::chrono::seconds{2};
    order.ts_amend_expires = sample_time() + std::chrono::seconds{7};
    order.ts_event = sample_time() + std::chrono::seconds{1};
    return order;
}

Fill sample_fill() {
    Fill fill;
    fill.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    fill.trade_id = TradeId{"-17"};
    fill.client_order_id = ClientOrderId{"C1"};
    fill.venue_order_id = VenueOrderId{"V1"};
    fill.strategy_id = StrategyId{"avrsi"};
    fill.purpose = OrderPurpose::TakeProfit;
    fill.side = Side::Sell;
    fill.price = amount<Price>("63921.1");
    fill.quantity = amount<Quantity>("0.01");
    fill.liquidity_side = LiquiditySide::Maker;
    fill.fee = amount<Cash>("-0.00123456");
    fill.fee_currency = Currency{"USDT"};
    fill.realised_pnl = amount<Cash>("12.5");
    fill.times = {sample_time(), sample_time() + base::Duration{456}};
    return fill;
}

Position sample_position() {
    Position position;
    position.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    position.strategy_id = StrategyId{"avrsi"};
    position.quantity = amount<Quantity>("-0.5");
    position.average_entry_price = amount<Price>("63921.15");
    position.realised_pnl = amount<Cash>("-3.25");
    position.fees = amount<Cash>("-1.125");
    position.stop_price = amount<Price>("64500");
    position.protected_quantity = amount<Quantity>("0.5");
    position.version = 7;
    position.ts_event = sample_time();
    return position;
}

IntentTaken sample_intent() {
    IntentTaken taken;
    taken.intent.intent_id = IntentId{"I1"};
    taken.intent.strategy_id = StrategyId{"avrsi"};
    taken.intent.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    taken.intent.decision_id = DecisionId{"D1"};
    taken.intent.kind = IntentKind::Exit;
    taken.intent.side = Side::Sell;
    taken.intent.type = OrderType::PostOnly;
    taken.intent.time_in_force = TimeInForce::ImmediateOrCancel;
    taken.intent.quantity = amount<Quantity>("0.5");
    taken.intent.limit_price = amount<Price>("63921.1");
    taken.intent.stop_price = amount<Price>("63000");
    taken.intent.take_profit_price = amount<Price>("65000");
    taken.intent.target_intent_id = IntentId{"I0"};
    taken.intent.reason = "time_stop";
    taken.intent.ts_created = sample_time();
    taken.intent.valid_until = sample_time() + std::chrono::seconds{5};
    taken.reply.intent_id = IntentId{"I1"};
    taken.reply.verdict = IntentVerdict::Denied;
    taken.reply.deny_reason = DenyReason::DataStale;
    taken.reply.detail = "age_ms=1600 limit_ms=1500";
    taken.reply.ts_event = sample_time() + std::chrono::milliseconds{3};
    return taken;
}

Decision sample_decision() {
    Decision decision;
    decision.decision_id = DecisionId{"D1"};
    decision.strategy_id = StrategyId{"avrsi"};
    decision.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
    decision.outcome = DecisionOutcome::Enter;
    decision.reason = "setup_long";
    decision.inputs = "close=63921.1 rsi=28.4";
    decision.checks = {{"data_health", true, "book_age_ms=12"}, {"setup", true, "rsi=28.4 lower=30.1"}};
    decision.intent_id = IntentId{"I1"};
    decision.ts_event = sample_time();
    decision.ts_decided = sample_time() + std::chrono::microseconds{1};
    return decision;
}

}  // namespace trading::test
