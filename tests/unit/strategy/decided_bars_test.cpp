#include <gtest/gtest.h>

#include "tests/support/strategy/strategy_world.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace strategy;

constexpr int kWarmUp = 130;

// A second life of the process that wrote down its decision of the bar that ends at `ts_event`.
StrategyWorld second_life(base::Timestamp ts_event) {
    StrategyWorld world;
    world.make_healthy();
    world.history(kSwap, kWarmUp);
    world.send(RestoredState{{}, {}, {{kStrategy, kSwap, ts_event}}});
    return world;
}

base::Timestamp end_of_next_bar() {
    StrategyWorld world;
    world.make_healthy();
    world.history(kSwap, kWarmUp);
    world.bar(kSwap, world.last_close(kSwap));
    return world.last_decision().ts_event;
}

// The old record would stay and the new intent would have no decision: its id is the bar's.
TEST(DecidedBars, are_not_decided_again_after_a_restart) {
    StrategyWorld world = second_life(end_of_next_bar());
    world.bar(kSwap, world.last_close(kSwap));
    EXPECT_TRUE(world.decisions().empty());
    world.bar(kSwap, world.last_close(kSwap));
    EXPECT_EQ(world.decisions().size(), 1U);
}

TEST(DecidedBars, still_teach_the_indicators) {
    StrategyWorld world = second_life(end_of_next_bar());
    world.bar(kSwap, world.last_close(kSwap));
    EXPECT_EQ(world.core().counters().history_bars, static_cast<std::uint64_t>(kWarmUp) + 1);
}

TEST(DecidedBars, of_another_instrument_or_before_do_not_matter) {
    StrategyWorld world = second_life(end_of_next_bar() - std::chrono::minutes{1});
    world.send(RestoredState{{}, {}, {{kStrategy, kSpot, end_of_next_bar()}}});
    world.bar(kSwap, world.last_close(kSwap));
    EXPECT_EQ(world.decisions().size(), 1U);
}

}  // namespace
}  // namespace trading::test
