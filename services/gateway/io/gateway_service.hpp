#pragma once

#include "common/base/time.hpp"
#include "common/rpc/command_queue.hpp"

#include "trading/v1/gateway_service.grpc.pb.h"

#include <string>
#include <utility>

namespace trading::gateway {

// A question for the agent: the state of every feed and the top of every book.
struct FeedsQuestion {};

using FeedQuestions = rpc::CommandQueue<FeedsQuestion, v1::ListFeedsResponse>;

// Gateway's gRPC port: hands questions to the agent and waits for its answer. gRPC's threads.
class GatewayService final : public v1::GatewayService::Service {
public:
    static constexpr std::size_t kQuestionsMax = 64;

    struct Options {
        std::string config;  // Effective, without secrets.
        std::string build;
        base::Duration answer_timeout = std::chrono::seconds{5};
    };

    // The queue outlives it.
    GatewayService(FeedQuestions& questions, Options options) : questions_(questions), options_(std::move(options)) {}

    grpc::Status ListFeeds(
        grpc::ServerContext* context, const v1::ListFeedsRequest* request, v1::ListFeedsResponse* response
    ) override;

    grpc::Status GetConfig(
        grpc::ServerContext* context,
        const v1::GatewayServiceGetConfigRequest* request,
        v1::GatewayServiceGetConfigResponse* response
    ) override;

private:
    FeedQuestions& questions_;
    const Options options_;
};

}  // namespace trading::gateway
