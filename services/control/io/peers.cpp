#include "services/control/io/peers.hpp"

#include "common/rpc/client.hpp"

#include <algorithm>

namespace trading::control {

Peers connect_peers(const PeerTargets& targets) {
    return Peers{
        .gateway = v1::GatewayService::NewStub(rpc::make_channel(targets.gateway)),
        .strategy = v1::StrategyService::NewStub(rpc::make_channel(targets.strategy)),
        .execution = v1::ExecutionService::NewStub(rpc::make_channel(targets.execution)),
    };
}

void inherit_deadline(grpc::ClientContext& call, const grpc::ServerContext& from, base::Duration timeout) {
    const auto ours =
        std::chrono::system_clock::now() + std::chrono::duration_cast<std::chrono::system_clock::duration>(timeout);
    call.set_deadline(std::min(ours, from.deadline()));
}

grpc::Status explain(const std::string& service, const grpc::Status& status) {
    if (status.ok()) return status;
    if (status.error_code() == grpc::StatusCode::UNAVAILABLE) {
        return {status.error_code(), service + " does not answer, nothing was done: " + status.error_message()};
    }
    if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
        return {status.error_code(), service + " did not answer in time; it may still act: ask GetStatus"};
    }
    return {status.error_code(), service + ": " + status.error_message(), status.error_details()};
}

}  // namespace trading::control
