#include "common/rpc/status.hpp"
#include "services/control/io/operator_service.hpp"

namespace trading::control {

grpc::Status OperatorService::StreamEvents(
    grpc::ServerContext* context,
    const v1::StreamEventsRequest* request,
    grpc::ServerWriter<v1::StreamEventsResponse>* writer
) {
    auto reader = parts_.hub.add_reader(request->instrument_id());
    if (!reader) return rpc::to_grpc(reader.error());
    constexpr base::Duration kSummaryInterval = std::chrono::seconds{1};
    base::MonotonicTime ts_next_summary = parts_.clock.monotonic_now();
    while (!context->IsCancelled() && !parts_.hub.is_closed()) {
        const auto event = (*reader)->next(kStreamPause);
        if (event && !writer->Write(*event)) break;
        if (!request->with_market() || parts_.clock.monotonic_now() < ts_next_summary) continue;
        ts_next_summary = parts_.clock.monotonic_now() + kSummaryInterval;
        for (v1::InstrumentSummary& summary : parts_.board.summaries()) {
            if (!request->instrument_id().empty() && summary.instrument_id() != request->instrument_id()) continue;
            v1::StreamEventsResponse response;
            response.set_ts_sent_ns(base::to_unix_nanoseconds(parts_.clock.now()));
            *response.mutable_instrument_summary() = std::move(summary);
            if (!writer->Write(response)) return grpc::Status::OK;
        }
    }
    if (parts_.hub.is_closed()) return {grpc::StatusCode::UNAVAILABLE, "control is stopping"};
    return grpc::Status::OK;
}

grpc::Status OperatorService::GetConfig(
    grpc::ServerContext* context, const v1::GetConfigRequest* request, v1::GetConfigResponse* response
) {
    const std::string& wanted = request->service();
    if (!wanted.empty() && wanted != "gateway" && wanted != "strategy" && wanted != "execution" &&
        wanted != "control") {
        return rpc::to_grpc(
            {base::ErrorCode::NotFound, "service: '" + wanted + "' is none of gateway, strategy, execution, control"}
        );
    }
    const auto is_wanted = [&](std::string_view service) { return wanted.empty() || wanted == service; };
    // A service that does not answer is listed with the reason instead of its configuration.
    const auto add = [&](const std::string& service, const grpc::Status& status, const v1::ServiceConfig& config) {
        v1::ServiceConfig& entry = *response->add_configs();
        entry = config;
        entry.set_service(service);
        if (!status.ok()) entry.set_config("# " + explain(service, status).error_message());
    };
    if (is_wanted("gateway")) {
        grpc::ClientContext call;
        inherit_deadline(call, *context, kLookTimeout);
        v1::GatewayServiceGetConfigResponse answer;
        add("gateway", parts_.peers.gateway->GetConfig(&call, {}, &answer), answer.config());
    }
    if (is_wanted("strategy")) {
        grpc::ClientContext call;
        inherit_deadline(call, *context, kLookTimeout);
        v1::StrategyServiceGetConfigResponse answer;
        add("strategy", parts_.peers.strategy->GetConfig(&call, {}, &answer), answer.config());
    }
    if (is_wanted("execution")) {
        grpc::ClientContext call;
        inherit_deadline(call, *context, kLookTimeout);
        v1::ExecutionServiceGetConfigResponse answer;
        add("execution", parts_.peers.execution->GetConfig(&call, {}, &answer), answer.config());
    }
    if (is_wanted("control")) {
        v1::ServiceConfig config;
        config.set_config(parts_.own_config);
        config.set_build(parts_.build);
        add("control", grpc::Status::OK, config);
    }
    return grpc::Status::OK;
}

}  // namespace trading::control
