#include "common/store/rows.hpp"

#include "common/store/row_values.hpp"

namespace trading::store {

using namespace domain;

Order order_of(const pqxx::row& row) {
    Order order;
    order.client_order_id = id_of<ClientOrderId>(row["client_order_id"]);
    order.venue_order_id = id_of<VenueOrderId>(row["venue_order_id"]);
    order.intent_id = id_of<IntentId>(row["intent_id"]);
    order.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    order.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    order.purpose = enum_of(row["purpose"], parse_order_purpose);
    order.side = enum_of(row["side"], parse_side);
    order.type = enum_of(row["type"], parse_order_type);
    order.time_in_force = enum_of(row["time_in_force"], parse_time_in_force);
    order.is_reduce_only = row["is_reduce_only"].as<bool>();
    order.limit_price = optional_amount_of<Price>(row["limit_price"]);
    order.trigger_price = optional_amount_of<Price>(row["trigger_price"]);
    order.take_profit_price = optional_amount_of<Price>(row["take_profit_price"]);
    order.quantity = amount_of<Quantity>(row["quantity"]);
    order.filled_quantity = amount_of<Quantity>(row["filled_quantity"]);
    order.average_fill_price = optional_amount_of<Price>(row["average_fill_price"]);
    order.status = enum_of(row["status"], parse_order_status);
    order.reason = row["reason"].c_str();
    order.version = row["version"].as<std::int64_t>();
    order.ts_created = time_of(row["ts_created_ns"]);
    order.ts_expires = time_of(row["ts_expires_ns"]);
    order.ts_event = time_of(row["ts_event_ns"]);
    order.ts_amend_expires = time_of(row["ts_amend_expires_ns"]);
    return order;
}

Fill fill_of(const pqxx::row& row) {
    Fill fill;
    fill.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    fill.trade_id = id_of<TradeId>(row["trade_id"]);
    fill.client_order_id = id_of<ClientOrderId>(row["client_order_id"]);
    fill.venue_order_id = id_of<VenueOrderId>(row["venue_order_id"]);
    fill.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    fill.purpose = enum_of(row["purpose"], parse_order_purpose);
    fill.side = enum_of(row["side"], parse_side);
    fill.price = amount_of<Price>(row["price"]);
    fill.quantity = amount_of<Quantity>(row["quantity"]);
    fill.liquidity_side = enum_of(row["liquidity_side"], parse_liquidity_side);
    fill.fee = amount_of<Cash>(row["fee"]);
    fill.fee_currency = id_of<Currency>(row["fee_currency"]);
    fill.realised_pnl = amount_of<Cash>(row["realised_pnl"]);
    fill.times.ts_event = time_of(row["ts_event_ns"]);
    fill.times.ts_received = time_of(row["ts_received_ns"]);
    return fill;
}

Position position_of(const pqxx::row& row) {
    Position position;
    position.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    position.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    position.quantity = amount_of<Quantity>(row["quantity"]);
    position.average_entry_price = optional_amount_of<Price>(row["average_entry_price"]);
    position.realised_pnl = amount_of<Cash>(row["realised_pnl"]);
    position.fees = amount_of<Cash>(row["fees"]);
    position.stop_price = optional_amount_of<Price>(row["stop_price"]);
    position.protected_quantity = amount_of<Quantity>(row["protected_quantity"]);
    position.version = row["version"].as<std::int64_t>();
    position.ts_event = time_of(row["ts_event_ns"]);
    return position;
}

Balance balance_of(const pqxx::row& row) {
    Balance balance;
    balance.currency = id_of<Currency>(row["currency"]);
    balance.total = amount_of<Cash>(row["total"]);
    balance.available = amount_of<Cash>(row["available"]);
    balance.ts_event = time_of(row["ts_event_ns"]);
    return balance;
}

RiskState risk_state_of(const pqxx::row& row) {
    RiskState risk_state;
    risk_state.state = enum_of(row["state"], parse_trading_state);
    risk_state.reason = row["reason"].c_str();
    risk_state.actor = row["actor"].c_str();
    risk_state.version = row["version"].as<std::int64_t>();
    risk_state.ts_event = time_of(row["ts_event_ns"]);
    return risk_state;
}

EntryPause entry_pause_of(const pqxx::row& row) {
    EntryPause pause;
    pause.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    pause.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    pause.is_paused = row["is_paused"].as<bool>();
    pause.actor = row["actor"].c_str();
    pause.reason = row["reason"].c_str();
    pause.version = row["version"].as<std::int64_t>();
    pause.ts_event = time_of(row["ts_event_ns"]);
    return pause;
}

ExternalActivity external_activity_of(const pqxx::row& row) {
    ExternalActivity activity;
    activity.activity_id = row["activity_id"].c_str();
    activity.kind = enum_of(row["kind"], parse_external_kind);
    activity.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    activity.detail = row["detail"].c_str();
    activity.verdict = enum_of(row["verdict"], parse_external_verdict);
    activity.actor = row["actor"].c_str();
    activity.reason = row["reason"].c_str();
    activity.version = row["version"].as<std::int64_t>();
    activity.ts_event = time_of(row["ts_event_ns"]);
    return activity;
}

OrderIntent intent_of(const pqxx::row& row) {
    OrderIntent intent;
    intent.intent_id = id_of<IntentId>(row["intent_id"]);
    intent.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    intent.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    intent.decision_id = id_of<DecisionId>(row["decision_id"]);
    intent.kind = enum_of(row["kind"], parse_intent_kind);
    intent.side = enum_of(row["side"], parse_side);
    intent.type = enum_of(row["type"], parse_order_type);
    intent.time_in_force = enum_of(row["time_in_force"], parse_time_in_force);
    intent.quantity = amount_of<Quantity>(row["quantity"]);
    intent.limit_price = optional_amount_of<Price>(row["limit_price"]);
    intent.stop_price = optional_amount_of<Price>(row["stop_price"]);
    intent.take_profit_price = optional_amount_of<Price>(row["take_profit_price"]);
    intent.target_intent_id = id_of<IntentId>(row["target_intent_id"]);
    intent.reason = row["reason"].c_str();
    intent.ts_created = time_of(row["ts_created_ns"]);
    intent.valid_until = time_of(row["valid_until_ns"]);
    return intent;
}

IntentTaken intent_taken_of(const pqxx::row& row) {
    IntentTaken taken;
    taken.intent = intent_of(row);
    taken.reply.intent_id = taken.intent.intent_id;
    taken.reply.verdict = enum_of(row["verdict"], parse_intent_verdict);
    if (!row["deny_reason"].is_null()) taken.reply.deny_reason = enum_of(row["deny_reason"], parse_deny_reason);
    taken.reply.detail = row["detail"].c_str();
    taken.reply.ts_event = time_of(row["ts_event_ns"]);
    return taken;
}

Decision decision_of(const pqxx::row& row) {
    Decision decision;
    decision.decision_id = id_of<DecisionId>(row["decision_id"]);
    decision.strategy_id = id_of<StrategyId>(row["strategy_id"]);
    decision.instrument_id = id_of<InstrumentId>(row["instrument_id"]);
    decision.outcome = enum_of(row["outcome"], parse_decision_outcome);
    decision.reason = row["reason"].c_str();
    decision.inputs = row["inputs"].c_str();
    decision.intent_id = id_of<IntentId>(row["intent_id"]);
    decision.ts_event = time_of(row["ts_event_ns"]);
    decision.ts_decided = time_of(row["ts_decided_ns"]);
    return decision;
}

}  // namespace trading::store
