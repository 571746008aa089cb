#include "services/simulator/io/order_request.hpp"

#include "services/simulator/io/api_error.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/request_fields.hpp"

namespace trading::simulator {

namespace {

constexpr std::size_t kClientIdMax = 32;
constexpr std::size_t kTagMax = 16;

[[nodiscard]] std::optional<SizeUnit> parse_size_unit(std::string_view word) noexcept {
    if (word == "base_ccy") return SizeUnit::Base;
    if (word == "quote_ccy") return SizeUnit::Quote;
    return std::nullopt;
}

[[nodiscard]] ProtectionLegs parse_legs(RequestFields& fields) {
    ProtectionLegs legs;
    legs.take_profit_trigger = fields.number("tpTriggerPx");
    legs.take_profit_price = fields.price_or_market("tpOrdPx");
    legs.take_profit_by = fields.word("tpTriggerPxType", &parse_okx_trigger_by, TriggerBy::Last);
    legs.stop_loss_trigger = fields.number("slTriggerPx");
    legs.stop_loss_price = fields.price_or_market("slOrdPx");
    legs.stop_loss_by = fields.word("slTriggerPxType", &parse_okx_trigger_by, TriggerBy::Last);
    // A trigger without its order price, or the other way round, is half a leg.
    if (legs.take_profit_trigger && !fields.has("tpOrdPx")) fields.refuse(missing_parameter("tpOrdPx"));
    if (legs.stop_loss_trigger && !fields.has("slOrdPx")) fields.refuse(missing_parameter("slOrdPx"));
    if (!legs.take_profit_trigger && fields.has("tpOrdPx")) fields.refuse(missing_parameter("tpTriggerPx"));
    if (!legs.stop_loss_trigger && fields.has("slOrdPx")) fields.refuse(missing_parameter("slTriggerPx"));
    return legs;
}

[[nodiscard]] std::optional<TriggerBy> trigger_by(RequestFields& fields, std::string_view name) {
    if (!fields.has(name)) return std::nullopt;
    return fields.required_word(name, &parse_okx_trigger_by);
}

[[nodiscard]] LegChanges parse_leg_changes(RequestFields& fields) {
    LegChanges changes;
    changes.take_profit_trigger = fields.number("newTpTriggerPx");
    changes.take_profit_price = fields.number("newTpOrdPx");
    changes.take_profit_by = trigger_by(fields, "newTpTriggerPxType");
    changes.stop_loss_trigger = fields.number("newSlTriggerPx");
    changes.stop_loss_price = fields.number("newSlOrdPx");
    changes.stop_loss_by = trigger_by(fields, "newSlTriggerPxType");
    return changes;
}

// As in an order, the legs stand in attachAlgoOrds, or, in the older form, in the amendment itself.
void parse_attached_changes(const JsonValue& item, AmendOrder& amend, RequestFields& fields) {
    const JsonValue* list = item.find("attachAlgoOrds");
    if (list == nullptr || list->items().empty()) {
        amend.new_attached = parse_leg_changes(fields);
        return;
    }
    if (list->items().size() > 1) fields.refuse(ItemRefusal{"51076", "Split take-profits are not supported."});
    RequestFields attached(list->items().front());
    amend.new_attached = parse_leg_changes(attached);
    if (attached.refusal()) fields.refuse(*attached.refusal());
}

void parse_attached(const JsonValue& item, PlaceOrder& order, RequestFields& fields) {
    const JsonValue* list = item.find("attachAlgoOrds");
    if (list == nullptr || list->items().empty()) {
        // The older form: the legs stand in the order itself.
        const ProtectionLegs legs = parse_legs(fields);
        if (legs.take_profit_trigger || legs.stop_loss_trigger) order.attached = legs;
        return;
    }
    if (list->items().size() > 1) fields.refuse(ItemRefusal{"51076", "Split take-profits are not supported."});
    RequestFields attached(list->items().front());
    order.attached_client_id = attached.identifier("attachAlgoClOrdId", kClientIdMax);
    order.attached = parse_legs(attached);
    if (attached.refusal()) fields.refuse(*attached.refusal());
}

}  // namespace

Parsed<PlaceOrder> parse_place(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    PlaceOrder order;
    order.account = subject.account;
    order.instrument = subject.instrument;
    order.expires = subject.expires;
    order.margin_mode = fields.required_word("tdMode", &parse_okx_margin_mode);
    order.side = fields.required_word("side", &parse_okx_side);
    if (fields.has("posSide")) order.position_side = fields.required_word("posSide", &parse_okx_position_side);
    order.kind = fields.required_word("ordType", &parse_okx_order_kind);
    order.size = fields.required_number("sz");
    if (!order.size.is_positive()) fields.refuse(bad_parameter("sz"));
    const bool is_priced = order.kind != OrderKind::Market && order.kind != OrderKind::OptimalLimitIoc;
    if (is_priced) {
        order.price = fields.required_number("px");
        if (!order.price->is_positive()) fields.refuse(bad_parameter("px"));
    }
    order.size_unit = fields.word("tgtCcy", &parse_size_unit, SizeUnit::Default);
    order.is_reduce_only = fields.flag("reduceOnly");
    order.refuses_shrinking = fields.flag("banAmend");
    order.clamps_to_price_limit = fields.text("pxAmendType") == "1";
    order.self_trade = fields.word("stpMode", &parse_okx_self_trade, SelfTrade::CancelMaker);
    order.client_order_id = fields.identifier("clOrdId", kClientIdMax);
    order.tag = fields.identifier("tag", kTagMax);
    parse_attached(item, order, fields);
    return fields.finish(std::move(order));
}

Parsed<CancelOrder> parse_cancel(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    CancelOrder cancel;
    cancel.account = subject.account;
    cancel.instrument = subject.instrument;
    cancel.order_id = fields.id("ordId");
    cancel.client_order_id = fields.identifier("clOrdId", kClientIdMax);
    return fields.finish(std::move(cancel));
}

Parsed<AmendOrder> parse_amend(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    AmendOrder amend;
    amend.account = subject.account;
    amend.instrument = subject.instrument;
    amend.expires = subject.expires;
    amend.order_id = fields.id("ordId");
    amend.client_order_id = fields.identifier("clOrdId", kClientIdMax);
    amend.new_size = fields.number("newSz");
    if (amend.new_size && !amend.new_size->is_positive()) fields.refuse(bad_parameter("newSz"));
    amend.new_price = fields.number("newPx");
    if (amend.new_price && !amend.new_price->is_positive()) fields.refuse(bad_parameter("newPx"));
    parse_attached_changes(item, amend, fields);
    amend.cancels_on_failure = fields.flag("cxlOnFail");
    amend.clamps_to_price_limit = fields.text("pxAmendType") == "1";
    amend.request_id = fields.identifier("reqId", kClientIdMax);
    return fields.finish(std::move(amend));
}

Parsed<ClosePosition> parse_close(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    ClosePosition close;
    close.account = subject.account;
    close.instrument = subject.instrument;
    close.margin_mode = fields.required_word("mgnMode", &parse_okx_margin_mode);
    if (fields.has("posSide")) close.position_side = fields.required_word("posSide", &parse_okx_position_side);
    close.cancels_pending = fields.flag("autoCxl");
    close.client_order_id = fields.identifier("clOrdId", kClientIdMax);
    close.tag = fields.identifier("tag", kTagMax);
    return fields.finish(std::move(close));
}

Parsed<PlaceAlgo> parse_algo(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    PlaceAlgo algo;
    algo.account = subject.account;
    algo.instrument = subject.instrument;
    algo.margin_mode = fields.required_word("tdMode", &parse_okx_margin_mode);
    algo.side = fields.required_word("side", &parse_okx_side);
    if (fields.has("posSide")) algo.position_side = fields.required_word("posSide", &parse_okx_position_side);
    if (is_left_out_algo(fields.text("ordType"))) fields.refuse(ItemRefusal{"50038", api_error("50038").message});
    algo.kind = fields.required_word("ordType", &parse_okx_algo_kind);
    algo.closes_position = fields.has("closeFraction");
    if (algo.closes_position && fields.text("closeFraction") != "1") fields.refuse(bad_parameter("closeFraction"));
    algo.size = fields.number("sz");
    if (!algo.closes_position && (!algo.size || !algo.size->is_positive())) fields.refuse(bad_parameter("sz"));
    algo.size_unit = fields.word("tgtCcy", &parse_size_unit, SizeUnit::Default);
    algo.is_reduce_only = fields.flag("reduceOnly");
    algo.cancels_on_close = fields.flag("cxlOnClosePos");
    algo.legs = parse_legs(fields);
    algo.trigger_price = fields.number("triggerPx");
    algo.order_price = fields.price_or_market("orderPx");
    algo.trigger_by = fields.word("triggerPxType", &parse_okx_trigger_by, TriggerBy::Last);
    algo.callback_ratio = fields.number("callbackRatio");
    algo.callback_spread = fields.number("callbackSpread");
    algo.active_price = fields.number("activePx");
    algo.client_id = fields.identifier("algoClOrdId", kClientIdMax);
    algo.tag = fields.identifier("tag", kTagMax);
    if (algo.kind == AlgoKind::Trigger) {
        if (!algo.trigger_price) fields.refuse(missing_parameter("triggerPx"));
        if (!fields.has("orderPx")) fields.refuse(missing_parameter("orderPx"));
    }
    return fields.finish(std::move(algo));
}

Parsed<AmendAlgo> parse_algo_amend(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    AmendAlgo amend;
    amend.account = subject.account;
    amend.instrument = subject.instrument;
    amend.algo_id = fields.id("algoId");
    amend.client_id = fields.identifier("algoClOrdId", kClientIdMax);
    amend.new_size = fields.number("newSz");
    amend.new_legs = parse_leg_changes(fields);
    amend.new_trigger_price = fields.number("newTriggerPx");
    amend.new_order_price = fields.number("newOrdPx");
    amend.new_trigger_by = trigger_by(fields, "newTriggerPxType");
    amend.request_id = fields.identifier("reqId", kClientIdMax);
    return fields.finish(std::move(amend));
}

Parsed<CancelAlgo> parse_algo_cancel(const JsonValue& item, const RequestSubject& subject) {
    RequestFields fields(item);
    CancelAlgo cancel;
    cancel.account = subject.account;
    cancel.instrument = subject.instrument;
    cancel.algo_id = fields.id("algoId");
    cancel.client_id = fields.identifier("algoClOrdId", kClientIdMax);
    return fields.finish(std::move(cancel));
}

}  // namespace trading::simulator
