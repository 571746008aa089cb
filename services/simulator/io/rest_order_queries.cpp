#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/order_json.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <algorithm>
#include <array>

// GET trade/*: orders and fills (okx-v5 section 7.2).
namespace trading::simulator {

namespace {

constexpr std::size_t kRowsMax = 100;

[[nodiscard]] std::optional<OrderState> parse_state(std::string_view word) {
    for (const OrderState state :
         {OrderState::Live, OrderState::PartiallyFilled, OrderState::Filled, OrderState::Canceled}) {
        if (okx_word(state) == word) return state;
    }
    return std::nullopt;
}

// What the query asks for; absent when nothing can match.
[[nodiscard]] std::optional<OrderFilter> filter_of(const RestCall& call) {
    const TypeFilter type = type_filter(call.query.get("instType"));
    if (type.is_nothing) return std::nullopt;
    OrderFilter filter;
    filter.is_spot = type.is_spot;
    filter.instrument = domain::InstrumentId{call.query.get("instId")};
    const std::string_view family = family_of(call.query);
    if (!family.empty() && filter.instrument.empty()) {
        // A family has one contract here.
        const auto& listed = call.core().instruments();
        const auto contract = std::find_if(listed.begin(), listed.end(), [family](const InstrumentSpec& spec) {
            return is_of_family(family, spec);
        });
        if (contract == listed.end()) return std::nullopt;
        filter.instrument = contract->published.id;
    }
    filter.page = page_of(call.query, kRowsMax, kRowsMax);
    filter.order_id = call.query.integer("ordId");
    const std::vector<std::string> words = split_list(call.query.get("ordType"));
    for (const std::string& word : words) {
        if (const auto kind = parse_okx_order_kind(word)) filter.kinds.push_back(*kind);
    }
    if (!words.empty() && filter.kinds.empty()) return std::nullopt;
    if (call.query.has("state")) {
        filter.state = parse_state(call.query.get("state"));
        if (!filter.state) return std::nullopt;
    }
    return filter;
}

RestResult get_order(RestCall& call) {
    const std::string_view instrument = call.query.get("instId");
    if (instrument.empty()) return refuse_missing("instId");
    if (call.core().find_instrument(instrument) == nullptr) return refuse("51001");
    const auto id = call.query.integer("ordId");
    if (!id && !call.query.has("clOrdId")) return refuse("51003");
    const auto order = call.core().find_order(call.account(), instrument, id, call.query.get("clOrdId"));
    if (!order) return refuse("51603");
    JsonWriter json;
    json.begin_array();
    write_order(json, *order);
    return finish(json);
}

// Words that OKX does not have are refused; those that nobody uses here match nothing.
[[nodiscard]] std::optional<ApiError> check_words(const RestCall& call) {
    constexpr std::array<std::string_view, 4> kNotHere{"mmp", "mmp_and_post_only", "op_fok", "rpi"};
    for (const std::string& word : split_list(call.query.get("ordType"))) {
        const bool is_known = std::find(kNotHere.begin(), kNotHere.end(), word) != kNotHere.end();
        if (!is_known && !parse_okx_order_kind(word)) return parameter_error("ordType");
    }
    const std::string_view state = call.query.get("state");
    if (!state.empty() && state != "mmp_canceled" && !parse_state(state)) return parameter_error("state");
    return std::nullopt;
}

RestResult get_pending(RestCall& call) {
    if (auto refusal = check_words(call)) return refuse(std::move(*refusal));
    JsonWriter json;
    json.begin_array();
    if (const auto filter = filter_of(call)) {
        for (const OrderView& order : call.core().pending_orders(call.account(), *filter)) write_order(json, order);
    }
    return finish(json);
}

RestResult get_history(RestCall& call) {
    if (auto refusal = check_words(call)) return refuse(std::move(*refusal));
    if (!call.query.has("instType")) return refuse_missing("instType");
    if (!is_instrument_type(call.query.get("instType"))) return refuse(parameter_error("instType"));
    JsonWriter json;
    json.begin_array();
    if (const auto filter = filter_of(call)) {
        for (const OrderView& order : call.core().order_history(call.account(), *filter, call.venue.host.now())) {
            write_order(json, order);
        }
    }
    return finish(json);
}

// The archive leaves out what was cancelled without a fill.
RestResult get_archive(RestCall& call) {
    if (auto refusal = check_words(call)) return refuse(std::move(*refusal));
    if (!call.query.has("instType")) return refuse_missing("instType");
    if (!is_instrument_type(call.query.get("instType"))) return refuse(parameter_error("instType"));
    JsonWriter json;
    json.begin_array();
    if (const auto filter = filter_of(call)) {
        for (const OrderView& order : call.core().order_history(call.account(), *filter, call.venue.host.now())) {
            if (!order.filled_size.is_zero()) write_order(json, order);
        }
    }
    return finish(json);
}

RestResult list_fills(RestCall& call) {
    JsonWriter json;
    json.begin_array();
    if (const auto filter = filter_of(call)) {
        for (const FillView& fill : call.core().fills(call.account(), *filter)) {
            const InstrumentSpec* spec = call.core().find_instrument(fill.instrument.value());
            write_fill(json, fill, spec != nullptr && spec->published.is_spot());
        }
    }
    return finish(json);
}

RestResult get_fills(RestCall& call) { return list_fills(call); }

RestResult get_fill_history(RestCall& call) {
    if (!call.query.has("instType")) return refuse_missing("instType");
    if (!is_instrument_type(call.query.get("instType"))) return refuse(parameter_error("instType"));
    return list_fills(call);
}

RestResult get_rate_limit(RestCall& call) {
    JsonWriter json;
    json.begin_array().begin_object().field("accRateLimit", "1000").field("fillRatio", "0");
    json.field("mainFillRatio", "0").field("nextAccRateLimit", "1000");
    json.field("ts", okx_time(call.venue.host.now())).end_object();
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr RestRoute route(std::string_view path, RateLimit limit, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, limit, handler};
}

constexpr std::array kRoutes{
    route("trade/order", {60, kWindow}, &get_order),
    route("trade/orders-pending", {60, kWindow}, &get_pending),
    route("trade/orders-history", {40, kWindow}, &get_history),
    route("trade/orders-history-archive", {20, kWindow}, &get_archive),
    route("trade/fills", {60, kWindow}, &get_fills),
    route("trade/fills-history", {10, kWindow}, &get_fill_history),
    route("trade/account-rate-limit", {1, std::chrono::seconds{1}}, &get_rate_limit),
};

}  // namespace

std::span<const RestRoute> order_query_routes() { return kRoutes; }

}  // namespace trading::simulator
