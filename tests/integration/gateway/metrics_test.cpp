#include "common/journal/journal_metrics.hpp"
#include "services/gateway/io/gateway_metrics.hpp"
#include "services/gateway/io/venue_metrics.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

constexpr const char* kFile = "tests/golden/metrics/gateway.txt";

TEST(GatewayMetrics, are_those_of_the_golden_list) {
    service::Metrics metrics;
    const gateway::GatewayMetrics all{metrics, {domain::InstrumentId{"BTC-USDT"}}};
    const gateway::VenueMetrics of_venue{metrics};
    const journal::JournalMetrics of_journal{metrics, "gateway"};
    std::string names;
    for (const std::string& name : metrics.names()) names += name + "\n";
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
