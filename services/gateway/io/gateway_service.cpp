#include "services/gateway/io/gateway_service.hpp"

#include "common/rpc/status.hpp"

namespace trading::gateway {

grpc::Status GatewayService::ListFeeds(
    grpc::ServerContext* /*context*/, const v1::ListFeedsRequest* /*request*/, v1::ListFeedsResponse* response
) {
    auto answer = questions_.call({}, options_.answer_timeout);
    if (!answer) return rpc::to_grpc(answer.error());
    *response = std::move(*answer);
    return grpc::Status::OK;
}

grpc::Status GatewayService::GetConfig(
    grpc::ServerContext* /*context*/,
    const v1::GatewayServiceGetConfigRequest* /*request*/,
    v1::GatewayServiceGetConfigResponse* response
) {
    v1::ServiceConfig& config = *response->mutable_config();
    config.set_service("gateway");
    config.set_config(options_.config);
    config.set_build(options_.build);
    return grpc::Status::OK;
}

}  // namespace trading::gateway
