#include "common/journal/journal_metrics.hpp"
#include "services/strategy/io/strategy_metrics.hpp"

#include <gtest/gtest.h>

#include "tests/integration/strategy/fake_publisher.hpp"
#include "tests/support/golden/golden_text.hpp"

namespace trading::test {
namespace {

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
    return as_lines(metrics.names());
}

TEST(StrategyMetrics, are_those_of_the_golden_list) {
    expect_golden(names_of_all(), "tests/golden/metrics/strategy.txt");
}

}  // namespace
}  // namespace trading::test
