#include "common/codec/execution_codec.hpp"

#include "common/codec/enum_codec.hpp"
#include "common/codec/fields.hpp"

namespace trading::codec {

void encode(const domain::Fill& fill, v1::Fill& message) {
    message.set_instrument_id(fill.instrument_id.value());
    message.set_trade_id(fill.trade_id.value());
    message.set_client_order_id(fill.client_order_id.value());
    message.set_venue_order_id(fill.venue_order_id.value());
    message.set_strategy_id(fill.strategy_id.value());
    message.set_purpose(encode(fill.purpose));
    message.set_side(encode(fill.side));
    message.set_price(fill.price.to_string());
    message.set_quantity(fill.quantity.to_string());
    message.set_liquidity_side(encode(fill.liquidity_side));
    message.set_fee(fill.fee.to_string());
    message.set_fee_currency(fill.fee_currency.value());
    message.set_realised_pnl(fill.realised_pnl.to_string());
    encode_times(fill.times, *message.mutable_times());
}

base::Status decode(const v1::Fill& message, domain::Fill& fill) {
    fill.client_order_id = domain::ClientOrderId{message.client_order_id()};
    fill.venue_order_id = domain::VenueOrderId{message.venue_order_id()};
    fill.strategy_id = domain::StrategyId{message.strategy_id()};
    fill.fee_currency = domain::Currency{message.fee_currency()};
    return first_refusal(
        "fill",
        decode_id(message.instrument_id(), "instrument_id", fill.instrument_id),
        decode_id(message.trade_id(), "trade_id", fill.trade_id),
        decode(message.purpose(), "purpose", fill.purpose),
        decode(message.side(), "side", fill.side),
        decode_amount(message.price(), "price", fill.price),
        decode_amount(message.quantity(), "quantity", fill.quantity),
        decode(message.liquidity_side(), "liquidity_side", fill.liquidity_side),
        decode_amount(message.fee(), "fee", fill.fee),
        decode_amount(message.realised_pnl(), "realised_pnl", fill.realised_pnl),
        decode_times(message, fill.times)
    );
}

void encode(const domain::Position& position, v1::Position& message) {
    message.Clear();
    message.set_instrument_id(position.instrument_id.value());
    message.set_strategy_id(position.strategy_id.value());
    message.set_quantity(position.quantity.to_string());
    if (position.average_entry_price) message.set_average_entry_price(position.average_entry_price->to_string());
    message.set_realised_pnl(position.realised_pnl.to_string());
    message.set_fees(position.fees.to_string());
    if (position.stop_price) message.set_stop_price(position.stop_price->to_string());
    message.set_protected_quantity(position.protected_quantity.to_string());
    message.set_version(position.version);
    message.set_ts_event_ns(base::to_unix_nanoseconds(position.ts_event));
}

base::Status decode(const v1::Position& message, domain::Position& position) {
    position.strategy_id = domain::StrategyId{message.strategy_id()};
    position.version = message.version();
    position.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    return first_refusal(
        "position",
        decode_id(message.instrument_id(), "instrument_id", position.instrument_id),
        decode_amount(message.quantity(), "quantity", position.quantity),
        decode_amount(
            message.has_average_entry_price(),
            message.average_entry_price(),
            "average_entry_price",
            position.average_entry_price
        ),
        decode_amount(message.realised_pnl(), "realised_pnl", position.realised_pnl),
        decode_amount(message.fees(), "fees", position.fees),
        decode_amount(message.has_stop_price(), message.stop_price(), "stop_price", position.stop_price),
        decode_amount(message.protected_quantity(), "protected_quantity", position.protected_quantity)
    );
}

void encode(const domain::Balance& balance, v1::Balance& message) {
    message.set_currency(balance.currency.value());
    message.set_total(balance.total.to_string());
    message.set_available(balance.available.to_string());
    message.set_ts_event_ns(base::to_unix_nanoseconds(balance.ts_event));
}

base::Status decode(const v1::Balance& message, domain::Balance& balance) {
    balance.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    return first_refusal(
        "balance",
        decode_id(message.currency(), "currency", balance.currency),
        decode_amount(message.total(), "total", balance.total),
        decode_amount(message.available(), "available", balance.available)
    );
}

void encode(const domain::RiskState& state, v1::RiskState& message) {
    message.set_state(encode(state.state));
    message.set_reason(state.reason);
    message.set_actor(state.actor);
    message.set_version(state.version);
    message.set_ts_event_ns(base::to_unix_nanoseconds(state.ts_event));
}

base::Status decode(const v1::RiskState& message, domain::RiskState& state) {
    state.reason = message.reason();
    state.actor = message.actor();
    state.version = message.version();
    state.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    return first_refusal("risk_state", decode(message.state(), "state", state.state));
}

void encode(const domain::ReconciliationReport& report, v1::ReconciliationReport& message) {
    message.set_is_equal(report.is_equal);
    message.set_differences(report.differences);
    message.set_ts_event_ns(base::to_unix_nanoseconds(report.ts_event));
}

base::Status decode(const v1::ReconciliationReport& message, domain::ReconciliationReport& report) {
    report.is_equal = message.is_equal();
    report.differences = message.differences();
    report.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    return {};
}

}  // namespace trading::codec
