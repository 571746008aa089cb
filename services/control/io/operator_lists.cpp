#include "common/codec/decision_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/rpc/status.hpp"
#include "services/control/io/operator_service.hpp"

#include <fmt/format.h>

namespace trading::control {
namespace {

constexpr int kLimitDefault = 100;
constexpr int kLimitMost = 1000;

// Filters that all lists share; a limit outside 1..1000 is refused, because a cut list looks like a whole one.
template <class Request>
base::Result<store::QueryFilter> filter_of(const Request& request) {
    if (request.limit() < 0 || request.limit() > kLimitMost) {
        return base::failure(
            base::ErrorCode::InvalidArgument,
            fmt::format("limit: must be 1 to {} (0 means {}), not {}", kLimitMost, kLimitDefault, request.limit())
        );
    }
    store::QueryFilter filter;
    filter.instrument_id = domain::InstrumentId{request.instrument_id()};
    filter.strategy_id = domain::StrategyId{request.strategy_id()};
    filter.limit = request.limit() == 0 ? kLimitDefault : request.limit();
    return filter;
}

template <class Rows, class Messages>
grpc::Status answer(const base::Result<Rows>& rows, Messages* messages) {
    if (!rows) return rpc::to_grpc(rows.error());
    for (const auto& row : *rows) codec::encode(row, *messages->Add());
    return grpc::Status::OK;
}

}  // namespace

grpc::Status OperatorService::ListOrders(
    grpc::ServerContext* /*context*/, const v1::ListOrdersRequest* request, v1::ListOrdersResponse* response
) {
    auto filter = filter_of(*request);
    if (!filter) return rpc::to_grpc(filter.error());
    filter->open_only = request->open_only();
    filter->since = base::from_unix_nanoseconds(request->since_ns());
    return answer(ask([&](store::QueryStore& store) { return store.orders(*filter); }), response->mutable_orders());
}

grpc::Status OperatorService::ListPositions(
    grpc::ServerContext* /*context*/, const v1::ListPositionsRequest* request, v1::ListPositionsResponse* response
) {
    const auto filter = filter_of(*request);
    if (!filter) return rpc::to_grpc(filter.error());
    return answer(
        ask([&](store::QueryStore& store) { return store.positions(*filter); }), response->mutable_positions()
    );
}

grpc::Status OperatorService::ListFills(
    grpc::ServerContext* /*context*/, const v1::ListFillsRequest* request, v1::ListFillsResponse* response
) {
    auto filter = filter_of(*request);
    if (!filter) return rpc::to_grpc(filter.error());
    filter->since = base::from_unix_nanoseconds(request->since_ns());
    return answer(ask([&](store::QueryStore& store) { return store.fills(*filter); }), response->mutable_fills());
}

grpc::Status OperatorService::ListBalances(
    grpc::ServerContext* /*context*/, const v1::ListBalancesRequest* /*request*/, v1::ListBalancesResponse* response
) {
    return answer(ask([](store::QueryStore& store) { return store.balances(); }), response->mutable_balances());
}

grpc::Status OperatorService::ListDecisions(
    grpc::ServerContext* /*context*/, const v1::ListDecisionsRequest* request, v1::ListDecisionsResponse* response
) {
    auto filter = filter_of(*request);
    if (!filter) return rpc::to_grpc(filter.error());
    filter->since = base::from_unix_nanoseconds(request->since_ns());
    return answer(
        ask([&](store::QueryStore& store) { return store.decisions(*filter); }), response->mutable_decisions()
    );
}

}  // namespace trading::control
