#include "services/simulator/io/order_json.hpp"

#include "services/simulator/io/okx_words.hpp"

namespace trading::simulator {

namespace {

// The size in US dollars of an order at its price, or at the last one; "" when it overflows.
[[nodiscard]] std::string notional_usd(base::Decimal size, base::Decimal price, base::Decimal contract_value) {
    constexpr int kDigits = 8;
    const auto units = base::multiply(size, contract_value);
    if (!units) return {};
    const auto notional = base::multiply(*units, price, kDigits, base::Rounding::HalfEven);
    return notional ? notional->to_string() : std::string{};
}

// Price of the order: market orders have none.
[[nodiscard]] std::string price_of(const OrderView& order) { return okx_text(order.price); }

void write_empty(JsonWriter& json, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) json.field(name, "");
}

[[nodiscard]] std::string_view trigger_word(const std::optional<base::Decimal>& trigger, TriggerBy by) {
    return trigger ? okx_word(by) : std::string_view{};
}

// The leg's order price; "-1" is OKX's word for market.
[[nodiscard]] std::string leg_price(
    const std::optional<base::Decimal>& trigger, const std::optional<base::Decimal>& price
) {
    if (!trigger) return {};
    return price ? price->to_string() : "-1";
}

void write_attached(JsonWriter& json, const OrderView& order) {
    json.field("attachAlgoClOrdId", order.attached_client_id).key("attachAlgoOrds").begin_array();
    if (order.attached) {
        const ProtectionLegs& legs = *order.attached;
        json.begin_object();
        json.field("attachAlgoId", "").field("attachAlgoClOrdId", order.attached_client_id);
        json.field("tpOrdKind", "condition").field("tpTriggerPx", okx_text(legs.take_profit_trigger));
        json.field("tpTriggerPxType", trigger_word(legs.take_profit_trigger, legs.take_profit_by));
        json.field("tpOrdPx", leg_price(legs.take_profit_trigger, legs.take_profit_price));
        json.field("slTriggerPx", okx_text(legs.stop_loss_trigger));
        json.field("slTriggerPxType", trigger_word(legs.stop_loss_trigger, legs.stop_loss_by));
        json.field("slOrdPx", leg_price(legs.stop_loss_trigger, legs.stop_loss_price));
        json.field("sz", "").field("amendPxOnTriggerType", "0").field("failCode", "").field("failReason", "");
        json.end_object();
    }
    json.end_array();
}

// The fields that REST rows and pushes share.
void write_common(JsonWriter& json, const OrderView& order) {
    const bool has_unit = order.is_spot && order.kind == OrderKind::Market;
    json.field("accFillSz", order.filled_size.to_string());
    json.field("algoClOrdId", order.algo_client_id).field("algoId", okx_id(order.algo_id));
    write_attached(json, order);
    json.field("cTime", okx_time(order.created)).field("cancelSource", okx_number(order.cancel_source));
    json.field("category", okx_word(order.category)).field("ccy", "").field("clOrdId", order.client_order_id);
    json.field("fee", order.fee.to_string()).field("feeCcy", order.fee_currency.value());
    json.field("instId", order.instrument.value()).field("instType", okx_type(order.is_spot));
    json.field("isTpLimit", "false");
    json.field("lever", order.leverage.is_zero() ? "" : order.leverage.to_string());
    json.key("linkedAlgoOrd").begin_object().field("algoId", "").end_object();
    json.field("ordId", okx_id(order.order_id)).field("ordType", okx_word(order.kind));
    json.field("pnl", order.pnl.to_string());
    json.field("posSide", okx_word(order.position_side));
    json.field("px", price_of(order)).field("pxType", "").field("pxUsd", "").field("pxVol", "");
    json.field("quickMgnType", "").field("rebate", "0").field("rebateCcy", order.fee_currency.value());
    json.field("reduceOnly", order.is_reduce_only ? "true" : "false").field("side", okx_word(order.side));
    write_empty(json, {"slOrdPx", "slTriggerPx", "slTriggerPxType"});
    json.field("source", okx_number(order.source)).field("state", okx_word(order.state));
    json.field("stpId", "").field("stpMode", okx_word(order.self_trade)).field("sz", order.size.to_string());
    json.field("tag", order.tag).field("tdMode", okx_word(order.margin_mode));
    json.field("tgtCcy", !has_unit ? "" : order.size_unit == SizeUnit::Quote ? "quote_ccy" : "base_ccy");
    write_empty(json, {"tpOrdPx", "tpTriggerPx", "tpTriggerPxType"});
    json.field("tradeQuoteCcy", order.is_spot ? quote_of(order.instrument) : "");
    json.field("uTime", okx_time(order.updated));
}

}  // namespace

