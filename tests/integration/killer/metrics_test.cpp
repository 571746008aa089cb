#include "services/killer/io/killer_metrics.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

constexpr const char* kFile = "tests/golden/metrics/killer.txt";

std::string names_of_all() {
    service::Metrics metrics;
    killer::KillerMetrics all{metrics};
    all.on_alert("orders_appeared");
    std::string names;
    for (const std::string& name : metrics.names()) names += name + "\n";
    return names;
}

TEST(KillerMetrics, are_those_of_the_golden_list) {
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
