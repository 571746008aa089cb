#include "common/journal/journal_metrics.hpp"
#include "common/service/counter_group.hpp"
#include "common/venue/okx/transport/counter_names.hpp"
#include "services/execution/io/execution_metrics.hpp"
#include "tests/support/golden/golden_text.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

// Every metric of the service, those with labels by a sample of each.
std::string names_of_all() {
    service::Metrics metrics;
    execution::ExecutionMetrics all{metrics};
    const journal::JournalMetrics of_journal{metrics, "execution"};
    const service::CounterGroup<venue::okx::TransportCounters> transport{
        metrics, "trading_execution_", venue::okx::kTransportCounterNames};
    const service::CounterGroup<venue::okx::ParseCounters> parsing{
        metrics, "trading_execution_", venue::okx::kParseCounterNames};
    domain::IntentReply denied;
    denied.deny_reason = domain::DenyReason::DataStale;
    all.on_fact(denied);
    all.on_fact(domain::OrderEvent{});
    all.on_fact(domain::Fill{});
    all.on_fact(domain::ReconciliationReport{});
    all.on_alert("external_order");
    all.on_request(domain::FetchPositions{});
    all.on_answer(domain::RequestAnswered{});
    return as_lines(metrics.names());
}

TEST(ExecutionMetrics, are_those_of_the_golden_list) {
    expect_golden(names_of_all(), "tests/golden/metrics/execution.txt");
}

}  // namespace
}  // namespace trading::test
