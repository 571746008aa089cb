#pragma once

#include "common/base/time.hpp"
#include "common/rpc/command_queue.hpp"

#include "trading/v1/strategy_service.grpc.pb.h"

#include <string>
#include <vector>

namespace trading::strategy {

enum class StrategyCommandKind { List = 1, Start = 2, Stop = 3 };

struct StrategyCommand {
    StrategyCommandKind kind = StrategyCommandKind::List;
    std::string strategy_id;
    std::string actor;
};

// The answer to `List` names all strategies, to the others the one that was switched.
using StrategyCommands = rpc::CommandQueue<StrategyCommand, std::vector<v1::StrategyStatus>>;

// Strategy's gRPC port: translates calls into commands for the agent and waits for its answer. gRPC's threads.
class StrategyService final : public v1::StrategyService::Service {
public:
    struct Options {
        std::string config;  // Effective, without secrets.
        std::string build;
        base::Duration answer_timeout = std::chrono::seconds{5};
    };

    StrategyService(StrategyCommands& commands, Options options) : commands_(commands), options_(std::move(options)) {}

    grpc::Status ListStrategies(
        grpc::ServerContext* context,
        const v1::StrategyServiceListStrategiesRequest* request,
        v1::StrategyServiceListStrategiesResponse* response
    ) override;

    grpc::Status StartStrategy(
        grpc::ServerContext* context,
        const v1::StrategyServiceStartStrategyRequest* request,
        v1::StrategyServiceStartStrategyResponse* response
    ) override;

    grpc::Status StopStrategy(
        grpc::ServerContext* context,
        const v1::StrategyServiceStopStrategyRequest* request,
        v1::StrategyServiceStopStrategyResponse* response
    ) override;

    grpc::Status GetConfig(
        grpc::ServerContext* context,
        const v1::StrategyServiceGetConfigRequest* request,
        v1::StrategyServiceGetConfigResponse* response
    ) override;

private:
    StrategyCommands& commands_;
    const Options options_;
};

}  // namespace trading::strategy
