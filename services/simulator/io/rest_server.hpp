#pragma once

#include "services/simulator/io/fault_injector.hpp"
#include "services/simulator/io/rest_call.hpp"

#include <map>
#include <span>

namespace trading::simulator {

// The routes of one group of endpoints each.
[[nodiscard]] std::span<const RestRoute> public_routes();
[[nodiscard]] std::span<const RestRoute> market_routes();
[[nodiscard]] std::span<const RestRoute> account_routes();
[[nodiscard]] std::span<const RestRoute> account_setting_routes();
[[nodiscard]] std::span<const RestRoute> leverage_routes();
[[nodiscard]] std::span<const RestRoute> asset_routes();
[[nodiscard]] std::span<const RestRoute> trade_routes();
[[nodiscard]] std::span<const RestRoute> order_query_routes();
[[nodiscard]] std::span<const RestRoute> algo_routes();
[[nodiscard]] std::span<const RestRoute> figure_routes();
[[nodiscard]] std::span<const RestRoute> statement_routes();
[[nodiscard]] std::span<const RestRoute> empty_routes();
[[nodiscard]] std::span<const RestRoute> refused_routes();

// Whether OKX has the path in a group of endpoints (earning, bots, copy trading ...) that nobody has here.
[[nodiscard]] bool is_left_out(std::string_view path);

struct RestCounters {
    std::uint64_t requests = 0;
    std::uint64_t refused = 0;
    std::uint64_t rate_limited = 0;
};

// The REST side: finds the endpoint, checks method, signature, permission, body and budget in the venue's order, lets
// faults strike, and wraps the answer into the venue's envelope (okx-v5 sections 2, 3, 12). One thread.
class RestServer {
public:
    RestServer(RestVenue& venue, const ApiKeys& keys, FaultInjector& faults);

    [[nodiscard]] HttpResponse handle(const HttpRequest& request);
    [[nodiscard]] const RestCounters& counters() const noexcept { return counters_; }

private:
    [[nodiscard]] RestResult run(const RestRoute& route, RestCall& call);
    [[nodiscard]] std::optional<ApiError> check_access(const RestRoute& route, RestCall& call) const;
    [[nodiscard]] static std::optional<ApiError> check_query(const RestCall& call);
    [[nodiscard]] static std::optional<ApiError> check_body(RestCall& call);
    [[nodiscard]] bool is_within_budget(const RestRoute& route, const RestCall& call);

    RestVenue& venue_;
    const ApiKeys& keys_;
    FaultInjector& faults_;
    std::multimap<std::string_view, RestRoute> routes_;
    RestCounters counters_;
};

}  // namespace trading::simulator