std::string quote_of(const domain::InstrumentId& instrument) {
    const std::size_t dash = instrument.value().find('-');
    return dash == std::string::npos ? std::string{} : instrument.value().substr(dash + 1);
}

void write_order(JsonWriter& json, const OrderView& order) {
    const FillView* last = order.last_fill ? &*order.last_fill : nullptr;
    json.begin_object();
    write_common(json, order);
    json.field("avgPx", okx_text(order.average_price));
    json.field("cancelSourceReason", "");
    json.field("fillPx", last != nullptr ? last->price.to_string() : "");
    json.field("fillSz", last != nullptr ? last->size.to_string() : "0");
    json.field("fillTime", last != nullptr ? okx_time(last->time) : "");
    json.field("tradeId", last != nullptr ? last->trade_id : "");
    json.end_object();
}

void write_order_push(JsonWriter& json, const OrderChanged& change, const OrderContext& context) {
    const OrderView& order = change.order;
    const FillView* fill = change.fill ? &*change.fill : nullptr;
    const base::Decimal price = order.price.value_or(context.last_price);
    const bool counts_quote = order.size_unit == SizeUnit::Quote;
    json.begin_object();
    write_common(json, order);
    json.field("amendResult", okx_number(change.amend_result)).field("amendSource", okx_number(change.amend_source));
    json.field("avgPx", order.average_price ? order.average_price->to_string() : "0");
    json.field("code", change.code).field("msg", change.message).field("reqId", change.request_id);
    json.field("execType", fill != nullptr ? okx_word(fill->role) : "");
    json.field("fillFee", fill != nullptr ? fill->fee.to_string() : "0");
    json.field("fillFeeCcy", fill != nullptr ? fill->fee_currency.value() : "");
    write_empty(json, {"fillFwdPx", "fillIdxPx", "fillMarkPx", "fillMarkVol", "fillPxUsd", "fillPxVol"});
    json.field("fillNotionalUsd", fill != nullptr ? notional_usd(fill->size, fill->price, context.contract_value) : "");
    json.field("fillPnl", fill != nullptr ? fill->pnl.to_string() : "0");
    json.field("fillPx", fill != nullptr ? fill->price.to_string() : "");
    json.field("fillSz", fill != nullptr ? fill->size.to_string() : "0");
    json.field("fillTime", fill != nullptr ? okx_time(fill->time) : "");
    json.field("lastPx", context.last_price.to_string());
    json.field(
        "notionalUsd", counts_quote ? order.size.to_string() : notional_usd(order.size, price, context.contract_value)
    );
    json.field("tradeId", fill != nullptr ? fill->trade_id : "");
    json.end_object();
}

void write_fill(JsonWriter& json, const FillView& fill, bool is_spot) {
    json.begin_object();
    json.field("instType", okx_type(is_spot)).field("instId", fill.instrument.value());
    json.field("tradeId", fill.trade_id).field("ordId", okx_id(fill.order_id)).field("clOrdId", fill.client_order_id);
    json.field("billId", okx_id(fill.bill_id));
    json.field("subType", std::to_string(static_cast<int>(fill.sub_type))).field("tag", fill.tag);
    json.field("fillPx", fill.price.to_string()).field("fillSz", fill.size.to_string());
    write_empty(json, {"fillIdxPx", "fillMarkPx", "fillMarkVol", "fillFwdPx", "fillPxVol", "fillPxUsd"});
    json.field("fillPnl", fill.pnl.to_string()).field("side", okx_word(fill.side));
    json.field("posSide", okx_word(fill.position_side)).field("execType", okx_word(fill.role));
    json.field("feeCcy", fill.fee_currency.value()).field("fee", fill.fee.to_string());
    json.field("feeRate", fill.fee_rate.to_string());
    json.field("tradeQuoteCcy", is_spot ? quote_of(fill.instrument) : "");
    json.field("fillTime", okx_time(fill.time)).field("ts", okx_time(fill.time));
    json.end_object();
}

