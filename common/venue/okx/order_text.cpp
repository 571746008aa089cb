#include "common/venue/okx/order_text.hpp"

#include "common/base/assert.hpp"

namespace trading::venue::okx {
namespace {

using domain::OrderType;
using domain::TimeInForce;

constexpr std::string_view kAtMarket = "-1";

std::string_view trade_mode_name(const OrderStyle& style, const domain::Instrument& instrument) {
    switch (instrument.is_spot() ? style.spot_mode : style.derivative_mode) {
        case TradeMode::Cash: return "cash";
        case TradeMode::Cross: return "cross";
        case TradeMode::Isolated: return "isolated";
    }
    return "cash";
}

std::string_view side_name(domain::Side side) { return side == domain::Side::Buy ? "buy" : "sell"; }

std::string_view order_type_name(const domain::Order& order) {
    switch (order.type) {
        case OrderType::Market: return "market";
        case OrderType::PostOnly: return "post_only";
        case OrderType::Stop: break;
        case OrderType::Limit:
            switch (order.time_in_force) {
                case TimeInForce::GoodTillCancelled: return "limit";
                case TimeInForce::ImmediateOrCancel: return "ioc";
                case TimeInForce::FillOrKill: return "fok";
            }
    }
    TRADING_ASSERT(order.type != OrderType::Stop);
    return "limit";
}

// Derivatives follow the mark price, which a single odd trade cannot move; for spot the venue has the last one only.
std::string_view trigger_price_type(const domain::Instrument& instrument) {
    return instrument.is_spot() ? "last" : "mark";
}

}  // namespace

void write_order_fields(
    const OrderStyle& style, const domain::Order& order, const domain::Instrument& instrument, JsonText& json
) {
    const bool is_market = order.type == OrderType::Market;
    TRADING_ASSERT(order.quantity.is_positive());
    TRADING_ASSERT(is_market || order.limit_price.has_value());
    json.plain("tdMode", trade_mode_name(style, instrument));
    json.plain("side", side_name(order.side));
    json.plain("ordType", order_type_name(order));
    if (!is_market) json.decimal("px", order.limit_price->value());
    json.decimal("sz", order.quantity.value());
    json.plain("clOrdId", order.client_order_id.value());
    if (!style.tag.empty()) json.plain("tag", style.tag);
    // The taker's mode decides, over all sub-accounts; cancelling the resting one never stops an exit.
    json.plain("stpMode", "cancel_maker");
    if (instrument.is_derivative()) {
        if (order.is_reduce_only) json.boolean("reduceOnly", true);
    } else if (is_market) {
        // Without these a buy would be sized in quote currency, and shrunk in silence when the balance is low.
        json.plain("tgtCcy", "base_ccy");
        json.boolean("banAmend", true);
    }
}

void write_stop_fields(
    const OrderStyle& style, const domain::Order& order, const domain::Instrument& instrument, JsonText& json
) {
    TRADING_ASSERT(order.quantity.is_positive());
    TRADING_ASSERT(order.trigger_price.has_value());
    const bool is_pair = order.take_profit_price.has_value();
    json.plain("tdMode", trade_mode_name(style, instrument));
    json.plain("side", side_name(order.side));
    json.plain("ordType", is_pair ? "oco" : "conditional");
    json.decimal("sz", order.quantity.value());
    json.plain("algoClOrdId", order.client_order_id.value());
    if (!style.tag.empty()) json.plain("tag", style.tag);
    json.decimal("slTriggerPx", order.trigger_price->value());
    json.plain("slTriggerPxType", trigger_price_type(instrument));
    json.plain("slOrdPx", kAtMarket);
    if (is_pair) {
        json.decimal("tpTriggerPx", order.take_profit_price->value());
        json.plain("tpTriggerPxType", trigger_price_type(instrument));
        json.plain("tpOrdPx", kAtMarket);
    }
    if (instrument.is_derivative()) {
        if (order.is_reduce_only) json.boolean("reduceOnly", true);
    } else if (order.side == domain::Side::Buy) {
        json.plain("tgtCcy", "base_ccy");  // The venue's default for a buy is the quote currency.
    }
}

void write_order_identity(
    const domain::VenueOrderId& venue_order_id,
    const domain::ClientOrderId& client_order_id,
    bool is_stop,
    JsonText& json
) {
    if (!venue_order_id.empty()) {
        json.plain(is_stop ? "algoId" : "ordId", venue_order_id.value());
    } else {
        TRADING_ASSERT(!client_order_id.empty());
        json.plain(is_stop ? "algoClOrdId" : "clOrdId", client_order_id.value());
    }
}

void write_amend_fields(
    const domain::AmendOrder& request, const domain::Instrument& instrument, std::string_view request_id, JsonText& json
) {
    if (!request_id.empty()) json.plain("reqId", request_id);
    if (request.quantity) json.decimal("newSz", request.quantity->value());
    if (!request.is_stop) {
        if (request.limit_price) json.decimal("newPx", request.limit_price->value());
        return;
    }
    if (request.trigger_price) {
        json.decimal("newSlTriggerPx", request.trigger_price->value());
        json.plain("newSlTriggerPxType", trigger_price_type(instrument));
        json.plain("newSlOrdPx", kAtMarket);
    }
    if (request.take_profit_price) {
        json.decimal("newTpTriggerPx", request.take_profit_price->value());
        json.plain("newTpTriggerPxType", trigger_price_type(instrument));
        json.plain("newTpOrdPx", kAtMarket);
    }
}

Endpoint endpoint_of(const domain::VenueRequest& request) noexcept {
    struct Visitor {
        Endpoint operator()(const domain::PlaceOrder& place) const {
            return place.order.type == OrderType::Stop ? Endpoint::PlaceStop : Endpoint::PlaceOrder;
        }
        Endpoint operator()(const domain::CancelOrder& cancel) const {
            return cancel.is_stop ? Endpoint::CancelStop : Endpoint::CancelOrder;
        }
        Endpoint operator()(const domain::AmendOrder& amend) const {
            return amend.is_stop ? Endpoint::AmendStop : Endpoint::AmendOrder;
        }
        Endpoint operator()(const domain::QueryOrder& query) const {
            return query.is_stop ? Endpoint::QueryStop : Endpoint::QueryOrder;
        }
        Endpoint operator()(const domain::FetchOpenOrders&) const { return Endpoint::OpenOrders; }
        Endpoint operator()(const domain::FetchFills&) const { return Endpoint::Fills; }
        Endpoint operator()(const domain::FetchPositions&) const { return Endpoint::Positions; }
        Endpoint operator()(const domain::FetchBalances&) const { return Endpoint::Balance; }
        Endpoint operator()(const domain::FetchBills&) const { return Endpoint::Bills; }
        Endpoint operator()(const domain::RefreshDeadMan&) const { return Endpoint::CancelAllAfter; }
    };
    return std::visit(Visitor{}, request);
}

}  // namespace trading::venue::okx
