#include "common/rpc/client.hpp"
#include "common/rpc/command_queue.hpp"
#include "common/rpc/server.hpp"
#include "common/rpc/status.hpp"
#include "trading/v1/strategy_service.grpc.pb.h"

#include <gmock/gmock.h>

#include <thread>

namespace trading::rpc {
namespace {

using testing::HasSubstr;

class EchoService final : public v1::StrategyService::Service {
public:
    grpc::Status StartStrategy(
        grpc::ServerContext* /*context*/,
        const v1::StrategyServiceStartStrategyRequest* request,
        v1::StrategyServiceStartStrategyResponse* response
    ) override {
        if (request->strategy_id().empty()) {
            return to_grpc({base::ErrorCode::InvalidArgument, "strategy_id: is missing"});
        }
        response->mutable_strategy()->set_strategy_id(request->strategy_id());
        return grpc::Status::OK;
    }
};

TEST(RpcServer, answers_calls_and_maps_errors) {
    EchoService service;
    auto server = Server::start({}, {&service});
    ASSERT_TRUE(server.has_value());
    const auto stub = v1::StrategyService::NewStub(make_channel("127.0.0.1:" + std::to_string((*server)->port())));
    v1::StrategyServiceStartStrategyRequest request;
    v1::StrategyServiceStartStrategyResponse response;
    request.set_strategy_id("arsi");
    grpc::ClientContext first;
    set_deadline(first, std::chrono::seconds{5});
    ASSERT_TRUE(stub->StartStrategy(&first, request, &response).ok());
    EXPECT_EQ(response.strategy().strategy_id(), "arsi");
    grpc::ClientContext second;
    set_deadline(second, std::chrono::seconds{5});
    request.clear_strategy_id();
    const base::Error error = from_grpc(stub->StartStrategy(&second, request, &response));
    EXPECT_EQ(error.code, base::ErrorCode::InvalidArgument);
    EXPECT_EQ(error.detail, "strategy_id: is missing");
}

TEST(RpcServer, says_that_a_port_is_in_use) {
    EchoService service;
    auto first = Server::start({}, {&service});
    ASSERT_TRUE(first.has_value());
    EchoService other;
    const auto second = Server::start({.port = (*first)->port()}, {&other});
    ASSERT_FALSE(second.has_value());
    EXPECT_THAT(second.error().detail, HasSubstr("is the port in use?"));
}

TEST(RpcStatus, keeps_what_a_caller_may_do_through_both_translations) {
    for (const auto code :
         {base::ErrorCode::InvalidArgument,
          base::ErrorCode::NotFound,
          base::ErrorCode::OutOfRange,
          base::ErrorCode::Unavailable,
          base::ErrorCode::NotAccepted,
          base::ErrorCode::OutcomeUnknown,
          base::ErrorCode::PermissionDenied,
          base::ErrorCode::Conflict,
          base::ErrorCode::Internal}) {
        EXPECT_EQ(from_grpc(to_grpc({code, "why"})), (base::Error{code, "why"}));
    }
    EXPECT_EQ(from_grpc({grpc::StatusCode::DEADLINE_EXCEEDED, ""}).code, base::ErrorCode::OutcomeUnknown);
}

TEST(CommandQueue, brings_the_agents_answer_back_to_the_caller) {
    std::promise<void> woken;
    CommandQueue<int, int> queue{4, [&woken] { woken.set_value(); }};
    std::thread agent{[&] {
        woken.get_future().wait();
        auto pending = queue.try_take();
        pending->answer(pending->command * 2);
    }};
    EXPECT_EQ(queue.call(21, std::chrono::seconds{5}), 42);
    agent.join();
}

TEST(CommandQueue, fails_a_call_whose_command_was_dropped_or_came_too_late) {
    CommandQueue<int, int>* self = nullptr;
    CommandQueue<int, int> dropping{4, [&self] { (void)self->try_take(); }};
    self = &dropping;
    EXPECT_EQ(dropping.call(1, std::chrono::seconds{5}).error().code, base::ErrorCode::Unavailable);
    CommandQueue<int, int> silent{1, [] {}};
    EXPECT_EQ(silent.call(1, std::chrono::nanoseconds{1}).error().code, base::ErrorCode::OutcomeUnknown);
    EXPECT_EQ(silent.call(2, std::chrono::nanoseconds{1}).error().code, base::ErrorCode::Unavailable);
    EXPECT_EQ(silent.refused(), 1U);
}

}  // namespace
}  // namespace trading::rpc
