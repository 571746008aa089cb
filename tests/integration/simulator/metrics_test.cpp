#include "services/simulator/io/simulator_metrics.hpp"
#include "tests/integration/simulator/running_venue.hpp"
#include "tests/support/golden/golden_text.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

TEST(SimulatorMetrics, are_those_of_the_golden_list) {
    RunningVenue venue;
    service::Metrics metrics;
    const simulator::SimulatorMetrics all{metrics, venue.server()};
    expect_golden(as_lines(metrics.names()), "tests/golden/metrics/simulator.txt");
}

}  // namespace
}  // namespace trading::test
