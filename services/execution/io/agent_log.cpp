#include "services/execution/io/agent_log.hpp"

#include "common/domain/request_names.hpp"

namespace trading::execution {
namespace {

struct FactLogger {
    service::Log& log;

    void operator()(const domain::OrderEvent& event) const {
        const domain::Order& order = event.order;
        log.info(
            "order_changed",
            order.reason,
            {{"client_order_id", order.client_order_id.value()},
             {"intent_id", order.intent_id.value()},
             {"instrument", order.instrument_id.value()},
             {"purpose", domain::to_string(order.purpose)},
             {"side", domain::to_string(order.side)},
             {"status", domain::to_string(order.status)},
             {"previous_status", domain::to_string(event.previous_status)},
             {"quantity", order.quantity.to_string()},
             {"filled_quantity", order.filled_quantity.to_string()}}
        );
    }
    void operator()(const domain::Fill& fill) const {
        log.info(
            "fill_booked",
            "",
            {{"instrument", fill.instrument_id.value()},
             {"trade_id", fill.trade_id.value()},
             {"client_order_id", fill.client_order_id.value()},
             {"side", domain::to_string(fill.side)},
             {"price", fill.price.to_string()},
             {"quantity", fill.quantity.to_string()},
             {"fee", fill.fee.to_string()},
             {"realised_pnl", fill.realised_pnl.to_string()}}
        );
    }
    void operator()(const domain::Position& position) const {
        log.debug(
            "position_changed",
            "",
            {{"instrument", position.instrument_id.value()}, {"quantity", position.quantity.to_string()}}
        );
    }
    void operator()(const domain::Balance&) const {}
    void operator()(const domain::RiskState& state) const {
        log.warn(
            "trading_state_changed",
            state.reason,
            {{"trading_state", domain::to_string(state.state)}, {"actor", state.actor}, {"version", state.version}}
        );
    }
    void operator()(const domain::IntentReply& reply) const {
        log.info(
            "intent_answered",
            reply.detail,
            {{"intent_id", reply.intent_id.value()},
             {"verdict", domain::to_string(reply.verdict)},
             {"reason", reply.deny_reason ? domain::to_string(*reply.deny_reason) : ""}}
        );
    }
    void operator()(const domain::ReconciliationReport& report) const {
        if (report.is_equal) return log.debug("reconciled", "our records equal the venue's");
        log.error("records_differ", report.differences);
    }
};

}  // namespace

void log_fact(service::Log& log, const domain::ExecutionFact& fact) { std::visit(FactLogger{log}, fact); }

void log_sent(service::Log& log, const domain::Order& order) {
    log.info(
        "order_sent",
        "",
        {{"client_order_id", order.client_order_id.value()},
         {"intent_id", order.intent_id.value()},
         {"purpose", domain::to_string(order.purpose)}}
    );
}

void log_answer(service::Log& log, const domain::RequestAnswered& answer) {
    if (answer.outcome == domain::RequestOutcome::Accepted) return;
    log.warn(
        "request_not_accepted",
        answer.detail,
        {{"kind", domain::to_string(answer.kind)},
         {"outcome", domain::to_string(answer.outcome)},
         {"code", answer.code},
         {"instrument", answer.instrument_id.value()},
         {"client_order_id", answer.client_order_id.value()}}
    );
}

}  // namespace trading::execution
