#include "common/codec/execution_codec.hpp"
#include "common/rpc/status.hpp"
#include "services/control/io/operator_service.hpp"

#include <algorithm>

namespace trading::control {
namespace {

void add_meter(const FeedMeter& meter, v1::ServiceSummary& summary) {
    summary.set_facts(meter.facts);
    summary.set_missed_facts(meter.missed_facts);
    summary.set_lag_ns(meter.lag_ns);
    summary.set_ts_last_heard_ns(meter.ts_last_heard_ns);
}

std::uint64_t rows_of(const std::vector<store::TableCount>& counts, std::string_view table) {
    const auto found = std::find_if(counts.begin(), counts.end(), [&](const store::TableCount& count) {
        return count.table == table;
    });
    return found == counts.end() ? 0 : static_cast<std::uint64_t>(std::max<std::int64_t>(found->rows, 0));
}

// The sum of decimal texts; a text that does not parse or a sum that does not fit counts as nothing.
void add_to(base::Decimal& sum, const std::string& text) {
    const auto value = base::Decimal::from_string(text);
    if (!value) return;
    if (const auto total = base::add(sum, *value)) sum = *total;
}

}  // namespace

grpc::Status OperatorService::GetStatus(
    grpc::ServerContext* context, const v1::GetStatusRequest* /*request*/, v1::GetStatusResponse* response
) {
    response->set_ts_now_ns(base::to_unix_nanoseconds(parts_.clock.now()));
    add_services(*context, *response);
    return add_records(*response);
}

void OperatorService::add_services(const grpc::ServerContext& context, v1::GetStatusResponse& response) {
    v1::ServiceSummary& gateway = *response.add_services();
    gateway.set_service("gateway");
    add_meter(parts_.gateway_meter, gateway);
    gateway.set_is_reachable(!parts_.gateway_meter.is_silent);
    gateway.set_is_ready(gateway.is_reachable());
    if (!gateway.is_reachable()) gateway.set_detail("nothing is heard from it on the bus");

    v1::ServiceSummary& strategy = *response.add_services();
    strategy.set_service("strategy");
    grpc::ClientContext strategy_call;
    inherit_deadline(strategy_call, context, kLookTimeout);
    v1::StrategyServiceListStrategiesResponse strategies;
    const auto strategy_status = parts_.peers.strategy->ListStrategies(&strategy_call, {}, &strategies);
    strategy.set_is_reachable(strategy_status.ok());
    strategy.set_is_ready(strategy_status.ok());
    if (!strategy_status.ok()) strategy.set_detail(strategy_status.error_message());

    v1::ServiceSummary& execution = *response.add_services();
    execution.set_service("execution");
    add_meter(parts_.execution_meter, execution);
    grpc::ClientContext execution_call;
    inherit_deadline(execution_call, context, kLookTimeout);
    v1::GetStateResponse state;
    const auto execution_status = parts_.peers.execution->GetState(&execution_call, {}, &state);
    execution.set_is_reachable(execution_status.ok());
    execution.set_is_ready(execution_status.ok() && state.is_venue_ready());
    if (!execution_status.ok()) {
        execution.set_detail(execution_status.error_message());
    } else if (!state.is_venue_ready()) {
        execution.set_detail("the venue's private stream is not in sync");
    }

    v1::ServiceSummary& control = *response.add_services();
    control.set_service("control");
    control.set_is_reachable(true);
    control.set_is_ready(true);
    if (execution_status.ok()) {
        *response.mutable_risk_state() = state.risk_state();
        *response.mutable_reconciliation() = state.reconciliation();
        *response.mutable_entry_pauses() = std::move(*state.mutable_entry_pauses());
        *response.mutable_external_activities() = std::move(*state.mutable_external_activities());
    }
}

grpc::Status OperatorService::add_records(v1::GetStatusResponse& response) {
    const auto counts = ask([](store::QueryStore& store) { return store.table_counts(); });
    if (!counts) return rpc::to_grpc(counts.error());
    // Execution does not answer: the last durable words of it are better than none.
    if (!response.has_risk_state()) {
        const auto risk_state = ask([](store::QueryStore& store) { return store.risk_state(); });
        if (risk_state && *risk_state) codec::encode(**risk_state, *response.mutable_risk_state());
        const auto report = ask([](store::QueryStore& store) { return store.last_reconciliation(); });
        if (report && *report) codec::encode(**report, *response.mutable_reconciliation());
    }
    domain::RiskState state;
    if (response.has_risk_state() && codec::decode(response.risk_state(), state)) {
        response.set_effect(std::string{domain::describe(state.state)});
    }
    for (const store::TableCount& count : *counts) {
        v1::TableRows& rows = *response.add_tables();
        rows.set_table(count.table);
        rows.set_rows(count.rows);
    }
    v1::Totals& totals = *response.mutable_totals();
    totals.set_ticks(parts_.board.ticks());
    totals.set_sequence_gaps(parts_.gateway_meter.missed_facts + parts_.execution_meter.missed_facts);
    totals.set_decisions(rows_of(*counts, "decisions"));
    totals.set_intents(rows_of(*counts, "intents"));
    totals.set_orders(rows_of(*counts, "orders"));
    totals.set_fills(rows_of(*counts, "fills"));
    base::Decimal fees;
    base::Decimal realised;
    base::Decimal unrealised;
    for (v1::InstrumentSummary& summary : parts_.board.summaries()) {
        add_to(fees, summary.fees());
        add_to(realised, summary.realised_pnl());
        add_to(unrealised, summary.unrealised_pnl());
        *response.add_instruments() = std::move(summary);
    }
    totals.set_fees(fees.to_string());
    totals.set_realised_pnl(realised.to_string());
    totals.set_unrealised_pnl(unrealised.to_string());
    return grpc::Status::OK;
}

grpc::Status OperatorService::ListStrategies(
    grpc::ServerContext* context, const v1::ListStrategiesRequest* /*request*/, v1::ListStrategiesResponse* response
) {
    grpc::ClientContext call;
    inherit_deadline(call, *context, kCommandTimeout);
    v1::StrategyServiceListStrategiesResponse answer;
    const auto status = parts_.peers.strategy->ListStrategies(&call, {}, &answer);
    *response->mutable_strategies() = std::move(*answer.mutable_strategies());
    return explain("strategy", status);
}

}  // namespace trading::control
