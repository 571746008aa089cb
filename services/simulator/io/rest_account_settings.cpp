#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/request_fields.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <array>

// account/*: position mode, fees and sizes (okx-v5 section 9).
namespace trading::simulator {

namespace {

[[nodiscard]] tl::unexpected<ApiError> refuse(const ItemRefusal& refusal) {
    ApiError error = api_error(refusal.code);
    error.message = refusal.message;
    return simulator::refuse(std::move(error));
}

[[nodiscard]] tl::unexpected<ApiError> refuse(const Reply& reply) {
    return refuse(ItemRefusal{reply.code, reply.message});
}

RestResult set_position_mode(RestCall& call) {
    RequestFields fields(call.body);
    SetPositionMode request;
    request.account = call.account();
    request.mode = fields.required_word("posMode", &parse_okx_position_mode);
    if (fields.refusal()) return refuse(*fields.refusal());
    const Reply reply = call.venue.host.execute(request);
    if (!reply.is_accepted()) return refuse(reply);
    JsonWriter json;
    json.begin_array().begin_object().field("posMode", okx_word(request.mode)).end_object();
    return finish(json);
}

RestResult get_trade_fee(RestCall& call) {
    const std::string_view type = call.query.get("instType");
    if (type.empty()) return refuse_missing("instType");
    const std::string_view id = call.query.get("instId");
    if (!id.empty() && call.core().find_instrument(id) == nullptr) return simulator::refuse("51001");
    const bool is_spot = type == "SPOT" || type == "MARGIN";
    const FeeView fees = call.core().fees(is_spot);
    const std::string maker = fees.maker.to_string();
    const std::string taker = fees.taker.to_string();
    JsonWriter json;
    json.begin_array().begin_object().field("category", "1").field("delivery", "").field("exercise", "");
    json.key("feeGroup").begin_array().begin_object().field("groupId", "1").field("maker", maker);
    json.field("rpiMaker", maker).field("taker", taker).end_object().end_array();
    json.key("fiat").begin_array().end_array().field("instType", type).field("isSpecial", "0").field("level", "Lv1");
    json.field("maker", is_spot ? maker : "").field("makerU", is_spot ? "" : maker).field("makerUSDC", maker);
    json.field("ruleType", "normal").field("settle", "").field("taker", is_spot ? taker : "");
    json.field("takerU", is_spot ? "" : taker).field("takerUSDC", taker);
    json.field("ts", okx_time(call.venue.host.now())).end_object();
    return finish(json);
}

template <class Writer>
RestResult list_sizes(RestCall& call, const Writer& write) {
    constexpr std::size_t kInstrumentsMax = 5;
    if (!call.query.has("tdMode")) return refuse_missing("tdMode");
    const auto mode = parse_okx_margin_mode(call.query.get("tdMode"));
    if (!mode) return simulator::refuse(parameter_error("tdMode"));
    const std::vector<std::string> instruments = split_list(call.query.get("instId"));
    if (instruments.empty()) return refuse_missing("instId");
    if (instruments.size() > kInstrumentsMax) return simulator::refuse(parameter_error("instId"));
    std::optional<base::Decimal> price;
    if (call.query.has("px")) {
        const auto value = base::Decimal::from_string(call.query.get("px"));
        if (!value || !value->is_positive()) return simulator::refuse(parameter_error("px"));
        price = *value;
    }
    JsonWriter json;
    json.begin_array();
    for (const std::string& instrument : instruments) {
        const auto limit = call.core().size_limit(call.account(), instrument, price, {*mode, PositionSide::Net});
        const InstrumentSpec* spec = call.core().find_instrument(instrument);
        if (!limit || spec == nullptr) return simulator::refuse("51001");
        json.begin_object().field("instId", instrument);
        write(json, *limit, spec->published);
        json.end_object();
    }
    return finish(json);
}

RestResult get_max_size(RestCall& call) {
    return list_sizes(call, [](JsonWriter& json, const SizeLimitView& limit, const domain::Instrument& instrument) {
        const auto& currency = instrument.is_spot() ? instrument.base_currency : instrument.settle_currency;
        json.field("ccy", currency.value()).field("maxBuy", limit.maximum_buy.to_string());
        json.field("maxSell", limit.maximum_sell.to_string());
    });
}

RestResult get_max_avail_size(RestCall& call) {
    return list_sizes(call, [](JsonWriter& json, const SizeLimitView& limit, const domain::Instrument&) {
        json.field("availBuy", limit.available_buy.to_string());
        json.field("availSell", limit.available_sell.to_string());
    });
}

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr std::array kRoutes{
    RestRoute{
        "POST", "account/set-position-mode", RestAccess::Trade, RateScope::Account, {5, kWindow}, &set_position_mode},
    RestRoute{"GET", "account/trade-fee", RestAccess::Read, RateScope::Account, {5, kWindow}, &get_trade_fee},
    RestRoute{"GET", "account/max-size", RestAccess::Read, RateScope::Account, {20, kWindow}, &get_max_size},
    RestRoute{
        "GET", "account/max-avail-size", RestAccess::Read, RateScope::Account, {20, kWindow}, &get_max_avail_size},
};

}  // namespace

std::span<const RestRoute> account_setting_routes() { return kRoutes; }

}  // namespace trading::simulator
