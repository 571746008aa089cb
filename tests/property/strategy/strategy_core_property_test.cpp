#include <gtest/gtest.h>

#include <cmath>

#include "tests/property/strategy/execution_model.hpp"
#include "tests/support/strategy/output_text.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace strategy;

constexpr int kRuns = 60;
constexpr int kSteps = 600;

// Bars of a second, so that facts overtake bars, and thresholds that are crossed often.
AdaptiveRsiReentrySettings eager_settings() {
    auto settings = sample_settings();
    settings.plan.interval = std::chrono::seconds{1};
    settings.signal.base_period = 5;
    settings.signal.null_tail_z = 0.3;
    settings.signal.width_min = 3;
    settings.signal.fast_half_life = 3;
    settings.signal.slow_half_life = 30;
    settings.signal.efficiency_period = 10;
    settings.cooldown = {0, 0, 0};
    settings.time_stop_bars = 4;
    settings.spread_bp_max = 100;
    return settings;
}

// One run of a lively market against an execution that delivers its facts in any order.
int run(StrategyWorld& world, std::uint64_t seed) {
    base::Random random{seed};
    world.make_healthy();
    world.history(kSwap, 40, seed);
    world.history(kSpot, 40, seed + 1);
    ExecutionModel execution{world, seed};
    for (int step = 0; step < kSteps; ++step) {
        for (const InstrumentId& id : {kSwap, kSpot}) {
            world.bar(id, world.last_close(id) * std::exp(0.0005 * random.normal()));
        }
        EXPECT_TRUE(execution.take_intents()) << "seed " << seed << " step " << step;
        execution.step();
        if (random.below(3) == 0) world.advance(std::chrono::milliseconds{400});
    }
    return execution.entries();
}

std::string text_of_all(const Outputs& outputs) {
    std::string text;
    for (const Output& output : outputs) text += text_of(output) + "\n";
    return text;
}

TEST(StrategyCore, never_has_two_intents_under_way_whatever_order_facts_come_in) {
    int entries = 0;
    for (std::uint64_t seed = 1; seed <= kRuns; ++seed) {
        StrategyWorld world{eager_settings()};
        entries += run(world, seed);
        ASSERT_FALSE(::testing::Test::HasFailure());
    }
    // The law is only tested where it could be broken.
    EXPECT_GT(entries, 50 * kRuns);
}

TEST(StrategyCore, gives_the_same_bytes_for_the_same_inputs) {
    StrategyWorld world{eager_settings()};
    static_cast<void>(run(world, 77));
    auto again = make_core(eager_settings());
    Outputs outputs;
    for (const auto& [time, input] : world.inputs()) again->on_input(input, time, outputs);
    const std::string first = text_of_all(world.outputs());
    EXPECT_GT(first.size(), 100'000U);
    EXPECT_EQ(first, text_of_all(outputs));
}

TEST(StrategyCore, decides_once_for_each_bar_when_every_fact_comes_twice) {
    StrategyWorld world{eager_settings()};
    static_cast<void>(run(world, 78));
    auto again = make_core(eager_settings());
    Outputs outputs;
    for (const auto& [time, input] : world.inputs()) {
        again->on_input(input, time, outputs);
        if (std::holds_alternative<MarketEvent>(input)) again->on_input(input, time, outputs);
    }
    EXPECT_EQ(text_of_all(world.outputs()), text_of_all(outputs));
    EXPECT_EQ(again->counters().bars, world.core().counters().bars);
}

}  // namespace
}  // namespace trading::test
