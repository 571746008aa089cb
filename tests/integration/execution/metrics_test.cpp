#include "common/journal/journal_metrics.hpp"
#include "services/execution/io/execution_metrics.hpp"
#include "services/execution/io/venue_metrics.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

constexpr const char* kFile = "tests/golden/metrics/execution.txt";

// Every metric of the service, those with labels by a sample of each.
std::string names_of_all() {
    service::Metrics metrics;
    execution::ExecutionMetrics all{metrics};
    const journal::JournalMetrics of_journal{metrics, "execution"};
    const execution::VenueMetrics of_the_client{metrics};
    domain::IntentReply denied;
    denied.deny_reason = domain::DenyReason::DataStale;
    all.on_fact(denied);
    all.on_fact(domain::OrderEvent{});
    all.on_fact(domain::Fill{});
    all.on_fact(domain::ReconciliationReport{});
    all.on_alert("external_order");
    all.on_request(domain::FetchPositions{});
    std::string names;
    for (const std::string& name : metrics.names()) names += name + "\n";
    return names;
}

TEST(ExecutionMetrics, are_those_of_the_golden_list) {
    const std::string names = names_of_all();
    if (std::getenv("TRADING_GOLDEN_UPDATE") != nullptr) {
        std::ofstream{kFile} << names;
        return;
    }
    std::ifstream stream{kFile};
    std::ostringstream expected;
    expected << stream.rdbuf();
    EXPECT_EQ(names, expected.str());
}

}  // namespace
}  // namespace trading::test
