#include "common/rpc/signature.hpp"
#include "common/rpc/status.hpp"
#include "services/control/io/operator_service.hpp"

namespace trading::control {
namespace {

template <class Request>
grpc::Status check_command(const Request& request) {
    const base::Status checked = rpc::check_signature(request);
    return checked ? grpc::Status::OK : rpc::to_grpc(checked.error());
}

template <class From, class To>
To forwarded(const From& from) {
    To to;
    to.set_actor("operator:" + from.actor());
    to.set_reason(from.reason());
    to.set_idempotency_key(from.idempotency_key());
    return to;
}

}  // namespace

grpc::Status OperatorService::Halt(
    grpc::ServerContext* context, const v1::HaltRequest* request, v1::HaltResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    v1::ExecutionServiceHaltResponse answer;
    const auto status = parts_.peers.execution->Halt(
        &call, forwarded<v1::HaltRequest, v1::ExecutionServiceHaltRequest>(*request), &answer
    );
    *response->mutable_risk_state() = answer.risk_state();
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::Reduce(
    grpc::ServerContext* context, const v1::ReduceRequest* request, v1::ReduceResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    v1::ExecutionServiceReduceResponse answer;
    const auto status = parts_.peers.execution->Reduce(
        &call, forwarded<v1::ReduceRequest, v1::ExecutionServiceReduceRequest>(*request), &answer
    );
    *response->mutable_risk_state() = answer.risk_state();
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::Resume(
    grpc::ServerContext* context, const v1::ResumeRequest* request, v1::ResumeResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    v1::ExecutionServiceResumeResponse answer;
    const auto status = parts_.peers.execution->Resume(
        &call, forwarded<v1::ResumeRequest, v1::ExecutionServiceResumeRequest>(*request), &answer
    );
    *response->mutable_risk_state() = answer.risk_state();
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::Flatten(
    grpc::ServerContext* context, const v1::FlattenRequest* request, v1::FlattenResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kFlattenTimeout);
    v1::ExecutionServiceFlattenResponse answer;
    const auto status = parts_.peers.execution->Flatten(
        &call, forwarded<v1::FlattenRequest, v1::ExecutionServiceFlattenRequest>(*request), &answer
    );
    *response->mutable_report() = answer.report();
    return explain("execution", status);
}

grpc::Status OperatorService::PauseEntries(
    grpc::ServerContext* context, const v1::PauseEntriesRequest* request, v1::PauseEntriesResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    auto forward = forwarded<v1::PauseEntriesRequest, v1::ExecutionServicePauseEntriesRequest>(*request);
    forward.set_strategy_id(request->strategy_id());
    forward.set_instrument_id(request->instrument_id());
    v1::ExecutionServicePauseEntriesResponse answer;
    const auto status = parts_.peers.execution->PauseEntries(&call, forward, &answer);
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::ResumeEntries(
    grpc::ServerContext* context, const v1::ResumeEntriesRequest* request, v1::ResumeEntriesResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    auto forward = forwarded<v1::ResumeEntriesRequest, v1::ExecutionServiceResumeEntriesRequest>(*request);
    forward.set_strategy_id(request->strategy_id());
    forward.set_instrument_id(request->instrument_id());
    v1::ExecutionServiceResumeEntriesResponse answer;
    const auto status = parts_.peers.execution->ResumeEntries(&call, forward, &answer);
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::ChangeLimit(
    grpc::ServerContext* context, const v1::ChangeLimitRequest* request, v1::ChangeLimitResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    auto forward = forwarded<v1::ChangeLimitRequest, v1::ExecutionServiceChangeLimitRequest>(*request);
    forward.set_limit(request->limit());
    forward.set_value(request->value());
    forward.set_is_confirmed(request->is_confirmed());
    v1::ExecutionServiceChangeLimitResponse answer;
    const auto status = parts_.peers.execution->ChangeLimit(&call, forward, &answer);
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::Kill(
    grpc::ServerContext* context, const v1::KillRequest* request, v1::KillResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    v1::ExecutionServiceKillResponse answer;
    const auto status = parts_.peers.execution->Kill(
        &call, forwarded<v1::KillRequest, v1::ExecutionServiceKillRequest>(*request), &answer
    );
    *response->mutable_risk_state() = answer.risk_state();
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::Rearm(
    grpc::ServerContext* context, const v1::RearmRequest* request, v1::RearmResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    v1::ExecutionServiceRearmResponse answer;
    const auto status = parts_.peers.execution->Rearm(
        &call, forwarded<v1::RearmRequest, v1::ExecutionServiceRearmRequest>(*request), &answer
    );
    *response->mutable_risk_state() = answer.risk_state();
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::DecideExternal(
    grpc::ServerContext* context, const v1::DecideExternalRequest* request, v1::DecideExternalResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    auto forward = forwarded<v1::DecideExternalRequest, v1::ExecutionServiceDecideExternalRequest>(*request);
    forward.set_activity_id(request->activity_id());
    forward.set_instrument_id(request->instrument_id());
    forward.set_strategy_id(request->strategy_id());
    forward.set_verdict(request->verdict());
    v1::ExecutionServiceDecideExternalResponse answer;
    const auto status = parts_.peers.execution->DecideExternal(&call, forward, &answer);
    response->set_effect(answer.effect());
    return explain("execution", status);
}

grpc::Status OperatorService::StartStrategy(
    grpc::ServerContext* context, const v1::StartStrategyRequest* request, v1::StartStrategyResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    auto forward = forwarded<v1::StartStrategyRequest, v1::StrategyServiceStartStrategyRequest>(*request);
    forward.set_strategy_id(request->strategy_id());
    v1::StrategyServiceStartStrategyResponse answer;
    const auto status = parts_.peers.strategy->StartStrategy(&call, forward, &answer);
    *response->mutable_strategy() = answer.strategy();
    return explain("strategy", status);
}

grpc::Status OperatorService::StopStrategy(
    grpc::ServerContext* context, const v1::StopStrategyRequest* request, v1::StopStrategyResponse* response
) {
    if (const auto checked = check_command(*request); !checked.ok()) return checked;
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    auto forward = forwarded<v1::StopStrategyRequest, v1::StrategyServiceStopStrategyRequest>(*request);
    forward.set_strategy_id(request->strategy_id());
    v1::StrategyServiceStopStrategyResponse answer;
    const auto status = parts_.peers.strategy->StopStrategy(&call, forward, &answer);
    *response->mutable_strategy() = answer.strategy();
    return explain("strategy", status);
}

}  // namespace trading::control
