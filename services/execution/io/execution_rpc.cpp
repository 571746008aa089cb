#include "services/execution/io/execution_rpc.hpp"

#include "common/codec/enum_codec.hpp"
#include "common/codec/execution_codec.hpp"
#include "common/codec/stopping_codec.hpp"
#include "common/rpc/signature.hpp"
#include "common/rpc/status.hpp"
#include "common/service/build_info.hpp"

#include <algorithm>
#include <chrono>

namespace trading::execution {
namespace {

base::Duration time_left(const grpc::ServerContext& context) {
    const auto deadline = context.deadline();
    if (deadline == std::chrono::system_clock::time_point::max()) return ExecutionRpcService::kWaitMax;
    const auto left = deadline - std::chrono::system_clock::now() - ExecutionRpcService::kWayBack;
    return std::clamp(
        std::chrono::duration_cast<base::Duration>(left), base::Duration::zero(), ExecutionRpcService::kWaitMax
    );
}

// Actors are told apart from the system's own in every record.
std::string actor_of(const std::string& name) {
    if (name.rfind("operator:", 0) == 0) return name;
    return "operator:" + name;
}

template <class Request>
Command scoped_command(CommandKind kind, const Request& request) {
    Command command;
    command.kind = kind;
    command.strategy_id = domain::StrategyId{request.strategy_id()};
    command.instrument_id = domain::InstrumentId{request.instrument_id()};
    return command;
}

void encode_flatten(const FlattenReport& report, const CommandAnswer& answer, v1::FlattenReport& message) {
    message.set_is_flat(report.is_flat);
    message.set_cancelled_orders(static_cast<std::uint64_t>(report.cancelled_orders));
    message.set_closing_orders(static_cast<std::uint64_t>(report.closing_orders));
    for (const auto& order : report.remaining_orders) codec::encode(order, *message.add_remaining_orders());
    for (const auto& position : report.remaining_positions) {
        codec::encode(position, *message.add_remaining_positions());
    }
    message.set_detail(answer.detail);
    codec::encode(answer.risk_state, *message.mutable_risk_state());
    message.set_duration_ns(report.duration.count());
}

// Sorts current facts into the answer.
struct FactSorter {
    v1::GetStateResponse& response;

