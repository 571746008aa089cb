#pragma once

#include "services/execution/io/agent_request.hpp"

#include "trading/v1/execution_service.grpc.pb.h"

#include <atomic>
#include <string>

namespace trading::execution {

// Execution's gRPC door: turns calls into commands of the agent and waits for their answers. It decides nothing.
// Handlers run on gRPC's threads.
class ExecutionRpcService final : public v1::ExecutionService::Service {
public:
    // Calls without a nearer deadline wait so long.
    static constexpr base::Duration kWaitMax = std::chrono::seconds{30};
    // Kept from the caller's deadline for the way back.
    static constexpr base::Duration kWayBack = std::chrono::milliseconds{100};

    // `effective_config` is shown to operators: it holds no secrets.
    ExecutionRpcService(AgentQueue& queue, std::string effective_config, domain::AccountId account_id)
        : queue_(queue), effective_config_(std::move(effective_config)), account_id_(std::move(account_id)) {}

    grpc::Status GetState(
        grpc::ServerContext* context, const v1::GetStateRequest* request, v1::GetStateResponse* response
    ) override;
    grpc::Status Halt(
        grpc::ServerContext* context,
        const v1::ExecutionServiceHaltRequest* request,
        v1::ExecutionServiceHaltResponse* response
    ) override;
    grpc::Status Reduce(
        grpc::ServerContext* context,
        const v1::ExecutionServiceReduceRequest* request,
        v1::ExecutionServiceReduceResponse* response
    ) override;
    grpc::Status Resume(
        grpc::ServerContext* context,
        const v1::ExecutionServiceResumeRequest* request,
        v1::ExecutionServiceResumeResponse* response
    ) override;
    grpc::Status Flatten(
        grpc::ServerContext* context,
        const v1::ExecutionServiceFlattenRequest* request,
        v1::ExecutionServiceFlattenResponse* response
    ) override;
    grpc::Status PauseEntries(
        grpc::ServerContext* context,
        const v1::ExecutionServicePauseEntriesRequest* request,
        v1::ExecutionServicePauseEntriesResponse* response
    ) override;
    grpc::Status ResumeEntries(
        grpc::ServerContext* context,
        const v1::ExecutionServiceResumeEntriesRequest* request,
        v1::ExecutionServiceResumeEntriesResponse* response
    ) override;
    grpc::Status Kill(
        grpc::ServerContext* context,
        const v1::ExecutionServiceKillRequest* request,
        v1::ExecutionServiceKillResponse* response
    ) override;
    grpc::Status Rearm(
        grpc::ServerContext* context,
        const v1::ExecutionServiceRearmRequest* request,
        v1::ExecutionServiceRearmResponse* response
    ) override;
    grpc::Status DecideExternal(
        grpc::ServerContext* context,
        const v1::ExecutionServiceDecideExternalRequest* request,
        v1::ExecutionServiceDecideExternalResponse* response
    ) override;
    grpc::Status ChangeLimit(
        grpc::ServerContext* context,
        const v1::ExecutionServiceChangeLimitRequest* request,
        v1::ExecutionServiceChangeLimitResponse* response
    ) override;
    grpc::Status Reconcile(
        grpc::ServerContext* context, const v1::ReconcileRequest* request, v1::ReconcileResponse* response
    ) override;
    grpc::Status GetConfig(
        grpc::ServerContext* context,
        const v1::ExecutionServiceGetConfigRequest* request,
        v1::ExecutionServiceGetConfigResponse* response
    ) override;

private:
    template <class Request>
    [[nodiscard]] base::Result<CommandAnswer> ask(
        const grpc::ServerContext& context, CommandKind kind, const Request& request
    );
    // The same for a command whose other fields are filled in already.
    template <class Request>
    [[nodiscard]] base::Result<CommandAnswer> ask(
        const grpc::ServerContext& context, Command command, const Request& request
    );
    // Says only what the command does, in words.
    template <class Request, class Response>
    [[nodiscard]] grpc::Status tell_effect(
        const grpc::ServerContext& context, Command command, const Request& request, Response& response
    );
    template <class Request, class Response>
    [[nodiscard]] grpc::Status switch_state(
        const grpc::ServerContext& context, CommandKind kind, const Request& request, Response& response
    );

    AgentQueue& queue_;
    const std::string effective_config_;
    const domain::AccountId account_id_;
    std::atomic<std::uint64_t> unnamed_requests_{0};
};

}  // namespace trading::execution
