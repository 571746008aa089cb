#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/reference_feeds.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <algorithm>
#include <array>

// GET public/* and system/status (okx-v5 section 6).
namespace trading::simulator {

namespace {

RestResult get_time(RestCall& call) {
    JsonWriter json;
    json.begin_array().begin_object().field("ts", okx_time(call.venue.clock.now())).end_object();
    return finish(json);
}

RestResult get_instruments(RestCall& call) {
    const std::string_view type = call.query.get("instType");
    if (type.empty()) return refuse_missing("instType");
    if (!is_instrument_type(type)) return refuse(parameter_error("instType"));
    const std::string_view id = call.query.get("instId");
    const std::string_view family = family_of(call.query);
    if (type == "OPTION" && family.empty()) return refuse_missing("instFamily");
    JsonWriter json;
    json.begin_array();
    bool is_known = id.empty();
    for (const InstrumentSpec& spec : call.venue.market.instruments()) {
        if (okx_word(spec.published.kind) != type) continue;
        if (!id.empty() && spec.published.id.value() != id) continue;
        if (!is_of_family(family, spec)) continue;
        is_known = true;
        write_instrument(json, spec);
    }
    if (!is_known) return refuse("51001");
    return finish(json);
}

// One value of the reference market per instrument of a type, or of the one named.
template <class Writer>
RestResult list_by_type(RestCall& call, const Writer& write) {
    const std::string_view type = call.query.get("instType");
    const std::string_view id = call.query.get("instId");
    if (type.empty() && id.empty()) return refuse_missing("instType");
    if (!type.empty() && type != "ANY" && !is_instrument_type(type)) return refuse(parameter_error("instType"));
    if (!id.empty() && call.venue.market.find(id) == nullptr) return refuse("51001");
    const std::string_view family = family_of(call.query);
    JsonWriter json;
    json.begin_array();
    for (const InstrumentSpec& spec : call.core().instruments()) {
        if (!is_of_family(family, spec)) continue;
        const std::string& name = spec.published.id.value();
        const std::string_view kind = okx_word(spec.published.kind);
        const bool is_margin = type == "MARGIN" && spec.published.is_spot();
        const bool is_asked = type.empty() || type == "ANY" || type == kind || is_margin;
        if ((!id.empty() && name != id) || !is_asked) continue;
        write(json, name, is_margin ? type : kind);
    }
    return finish(json);
}

RestResult get_mark_price(RestCall& call) {
    // OKX marks spot pairs for margin trading, and calls them MARGIN here.
    return list_by_type(call, [&call](JsonWriter& json, const std::string& name, std::string_view type) {
        if (const auto mark = call.core().mark_price(name)) write_mark_price(json, *mark, type);
    });
}

RestResult get_open_interest(RestCall& call) {
    return list_by_type(call, [&call](JsonWriter& json, const std::string& name, std::string_view) {
        if (const auto interest = call.core().open_interest(name)) write_open_interest(json, *interest);
    });
}

RestResult get_funding_rate(RestCall& call) {
    const std::string_view id = call.query.get("instId");
    if (id.empty()) return refuse_missing("instId");
    JsonWriter json;
    json.begin_array();
    bool is_known = id == "ANY";
    for (const InstrumentSpec& spec : call.core().instruments()) {
        const std::string& name = spec.published.id.value();
        const auto funding = call.core().funding_rate(name);
        if ((id != "ANY" && name != id) || !funding) continue;
        is_known = true;
        write_funding_rate(json, *funding);
    }
    if (!is_known) return refuse("51001");
    return finish(json);
}

RestResult get_funding_history(RestCall& call) {
    constexpr std::size_t kRowsMax = 400;
    const std::string_view id = call.query.get("instId");
    if (id.empty()) return refuse_missing("instId");
    if (call.core().find_instrument(id) == nullptr) return refuse("51001");
    JsonWriter json;
    json.begin_array();
    for (const FundingHistoryView& row : call.core().funding_history(id, page_of(call.query, kRowsMax, kRowsMax))) {
        write_funding_history(json, row);
    }
    return finish(json);
}

RestResult get_price_limit(RestCall& call) {
    const std::string_view id = call.query.get("instId");
    if (id.empty()) return refuse_missing("instId");
    if (call.venue.market.find(id) == nullptr) return refuse("51001");
    JsonWriter json;
    json.begin_array();
    if (const auto limit = call.core().price_limit(id)) {
        write_price_limit(json, *limit, call.venue.market.type_of(id));
    }
    return finish(json);
}

RestResult get_underlying(RestCall& call) {
    const std::string_view type = call.query.get("instType");
    JsonWriter json;
    json.begin_array().begin_array();
    std::string last;
    for (const InstrumentSpec& spec : call.venue.market.instruments()) {
        if (okx_word(spec.published.kind) != type || spec.index.value() == last) continue;
        last = spec.index.value();
        json.text(last);
    }
    json.end_array();
    return finish(json);
}

// One tier per contract: the venue has no more.
RestResult get_position_tiers(RestCall& call) {
    for (const std::string_view name : {"instType", "tdMode"}) {
        if (!call.query.has(name)) return refuse_missing(name);
    }
    JsonWriter json;
    json.begin_array();
    for (const InstrumentSpec& spec : call.core().instruments()) {
        const domain::Instrument& item = spec.published;
        if (okx_word(item.kind) != call.query.get("instType") || item.is_spot()) continue;
        if (!is_of_family(family_of(call.query), spec)) continue;
        const auto initial = base::divide(base::Decimal{1}, item.maximum_leverage.value(), 6, base::Rounding::HalfEven);
        json.begin_object().field("baseMaxLoan", "").field("imr", initial ? initial->to_string() : "");
        json.field("instFamily", spec.index.value()).field("instId", item.id.value());
        json.field("maxLever", item.maximum_leverage.to_string()).field("maxSz", spec.position_limit.to_string());
        json.field("minSz", "0").field("mmr", spec.maintenance_rate.to_string()).field("optMgnFactor", "");
        json.field("quoteMaxLoan", "").field("tier", "1").field("uly", spec.index.value()).end_object();
    }
    return finish(json);
}

RestResult get_status(RestCall& call) {
    const std::string_view state = call.query.get("state");
    JsonWriter json;
    json.begin_array();
    if (state.empty() || state == "completed") call.venue.market.reference().write_status(json, false);
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr std::array kRoutes{
    RestRoute{"GET", "public/time", RestAccess::Public, RateScope::Address, {10, kWindow}, &get_time},
    RestRoute{
        "GET", "public/instruments", RestAccess::Public, RateScope::AddressAndType, {20, kWindow}, &get_instruments},
    RestRoute{
        "GET", "account/instruments", RestAccess::Read, RateScope::AddressAndType, {20, kWindow}, &get_instruments},
    RestRoute{
        "GET",
        "public/mark-price",
        RestAccess::Public,
        RateScope::AddressAndInstrument,
        {10, kWindow},
        &get_mark_price},
    RestRoute{
        "GET",
        "public/funding-rate",
        RestAccess::Public,
        RateScope::AddressAndInstrument,
        {10, kWindow},
        &get_funding_rate},
    RestRoute{
        "GET",
        "public/funding-rate-history",
        RestAccess::Public,
        RateScope::AddressAndInstrument,
        {10, kWindow},
        &get_funding_history},
    RestRoute{"GET", "public/price-limit", RestAccess::Public, RateScope::Address, {20, kWindow}, &get_price_limit},
    RestRoute{
        "GET",
        "public/open-interest",
        RestAccess::Public,
        RateScope::AddressAndInstrument,
        {20, kWindow},
        &get_open_interest},
    RestRoute{"GET", "public/underlying", RestAccess::Public, RateScope::Address, {20, kWindow}, &get_underlying},
    RestRoute{
        "GET", "public/position-tiers", RestAccess::Public, RateScope::Address, {10, kWindow}, &get_position_tiers},
    RestRoute{
        "GET", "system/status", RestAccess::Public, RateScope::Address, {1, std::chrono::seconds{5}}, &get_status},
};

}  // namespace

std::span<const RestRoute> public_routes() { return kRoutes; }

}  // namespace trading::simulator
