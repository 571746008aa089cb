#include "common/journal/journal_metrics.hpp"
#include "common/service/counter_group.hpp"
#include "common/venue/okx/transport/counter_names.hpp"
#include "services/gateway/io/gateway_metrics.hpp"
#include "tests/support/golden/golden_text.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

TEST(GatewayMetrics, are_those_of_the_golden_list) {
    service::Metrics metrics;
    const gateway::GatewayMetrics all{metrics, {domain::InstrumentId{"BTC-USDT"}}};
    const journal::JournalMetrics of_journal{metrics, "gateway"};
    const service::CounterGroup<venue::okx::TransportCounters> transport{
        metrics, "trading_gateway_", venue::okx::kTransportCounterNames};
    const service::CounterGroup<venue::okx::ParseCounters> parsing{
        metrics, "trading_gateway_", venue::okx::kParseCounterNames};
    expect_golden(as_lines(metrics.names()), "tests/golden/metrics/gateway.txt");
}

}  // namespace
}  // namespace trading::test
