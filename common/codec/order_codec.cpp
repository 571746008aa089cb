#include "common/codec/enum_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/codec/fields.hpp"

namespace trading::codec {

void encode(const domain::Order& order, v1::Order& message) {
    message.Clear();
    message.set_client_order_id(order.client_order_id.value());
    message.set_venue_order_id(order.venue_order_id.value());
    message.set_intent_id(order.intent_id.value());
    message.set_strategy_id(order.strategy_id.value());
    message.set_instrument_id(order.instrument_id.value());
    message.set_purpose(encode(order.purpose));
    message.set_side(encode(order.side));
    message.set_type(encode(order.type));
    message.set_time_in_force(encode(order.time_in_force));
    message.set_is_reduce_only(order.is_reduce_only);
    if (order.limit_price) message.set_limit_price(order.limit_price->to_string());
    if (order.trigger_price) message.set_trigger_price(order.trigger_price->to_string());
    if (order.take_profit_price) message.set_take_profit_price(order.take_profit_price->to_string());
    message.set_quantity(order.quantity.to_string());
    message.set_filled_quantity(order.filled_quantity.to_string());
    if (order.average_fill_price) message.set_average_fill_price(order.average_fill_price->to_string());
    message.set_status(encode(order.status));
    message.set_reason(order.reason);
    message.set_version(order.version);
    message.set_ts_created_ns(base::to_unix_nanoseconds(order.ts_created));
    message.set_ts_expires_ns(base::to_unix_nanoseconds(order.ts_expires));
    message.set_ts_event_ns(base::to_unix_nanoseconds(order.ts_event));
    message.set_ts_amend_expires_ns(base::to_unix_nanoseconds(order.ts_amend_expires));
}

base::Status decode(const v1::Order& message, domain::Order& order) {
    order.client_order_id = domain::ClientOrderId{message.client_order_id()};
    order.venue_order_id = domain::VenueOrderId{message.venue_order_id()};
    order.intent_id = domain::IntentId{message.intent_id()};
    order.strategy_id = domain::StrategyId{message.strategy_id()};
    order.is_reduce_only = message.is_reduce_only();
    order.reason = message.reason();
    order.version = message.version();
    order.ts_created = base::from_unix_nanoseconds(message.ts_created_ns());
    order.ts_expires = base::from_unix_nanoseconds(message.ts_expires_ns());
    order.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    order.ts_amend_expires = base::from_unix_nanoseconds(message.ts_amend_expires_ns());
    return first_refusal(
        "order",
        // An order of someone else has only the venue's id.
        refuse_unless(!order.client_order_id.empty() || !order.venue_order_id.empty(), "client_order_id"),
        decode_id(message.instrument_id(), "instrument_id", order.instrument_id),
        decode(message.purpose(), "purpose", order.purpose),
        decode(message.side(), "side", order.side),
        decode(message.type(), "type", order.type),
        decode(message.time_in_force(), "time_in_force", order.time_in_force),
        decode_amount(message.has_limit_price(), message.limit_price(), "limit_price", order.limit_price),
        decode_amount(message.has_trigger_price(), message.trigger_price(), "trigger_price", order.trigger_price),
        decode_amount(
            message.has_take_profit_price(), message.take_profit_price(), "take_profit_price", order.take_profit_price
        ),
        decode_amount(message.quantity(), "quantity", order.quantity),
        decode_amount(message.filled_quantity(), "filled_quantity", order.filled_quantity),
        decode_amount(
            message.has_average_fill_price(),
            message.average_fill_price(),
            "average_fill_price",
            order.average_fill_price
        ),
        decode(message.status(), "status", order.status)
    );
}

void encode(const domain::OrderEvent& event, v1::OrderEvent& message) {
    encode(event.order, *message.mutable_order());
    message.set_previous_status(encode(event.previous_status));
}

base::Status decode(const v1::OrderEvent& message, domain::OrderEvent& event) {
    return first_refusal(
        "order_event",
        decode(message.order(), event.order),
        decode(message.previous_status(), "previous_status", event.previous_status)
    );
}

void encode(const domain::OrderIntent& intent, v1::OrderIntent& message) {
    message.Clear();
    message.set_intent_id(intent.intent_id.value());
    message.set_strategy_id(intent.strategy_id.value());
    message.set_instrument_id(intent.instrument_id.value());
    message.set_decision_id(intent.decision_id.value());
    message.set_kind(encode(intent.kind));
    message.set_side(encode(intent.side));
    message.set_type(encode(intent.type));
    message.set_time_in_force(encode(intent.time_in_force));
    message.set_quantity(intent.quantity.to_string());
    if (intent.limit_price) message.set_limit_price(intent.limit_price->to_string());
    if (intent.stop_price) message.set_stop_price(intent.stop_price->to_string());
    if (intent.take_profit_price) message.set_take_profit_price(intent.take_profit_price->to_string());
    message.set_target_intent_id(intent.target_intent_id.value());
    message.set_reason(intent.reason);
    message.set_ts_created_ns(base::to_unix_nanoseconds(intent.ts_created));
    message.set_valid_until_ns(base::to_unix_nanoseconds(intent.valid_until));
}

base::Status decode(const v1::OrderIntent& message, domain::OrderIntent& intent) {
    intent.decision_id = domain::DecisionId{message.decision_id()};
    intent.target_intent_id = domain::IntentId{message.target_intent_id()};
    intent.reason = message.reason();
    intent.ts_created = base::from_unix_nanoseconds(message.ts_created_ns());
    intent.valid_until = base::from_unix_nanoseconds(message.valid_until_ns());
    return first_refusal(
        "order_intent",
        decode_id(message.intent_id(), "intent_id", intent.intent_id),
        decode_id(message.strategy_id(), "strategy_id", intent.strategy_id),
        decode_id(message.instrument_id(), "instrument_id", intent.instrument_id),
        decode(message.kind(), "kind", intent.kind),
        decode(message.side(), "side", intent.side),
        decode(message.type(), "type", intent.type),
        decode(message.time_in_force(), "time_in_force", intent.time_in_force),
        decode_amount(message.quantity(), "quantity", intent.quantity),
        decode_amount(message.has_limit_price(), message.limit_price(), "limit_price", intent.limit_price),
        decode_amount(message.has_stop_price(), message.stop_price(), "stop_price", intent.stop_price),
        decode_amount(
            message.has_take_profit_price(), message.take_profit_price(), "take_profit_price", intent.take_profit_price
        ),
        refuse_unless(message.valid_until_ns() > 0, "valid_until_ns")
    );
}

void encode(const domain::IntentReply& reply, v1::IntentReply& message) {
    message.Clear();
    message.set_intent_id(reply.intent_id.value());
    message.set_verdict(encode(reply.verdict));
    if (reply.deny_reason) message.set_deny_reason(encode(*reply.deny_reason));
    message.set_detail(reply.detail);
    message.set_ts_event_ns(base::to_unix_nanoseconds(reply.ts_event));
}

base::Status decode(const v1::IntentReply& message, domain::IntentReply& reply) {
    reply.detail = message.detail();
    reply.ts_event = base::from_unix_nanoseconds(message.ts_event_ns());
    reply.deny_reason.reset();
    base::Status reason;
    if (message.has_deny_reason()) {
        reason = decode(message.deny_reason(), "deny_reason", reply.deny_reason.emplace());
    }
    const bool is_denied = message.verdict() == v1::INTENT_VERDICT_DENIED;
    return first_refusal(
        "intent_reply",
        decode_id(message.intent_id(), "intent_id", reply.intent_id),
        decode(message.verdict(), "verdict", reply.verdict),
        reason,
        refuse_unless(is_denied == message.has_deny_reason(), "deny_reason")
    );
}

}  // namespace trading::codec
