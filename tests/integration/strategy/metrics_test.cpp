#include "common/journal/journal_metrics.hpp"
#include "services/strategy/io/strategy_metrics.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/integration/strategy/fake_publisher.hpp"

namespace trading::test {
namespace {

constexpr const char* kFile = "tests/golden/metrics/strategy.txt";

// Every metric of the service, those with labels by a sample of each.
std::string names_of_all() {
    const base::SystemClock clock;
    bus::Context context;
    const FakePublisher publisher{context, clock};
    auto feed = bus::FactFeed::start(
        context,
        clock,
        {.facts_endpoint = publisher.facts_endpoint(),
         .snapshot_endpoint = publisher.snapshot_endpoint(),
         .prefixes = {"md."},
         .socket = {}}
    );
    service::Metrics metrics;
    strategy::StrategyMetrics all{metrics};
    const journal::JournalMetrics of_journal{metrics, "strategy"};
    all.count(domain::Decision{});
    all.count(domain::OrderIntent{});
    all.count(domain::IntentReply{});
    all.update("gateway", {}, feed.value());
    std::string names;
    for (const std::string& name : metrics.names()) names += name + "\n";
    return names;
}

TEST(StrategyMetrics, are_those_of_the_golden_list) {
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
