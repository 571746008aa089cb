#include "services/simulator/io/json_writer.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <algorithm>
#include <array>

// Public figures that are computed from others: volumes, an index's parts, coins to contracts (okx-v5 section 6).
namespace trading::simulator {

namespace {

constexpr int kMoneyDigits = 2;
constexpr int kSizeDigits = 8;

// What OKX publishes as the average of two weeks; fixed here, because nothing is traded in yuan.
[[nodiscard]] base::Decimal yuan_per_dollar() { return *base::Decimal::from_parts(71, 1); }

RestResult get_platform_volume(RestCall& call) {
    base::Decimal dollars;
    for (const InstrumentSpec& spec : call.core().instruments()) {
        const auto ticker = call.core().ticker(spec.published.id.value());
        if (!ticker) continue;
        // volCcy24h counts quote currency for spot, base currency for contracts.
        const base::Decimal price = spec.published.is_spot() ? base::Decimal{1} : ticker->last_price;
        const auto value = base::multiply(ticker->volume_currency_24h, price, kMoneyDigits, base::Rounding::HalfEven);
        if (value) dollars = base::add(dollars, *value).value_or(dollars);
    }
    const auto yuan = base::multiply(dollars, yuan_per_dollar(), kMoneyDigits, base::Rounding::HalfEven);
    JsonWriter json;
    json.begin_array().begin_object().field("ts", okx_time(call.venue.clock.now()));
    json.field("volCny", yuan ? yuan->to_string() : "").field("volUsd", dollars.to_string()).end_object();
    return finish(json);
}

RestResult get_exchange_rate(RestCall&) {
    JsonWriter json;
    json.begin_array().begin_object().field("usdCny", yuan_per_dollar().to_string()).end_object();
    return finish(json);
}

// The one endpoint whose `data` is an object. The venue's own spot pair is the index's only part.
RestResult get_index_components(RestCall& call) {
    const std::string_view index = call.query.get("index");
    if (index.empty()) return refuse_missing("index");
    const auto ticker = call.core().index_ticker(index);
    if (!ticker) return refuse("51001");
    const std::string price = ticker->price.to_string();
    std::string symbol(index);
    std::ranges::replace(symbol, '-', '/');
    JsonWriter json;
    json.begin_object().key("components").begin_array().begin_object().field("cnvPx", price).field("exch", "OKX");
    json.field("symPx", price).field("symbol", symbol).field("wgt", "1.000").end_object().end_array();
    json.field("index", index).field("last", price).field("ts", okx_time(ticker->time));
    RestAnswer answer;
    answer.data = json.end_object().take();
    return answer;
}

// Coins to contracts (type 1, rounded down to a lot) or contracts to coins (type 2). With unit "usds" the coins are US
// dollars at `px`, or at the mark price.
RestResult convert_contracts(RestCall& call) {
    const std::string_view type = call.query.has("type") ? call.query.get("type") : "1";
    const std::string_view id = call.query.get("instId");
    const std::string_view unit = call.query.has("unit") ? call.query.get("unit") : "coin";
    if (id.empty()) return refuse_missing("instId");
    const InstrumentSpec* spec = call.core().find_instrument(id);
    const auto mark = call.core().mark_price(id);
    if (spec == nullptr || spec->published.is_spot() || !mark) return refuse("51001");
    if (type != "1" && type != "2") return refuse(parameter_error("type"));
    if (unit != "coin" && unit != "usds") return refuse(parameter_error("unit"));
    const auto size = base::Decimal::from_string(call.query.get("sz"));
    if (!size || !size->is_positive()) return refuse(parameter_error("sz"));
    const auto asked = base::Decimal::from_string(call.query.get("px"));
    const base::Decimal price = asked && asked->is_positive() ? *asked : mark->price;
    const base::Decimal& contract = spec->published.contract_multiplier;
    const auto value = unit == "coin" ? base::Result<base::Decimal>{contract} : base::multiply(contract, price);
    auto result = !value        ? value
                  : type == "1" ? base::divide(*size, *value, kSizeDigits, base::Rounding::Down)
                                : base::multiply(*size, *value, kSizeDigits, base::Rounding::HalfEven);
    if (result && type == "1") {
        result = result->rounded_to_multiple(spec->published.lot_size.value(), base::Rounding::Down);
    }
    if (!result) return refuse(parameter_error("sz"));
    JsonWriter json;
    json.begin_array().begin_object().field("instId", id).field("px", price.to_string());
    json.field("sz", result->to_string()).field("type", type).field("unit", unit).end_object();
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr RestRoute route(std::string_view path, std::int64_t per_window, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Public, RateScope::Address, {per_window, kWindow}, handler};
}

constexpr std::array kRoutes{
    route("market/platform-24-volume", 2, &get_platform_volume),
    route("market/exchange-rate", 1, &get_exchange_rate),
    route("market/index-components", 20, &get_index_components),
    route("public/convert-contract-coin", 10, &convert_contracts),
};

}  // namespace

std::span<const RestRoute> figure_routes() { return kRoutes; }

}  // namespace trading::simulator