void write_algo(JsonWriter& json, const AlgoView& algo, const OrderContext& context, bool is_push) {
    const ProtectionLegs& legs = algo.legs;
    const bool has_fired = algo.actual_leg != TriggeredLeg::None || algo.order_id != 0;
    json.begin_object();
    json.field("activePx", okx_text(algo.active_price)).field("actualPx", okx_text(algo.actual_price));
    json.field("actualSide", okx_word(algo.actual_leg));
    json.field("actualSz", algo.actual_size ? algo.actual_size->to_string() : "0");
    json.field("algoClOrdId", algo.client_id).field("algoId", okx_id(algo.algo_id));
    json.field("amendPxOnTriggerType", "0").key("attachAlgoOrds").begin_array().end_array();
    json.field("cTime", okx_time(algo.created)).field("uTime", okx_time(algo.updated));
    json.field("callbackRatio", okx_text(algo.callback_ratio));
    json.field("callbackSpread", okx_text(algo.callback_spread));
    json.field("ccy", "").field("chaseType", "").field("chaseVal", "").field("clOrdId", "");
    json.field("closeFraction", algo.closes_position ? "1" : "").field("failCode", algo.fail_code);
    json.field("instId", algo.instrument.value()).field("instType", okx_type(algo.is_spot));
    json.field("isTradeBorrowMode", "").field("last", context.last_price.to_string());
    json.field("lever", algo.leverage.is_zero() ? "" : algo.leverage.to_string());
    json.key("linkedOrd").begin_object().field("ordId", "").end_object();
    json.field("maxChaseType", "").field("maxChaseVal", "").field("moveTriggerPx", okx_text(algo.moving_trigger));
    json.field("ordId", okx_id(algo.order_id)).key("ordIdList").begin_array();
    if (algo.order_id != 0) json.text(okx_id(algo.order_id));
    json.end_array();
    const bool is_trigger = algo.kind == AlgoKind::Trigger;
    json.field("ordPx", !is_trigger ? "" : leg_price(algo.trigger_price, algo.order_price));
    json.field("ordType", okx_word(algo.kind)).field("posSide", okx_word(algo.position_side));
    write_empty(json, {"pxLimit", "pxSpread", "pxVar", "quickMgnType"});
    json.field("reduceOnly", algo.is_reduce_only ? "true" : "false").field("side", okx_word(algo.side));
    json.field("slOrdPx", leg_price(legs.stop_loss_trigger, legs.stop_loss_price));
    json.field("slTriggerPx", okx_text(legs.stop_loss_trigger));
    json.field("slTriggerPxType", trigger_word(legs.stop_loss_trigger, legs.stop_loss_by));
    json.field("state", okx_word(algo.state)).field("sz", okx_text(algo.size)).field("szLimit", "");
    json.field("tag", algo.tag).field("tdMode", okx_word(algo.margin_mode));
    json.field("tgtCcy", !algo.is_spot ? "" : algo.size_unit == SizeUnit::Quote ? "quote_ccy" : "base_ccy");
    json.field("timeInterval", "");
    json.field("tpOrdPx", leg_price(legs.take_profit_trigger, legs.take_profit_price));
    json.field("tpTriggerPx", okx_text(legs.take_profit_trigger));
    json.field("tpTriggerPxType", trigger_word(legs.take_profit_trigger, legs.take_profit_by));
    json.field("tradeQuoteCcy", algo.is_spot ? quote_of(algo.instrument) : "");
    json.field("triggerPx", okx_text(algo.trigger_price));
    json.field("triggerPxType", trigger_word(algo.trigger_price, algo.trigger_by));
    json.field("triggerTime", has_fired ? okx_time(algo.triggered) : "");
    if (is_push) {
        const base::Decimal size = algo.size.value_or(base::Decimal{});
        json.field("amendResult", "").field("reqId", "").field("count", "0");
        json.field("notionalUsd", notional_usd(size, context.last_price, context.contract_value));
        json.field("pTime", okx_time(algo.updated));
    }
    json.end_object();
}

}  // namespace trading::simulator
