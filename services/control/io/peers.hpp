#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"

#include "trading/v1/execution_service.grpc.pb.h"
#include "trading/v1/gateway_service.grpc.pb.h"
#include "trading/v1/strategy_service.grpc.pb.h"

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include <memory>
#include <string>

namespace trading::control {

// The internal doors of the other services. Safe from any thread.
struct Peers {
    std::unique_ptr<v1::GatewayService::Stub> gateway;
    std::unique_ptr<v1::StrategyService::Stub> strategy;
    std::unique_ptr<v1::ExecutionService::Stub> execution;
};

struct PeerTargets {
    std::string gateway;  // "host:port"
    std::string strategy;
    std::string execution;
};

[[nodiscard]] Peers connect_peers(const PeerTargets& targets);

// How long an answer may take: a look costs little, a command waits for a commit, flattening for the venue.
inline constexpr base::Duration kLookTimeout = std::chrono::milliseconds{800};
inline constexpr base::Duration kCommandTimeout = std::chrono::seconds{5};
inline constexpr base::Duration kFlattenTimeout = std::chrono::seconds{60};

// Prepares a call on behalf of an operator's call: at most `timeout`, and never longer than the operator waits.
void inherit_deadline(grpc::ClientContext& call, const grpc::ServerContext& from, base::Duration timeout);

// The status of a call to a peer as the operator sees it: says which service did not answer.
[[nodiscard]] grpc::Status explain(const std::string& service, const grpc::Status& status);

}  // namespace trading::control