    void operator()(const domain::OrderEvent& event) const { codec::encode(event.order, *response.add_open_orders()); }
    void operator()(const domain::Fill&) const {}
    void operator()(const domain::Position& position) const { codec::encode(position, *response.add_positions()); }
    void operator()(const domain::Balance& balance) const { codec::encode(balance, *response.add_balances()); }
    void operator()(const domain::RiskState& state) const { codec::encode(state, *response.mutable_risk_state()); }
    void operator()(const domain::IntentReply&) const {}
    void operator()(const domain::ReconciliationReport& report) const {
        codec::encode(report, *response.mutable_reconciliation());
    }
};

}  // namespace

template <class Request>
base::Result<CommandAnswer> ExecutionRpcService::ask(
    const grpc::ServerContext& context, CommandKind kind, const Request& request
) {
    Command command;
    command.kind = kind;
    return ask(context, std::move(command), request);
}

template <class Request>
base::Result<CommandAnswer> ExecutionRpcService::ask(
    const grpc::ServerContext& context, Command command, const Request& request
) {
    if (const auto checked = rpc::check_signature(request); !checked) return base::failure(checked.error());
    command.actor = actor_of(request.actor());
    command.reason = request.reason();
    command.request_id = request.idempotency_key();
    if (command.request_id.empty()) {
        // Without a key the call stands for itself alone.
        const auto now = std::chrono::system_clock::now().time_since_epoch().count();
        command.request_id = std::to_string(now) + "-" + std::to_string(++unnamed_requests_);
    }
    auto answer = queue_.call(std::move(command), time_left(context));
    if (!answer) return base::failure(answer.error());
    return std::move(answer->command);
}

template <class Request, class Response>
grpc::Status ExecutionRpcService::switch_state(
    const grpc::ServerContext& context, CommandKind kind, const Request& request, Response& response
) {
    const auto answer = ask(context, kind, request);
    if (!answer) return rpc::to_grpc(answer.error());
    if (!answer->is_done) return grpc::Status{grpc::StatusCode::FAILED_PRECONDITION, answer->detail};
    codec::encode(answer->risk_state, *response.mutable_risk_state());
    response.set_effect(answer->detail);
    return grpc::Status::OK;
}

grpc::Status ExecutionRpcService::Halt(
    grpc::ServerContext* context,
    const v1::ExecutionServiceHaltRequest* request,
    v1::ExecutionServiceHaltResponse* response
) {
    return switch_state(*context, CommandKind::Halt, *request, *response);
}

grpc::Status ExecutionRpcService::Reduce(
    grpc::ServerContext* context,
    const v1::ExecutionServiceReduceRequest* request,
    v1::ExecutionServiceReduceResponse* response
) {
    return switch_state(*context, CommandKind::Reduce, *request, *response);
}

grpc::Status ExecutionRpcService::Resume(
    grpc::ServerContext* context,
    const v1::ExecutionServiceResumeRequest* request,
    v1::ExecutionServiceResumeResponse* response
) {
    return switch_state(*context, CommandKind::Resume, *request, *response);
}

grpc::Status ExecutionRpcService::Flatten(
    grpc::ServerContext* context,
    const v1::ExecutionServiceFlattenRequest* request,
    v1::ExecutionServiceFlattenResponse* response
) {
    const auto answer = ask(*context, CommandKind::Flatten, *request);
    if (!answer) return rpc::to_grpc(answer.error());
    encode_flatten(answer->flatten.value_or(FlattenReport{}), *answer, *response->mutable_report());
    return grpc::Status::OK;
}

template <class Request, class Response>
grpc::Status ExecutionRpcService::tell_effect(
    const grpc::ServerContext& context, Command command, const Request& request, Response& response
) {
    const auto answer = ask(context, std::move(command), request);
    if (!answer) return rpc::to_grpc(answer.error());
    if (!answer->is_done) return grpc::Status{grpc::StatusCode::FAILED_PRECONDITION, answer->detail};
    response.set_effect(answer->detail);
    return grpc::Status::OK;
}

grpc::Status ExecutionRpcService::PauseEntries(
    grpc::ServerContext* context,
    const v1::ExecutionServicePauseEntriesRequest* request,
    v1::ExecutionServicePauseEntriesResponse* response
) {
    return tell_effect(*context, scoped_command(CommandKind::PauseEntries, *request), *request, *response);
}

grpc::Status ExecutionRpcService::ResumeEntries(
    grpc::ServerContext* context,
    const v1::ExecutionServiceResumeEntriesRequest* request,
    v1::ExecutionServiceResumeEntriesResponse* response
) {
    return tell_effect(*context, scoped_command(CommandKind::ResumeEntries, *request), *request, *response);
}

grpc::Status ExecutionRpcService::Kill(
    grpc::ServerContext* context,
    const v1::ExecutionServiceKillRequest* request,
    v1::ExecutionServiceKillResponse* response
) {
    return switch_state(*context, CommandKind::Kill, *request, *response);
}

grpc::Status ExecutionRpcService::Rearm(
    grpc::ServerContext* context,
    const v1::ExecutionServiceRearmRequest* request,
    v1::ExecutionServiceRearmResponse* response
) {
    return switch_state(*context, CommandKind::Rearm, *request, *response);
}

grpc::Status ExecutionRpcService::DecideExternal(
    grpc::ServerContext* context,
    const v1::ExecutionServiceDecideExternalRequest* request,
    v1::ExecutionServiceDecideExternalResponse* response
) {
    Command command = scoped_command(CommandKind::DecideExternal, *request);
    command.activity_id = request->activity_id();
    if (const auto decoded = codec::decode(request->verdict(), "verdict", command.verdict); !decoded) {
        return rpc::to_grpc(decoded.error());
    }
    return tell_effect(*context, std::move(command), *request, *response);
}

grpc::Status ExecutionRpcService::ChangeLimit(
    grpc::ServerContext* context,
    const v1::ExecutionServiceChangeLimitRequest* request,
    v1::ExecutionServiceChangeLimitResponse* response
) {
    Command command;
    command.kind = CommandKind::ChangeLimit;
    command.limit = request->limit();
    command.value = request->value();
    command.is_confirmed = request->is_confirmed();
    return tell_effect(*context, std::move(command), *request, *response);
}

grpc::Status ExecutionRpcService::Reconcile(
    grpc::ServerContext* context, const v1::ReconcileRequest* request, v1::ReconcileResponse* response
) {
    const auto answer = ask(*context, CommandKind::Reconcile, *request);
    if (!answer) return rpc::to_grpc(answer.error());
    if (!answer->reconciliation) return grpc::Status{grpc::StatusCode::FAILED_PRECONDITION, answer->detail};
    codec::encode(*answer->reconciliation, *response->mutable_report());
    return grpc::Status::OK;
}

grpc::Status ExecutionRpcService::GetState(
    grpc::ServerContext* context, const v1::GetStateRequest* /*request*/, v1::GetStateResponse* response
) {
    const auto answer = queue_.call(StateQuestion{}, time_left(*context));
    if (!answer) return rpc::to_grpc(answer.error());
    const AccountView& account = answer->account;
    response->set_account_id(account_id_.value());
    response->set_is_venue_ready(account.is_venue_ready);
    response->set_intents_accepted(account.intents_accepted);
    response->set_intents_denied(account.intents_denied);
    response->set_ts_now_ns(base::to_unix_nanoseconds(account.ts_now));
    for (const auto& fact : account.facts) std::visit(FactSorter{*response}, fact);
    for (const auto& pause : account.entry_pauses) codec::encode(pause, *response->add_entry_pauses());
    for (const auto& activity : account.external_activities) {
        codec::encode(activity, *response->add_external_activities());
    }
    return grpc::Status::OK;
}

grpc::Status ExecutionRpcService::GetConfig(
    grpc::ServerContext* /*context*/,
    const v1::ExecutionServiceGetConfigRequest* /*request*/,
    v1::ExecutionServiceGetConfigResponse* response
) {
    response->mutable_config()->set_service("execution");
    response->mutable_config()->set_config(effective_config_);
    response->mutable_config()->set_build(std::string{service::build_info().commit});
    return grpc::Status::OK;
}

}  // namespace trading::execution
