#include "services/simulator/io/simulator_metrics.hpp"
#include "tests/integration/simulator/running_venue.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

constexpr const char* kFile = "tests/golden/metrics/simulator.txt";

TEST(SimulatorMetrics, are_those_of_the_golden_list) {
    RunningVenue venue;
    service::Metrics metrics;
    const simulator::SimulatorMetrics all{metrics, venue.server()};
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
