#include "services/strategy/io/strategy_service.hpp"

#include "common/rpc/status.hpp"

namespace trading::strategy {
namespace {

// Starting and stopping differ in one word. Repeating either changes nothing, so the idempotency key needs no memory.
template <class Request, class Response>
grpc::Status switch_strategy(
    StrategyCommands& commands,
    StrategyCommandKind kind,
    base::Duration timeout,
    const Request& request,
    Response& response
) {
    if (request.actor().empty() || request.strategy_id().empty()) {
        return {grpc::StatusCode::INVALID_ARGUMENT, "actor and strategy_id are needed"};
    }
    const auto answer = commands.call({kind, request.strategy_id(), request.actor()}, timeout);
    if (!answer) return rpc::to_grpc(answer.error());
    if (!answer->empty()) *response.mutable_strategy() = answer->front();
    return grpc::Status::OK;
}

}  // namespace

grpc::Status StrategyService::ListStrategies(
    grpc::ServerContext* /*context*/,
    const v1::StrategyServiceListStrategiesRequest* /*request*/,
    v1::StrategyServiceListStrategiesResponse* response
) {
    const auto answer = commands_.call({StrategyCommandKind::List, {}, {}}, options_.answer_timeout);
    if (!answer) return rpc::to_grpc(answer.error());
    for (const v1::StrategyStatus& status : *answer) *response->add_strategies() = status;
    return grpc::Status::OK;
}

grpc::Status StrategyService::StartStrategy(
    grpc::ServerContext* /*context*/,
    const v1::StrategyServiceStartStrategyRequest* request,
    v1::StrategyServiceStartStrategyResponse* response
) {
    return switch_strategy(commands_, StrategyCommandKind::Start, options_.answer_timeout, *request, *response);
}

grpc::Status StrategyService::StopStrategy(
    grpc::ServerContext* /*context*/,
    const v1::StrategyServiceStopStrategyRequest* request,
    v1::StrategyServiceStopStrategyResponse* response
) {
    return switch_strategy(commands_, StrategyCommandKind::Stop, options_.answer_timeout, *request, *response);
}

grpc::Status StrategyService::GetConfig(
    grpc::ServerContext* /*context*/,
    const v1::StrategyServiceGetConfigRequest* /*request*/,
    v1::StrategyServiceGetConfigResponse* response
) {
    v1::ServiceConfig& config = *response->mutable_config();
    config.set_service("strategy");
    config.set_config(options_.config);
    config.set_build(options_.build);
    return grpc::Status::OK;
}

}  // namespace trading::strategy
