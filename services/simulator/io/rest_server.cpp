#include "services/simulator/io/rest_server.hpp"

#include "services/simulator/io/authentication.hpp"
#include "services/simulator/io/json_writer.hpp"

#include <fmt/format.h>

namespace trading::simulator {

namespace {

constexpr std::string_view kPrefix = "/api/v5/";

[[nodiscard]] std::string microseconds(base::Timestamp time) {
    constexpr std::int64_t kNanosecondsPerMicrosecond = 1000;
    return fmt::format("{}", base::to_unix_nanoseconds(time) / kNanosecondsPerMicrosecond);
}

[[nodiscard]] std::string envelope(const RestAnswer& answer, base::Timestamp in, base::Timestamp out) {
    JsonWriter json;
    json.begin_object().field("code", answer.code).key("data").raw(answer.data);
    if (answer.has_times) json.field("inTime", microseconds(in));
    json.field("msg", answer.message);
    if (answer.has_times) json.field("outTime", microseconds(out));
    return json.end_object().take();
}

[[nodiscard]] HttpResponse to_response(const ApiError& error) {
    HttpResponse response;
    response.status = error.http_status;
    response.body = to_json(error);
    return response;
}

// Places, amends, cancels or closes: what faults of orders strike.
[[nodiscard]] bool is_order_endpoint(const RestRoute& route) {
    return route.access == RestAccess::Trade && route.path.starts_with("trade/");
}

}  // namespace

RestServer::RestServer(RestVenue& venue, const ApiKeys& keys, FaultInjector& faults)
    : venue_(venue), keys_(keys), faults_(faults) {
    for (const auto routes :
         {public_routes(),
          market_routes(),
          account_routes(),
          account_setting_routes(),
          leverage_routes(),
          asset_routes(),
          trade_routes(),
          order_query_routes(),
          algo_routes(),
          figure_routes(),
          statement_routes(),
          empty_routes(),
          refused_routes()}) {
        for (const RestRoute& route : routes) routes_.emplace(route.path, route);
    }
}

HttpResponse RestServer::handle(const HttpRequest& request) {
    ++counters_.requests;
    const std::string_view target = request.target;
    const std::size_t question = target.find('?');
    const std::string_view path = target.substr(0, question);
    const bool has_prefix = path.starts_with(kPrefix);
    const auto [first, last] = routes_.equal_range(has_prefix ? path.substr(kPrefix.size()) : std::string_view{});
    if (first == last) {
        ++counters_.refused;
        const bool is_known = has_prefix && is_left_out(path.substr(kPrefix.size()));
        return to_response(api_error(is_known ? "50038" : "404"));
    }
    const RestRoute* route = nullptr;
    for (auto candidate = first; candidate != last; ++candidate) {
        if (candidate->second.method == request.method) route = &candidate->second;
    }
    if (route == nullptr) {
        ++counters_.refused;
        return to_response(api_error("50115"));
    }
    RestCall call{venue_, request, QueryString{}, JsonValue{}, nullptr, RequestFate{}};
    if (question != std::string_view::npos) call.query = QueryString{target.substr(question + 1)};
    RequestContext context;
    context.endpoint = path;
    context.is_order = is_order_endpoint(*route);
    context.is_signed = route->access != RestAccess::Public;
    call.fate = faults_.fate_of(context, venue_.clock.monotonic_now());

    const base::Timestamp in = venue_.clock.now();
    const RestResult result = run(*route, call);
    HttpResponse response;
    if (!result) {
        ++counters_.refused;
        if (result.error().code == "50011" || result.error().code == "50061") ++counters_.rate_limited;
        response = to_response(result.error());
    } else if (call.fate.answer_instead) {
        response = to_response(*call.fate.answer_instead);
    } else {
        response.body = envelope(*result, in, venue_.clock.now());
    }
    response.delay = call.fate.delay;
    response.is_lost = call.fate.loses_response;
    return response;
}

RestResult RestServer::run(const RestRoute& route, RestCall& call) {
    if (auto refusal = check_access(route, call)) return refuse(std::move(*refusal));
    if (call.fate.refusal) return refuse(*call.fate.refusal);
    if (auto refusal = check_query(call)) return refuse(std::move(*refusal));
    if (auto refusal = check_body(call)) return refuse(std::move(*refusal));
    if (!is_within_budget(route, call)) return refuse("50011");
    return route.handler(call);
}

std::optional<ApiError> RestServer::check_access(const RestRoute& route, RestCall& call) const {
    if (route.access == RestAccess::Public) return std::nullopt;
    const Authenticated key = authenticate(keys_, call.request, venue_.clock.now());
    if (!key) return key.error();
    call.key = *key;
    if (route.access == RestAccess::Trade && !call.key->can_trade) return api_error("50120");
    if (route.access == RestAccess::Withdraw && !call.key->can_withdraw && !call.key->can_trade) {
        return api_error("50120");
    }
    return std::nullopt;
}

std::optional<ApiError> RestServer::check_query(const RestCall& call) {
    for (const std::string_view name : {"after", "before", "begin", "end", "limit", "ordId", "algoId", "billId"}) {
        const std::string_view value = call.query.get(name);
        const bool is_number = value.find_first_not_of("0123456789") == std::string_view::npos;
        if (!is_number) return parameter_error(name);
    }
    const std::string_view type = call.query.get("instType");
    if (!type.empty() && type != "ANY" && !is_instrument_type(type)) return parameter_error("instType");
    return std::nullopt;
}

std::optional<ApiError> RestServer::check_body(RestCall& call) {
    if (call.request.method != "POST") return std::nullopt;
    if (call.request.header("content-type").find("application/json") == std::string_view::npos) {
        return api_error("50006");
    }
    if (call.request.body.empty()) return api_error("50000");
    auto body = JsonValue::parse(call.request.body);
    if (!body) return api_error("50002");
    call.body = std::move(*body);
    return std::nullopt;
}

bool RestServer::is_within_budget(const RestRoute& route, const RestCall& call) {
    if (route.limit.count == 0) return true;
    std::string bucket = std::string(route.method) + " " + std::string(route.path) + "/";
    switch (route.scope) {
        case RateScope::Address: bucket += call.request.peer; break;
        case RateScope::AddressAndInstrument:
            bucket += call.request.peer + "/" + std::string(call.query.get("instId"));
            break;
        case RateScope::AddressAndType:
            bucket += call.request.peer + "/" + std::string(call.query.get("instType"));
            break;
        case RateScope::Account: bucket += call.key->account; break;
        case RateScope::AccountAndCurrency:
            bucket += call.key->account + "/" + std::string(call.body.text_of("ccy"));
            break;
    }
    return venue_.limiter.try_take(bucket, route.limit, venue_.clock.monotonic_now());
}

}  // namespace trading::simulator
