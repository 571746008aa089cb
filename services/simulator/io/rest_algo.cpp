#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/order_feeds.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <array>

// trade/order-algo and its relatives (okx-v5 section 7.4).
namespace trading::simulator {

namespace {

constexpr std::size_t kRowsMax = 100;
constexpr base::Duration kWindow = std::chrono::seconds{2};
constexpr RateLimit kLimit{20, kWindow};

[[nodiscard]] Reply refused(const ItemRefusal& refusal, const JsonValue& item) {
    Reply reply;
    reply.code = refusal.code;
    reply.message = refusal.message;
    reply.client_order_id = std::string(item.text_of("algoClOrdId"));
    reply.order_id = item.integer_of("algoId").value_or(0);
    reply.request_id = std::string(item.text_of("reqId"));
    reply.tag = std::string(item.text_of("tag"));
    return reply;
}

[[nodiscard]] bool takes(RestCall& call, std::string_view op, std::string_view instrument, std::int64_t count = 1) {
    const std::string bucket = std::string(op) + "/" + call.key->account + "/" + std::string(instrument);
    return call.venue.limiter.try_take(bucket, kLimit, call.venue.clock.monotonic_now(), count);
}

// The subject of an item; the instrument may be left out when the algo order itself is named.
[[nodiscard]] tl::expected<RequestSubject, ItemRefusal> subject_of(const RestCall& call, const JsonValue& item) {
    RequestSubject subject{call.account(), domain::InstrumentId{item.text_of("instId")}, std::nullopt};
    if (subject.instrument.empty()) {
        const auto algo =
            call.core().find_algo(subject.account, item.integer_of("algoId"), item.text_of("algoClOrdId"));
        if (algo) subject.instrument = algo->instrument;
    }
    if (subject.instrument.empty()) return tl::unexpected(missing_parameter("instId"));
    if (call.core().find_instrument(subject.instrument.value()) == nullptr) {
        return tl::unexpected(ItemRefusal{"51001", api_error("51001").message});
    }
    return subject;
}

template <class Request>
[[nodiscard]] Reply execute(
    RestCall& call, const JsonValue& item, Parsed<Request> (*parse)(const JsonValue&, const RequestSubject&)
) {
    const auto subject = subject_of(call, item);
    if (!subject) return refused(subject.error(), item);
    if (call.fate.reject_code) {
        return refused(ItemRefusal{*call.fate.reject_code, api_error(*call.fate.reject_code).message}, item);
    }
    const auto request = parse(item, *subject);
    if (!request) return refused(request.error(), item);
    return call.venue.host.execute(*request);
}

void write_item(JsonWriter& json, const Reply& reply, bool is_amend) {
    json.begin_object().field("algoClOrdId", reply.client_order_id).field("algoId", okx_id(reply.order_id));
    if (is_amend) {
        json.field("reqId", reply.request_id);
    } else {
        json.field("clOrdId", "").field("tag", reply.tag);
    }
    json.field("sCode", reply.code).field("sMsg", reply.message).end_object();
}

RestResult place(RestCall& call) {
    if (!call.body.is_object()) return refuse("50002");
    if (!takes(call, "order-algo", call.body.text_of("instId"))) return refuse("50011");
    const Reply reply = execute(call, call.body, &parse_algo);
    JsonWriter json;
    json.begin_array();
    write_item(json, reply, false);
    RestAnswer answer = finish(json);
    if (!reply.is_accepted()) answer.code = "1";
    return answer;
}

RestResult amend(RestCall& call) {
    if (!call.body.is_object()) return refuse("50002");
    if (!takes(call, "amend-algos", call.body.text_of("instId"))) return refuse("50011");
    const Reply reply = execute(call, call.body, &parse_algo_amend);
    JsonWriter json;
    json.begin_array();
    write_item(json, reply, true);
    RestAnswer answer = finish(json);
    if (!reply.is_accepted()) answer.code = "1";
    return answer;
}

RestResult cancel(RestCall& call) {
    constexpr std::size_t kItemsMax = 10;
    if (!call.body.is_array()) return refuse("50002");
    const std::vector<JsonValue>& items = call.body.items();
    if (items.empty()) return refuse("50000");
    if (items.size() > kItemsMax) return refuse("51111");
    const std::string_view instrument = items.front().text_of("instId");
    if (!takes(call, "cancel-algos", instrument, static_cast<std::int64_t>(items.size()))) return refuse("50011");
    JsonWriter json;
    json.begin_array();
    std::size_t accepted = 0;
    for (const JsonValue& item : items) {
        const Reply reply = execute(call, item, &parse_algo_cancel);
        if (reply.is_accepted()) ++accepted;
        write_item(json, reply, false);
    }
    RestAnswer answer = finish(json);
    if (accepted < items.size()) answer.code = accepted == 0 ? "1" : "2";
    return answer;
}

RestResult get_one(RestCall& call) {
    const auto id = call.query.integer("algoId");
    if (!id && !call.query.has("algoClOrdId")) return refuse_missing("algoId");
    const auto algo = call.core().find_algo(call.account(), id, call.query.get("algoClOrdId"));
    if (!algo) return refuse("51603");
    JsonWriter json;
    json.begin_array();
    write_algo(json, *algo, order_context(call.core(), algo->instrument), false);
    return finish(json);
}

// What the query asks for; absent when nothing can match.
[[nodiscard]] std::optional<AlgoFilter> filter_of(const RestCall& call) {
    const TypeFilter type = type_filter(call.query.get("instType"));
    AlgoFilter filter;
    filter.is_spot = type.is_spot;
    filter.instrument = domain::InstrumentId{call.query.get("instId")};
    filter.algo_id = call.query.integer("algoId");
    filter.page = page_of(call.query, kRowsMax, kRowsMax);
    for (const std::string& word : split_list(call.query.get("ordType"))) {
        if (const auto kind = parse_okx_algo_kind(word)) filter.kinds.push_back(*kind);
    }
    if (type.is_nothing || filter.kinds.empty()) return std::nullopt;
    if (call.query.has("state")) {
        for (const AlgoState state : {AlgoState::Effective, AlgoState::Canceled, AlgoState::Failed}) {
            if (okx_word(state) == call.query.get("state")) filter.state = state;
        }
    }
    return filter;
}

void write_all(JsonWriter& json, const RestCall& call, const std::vector<AlgoView>& algos) {
    for (const AlgoView& algo : algos) write_algo(json, algo, order_context(call.core(), algo.instrument), false);
}

// The kinds asked for must be OKX's, whether or not they are listed here.
[[nodiscard]] std::optional<ApiError> check_kinds(const RestCall& call) {
    for (const std::string& word : split_list(call.query.get("ordType"))) {
        if (!parse_okx_algo_kind(word) && !is_left_out_algo(word)) return parameter_error("ordType");
    }
    return std::nullopt;
}

RestResult get_pending(RestCall& call) {
    if (!call.query.has("ordType")) return refuse_missing("ordType");
    if (auto refusal = check_kinds(call)) return refuse(std::move(*refusal));
    JsonWriter json;
    json.begin_array();
    if (const auto filter = filter_of(call)) {
        write_all(json, call, call.core().pending_algos(call.account(), *filter));
    }
    return finish(json);
}

RestResult get_history(RestCall& call) {
    if (!call.query.has("ordType")) return refuse_missing("ordType");
    if (auto refusal = check_kinds(call)) return refuse(std::move(*refusal));
    if (!call.query.has("state") && !call.query.has("algoId")) return refuse_missing("state");
    JsonWriter json;
    json.begin_array();
    if (const auto filter = filter_of(call)) {
        write_all(json, call, call.core().algo_history(call.account(), *filter));
    }
    return finish(json);
}

constexpr RestRoute write_route(std::string_view path, RestHandler handler) {
    return RestRoute{"POST", path, RestAccess::Trade, RateScope::Account, {}, handler};
}

constexpr RestRoute read_route(std::string_view path, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Read, RateScope::Account, kLimit, handler};
}

constexpr std::array kRoutes{
    write_route("trade/order-algo", &place),
    write_route("trade/amend-algos", &amend),
    write_route("trade/cancel-algos", &cancel),
    write_route("trade/cancel-advance-algos", &cancel),
    read_route("trade/order-algo", &get_one),
    read_route("trade/orders-algo-pending", &get_pending),
    read_route("trade/orders-algo-history", &get_history),
};

}  // namespace

std::span<const RestRoute> algo_routes() { return kRoutes; }

}  // namespace trading::simulator
