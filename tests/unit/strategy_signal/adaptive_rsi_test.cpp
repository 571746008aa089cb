#include "services/strategy/core/signal/adaptive_rsi.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "common/base/random.hpp"
#include "services/strategy/core/signal/relative_strength_index.hpp"
#include "tests/support/signal/synthetic_bars.hpp"

namespace trading::strategy {
namespace {

using test::noise_bars;

TEST(AdaptiveRsi, crosses_its_thresholds_on_noise_as_often_as_designed) {
    AdaptiveRsi indicator{{}};
    int below = 0;
    int above = 0;
    int valid = 0;
    for (const Bar& bar : noise_bars(60'000, 7)) {
        indicator.update(bar);
        const auto value = indicator.value();
        if (!value) continue;
        ++valid;
        below += value->rsi < value->lower ? 1 : 0;
        above += value->rsi > value->upper ? 1 : 0;
    }
    EXPECT_NEAR(100.0 * below / valid, 5.0, 0.7);
    EXPECT_NEAR(100.0 * above / valid, 5.0, 0.7);
}

TEST(AdaptiveRsi, does_not_depend_on_the_scale_of_prices) {
    AdaptiveRsi small{{}};
    AdaptiveRsi large{{}};
    for (Bar bar : noise_bars(500, 3)) {
        small.update(bar);
        for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close}) *price *= 1000;
        large.update(bar);
    }
    ASSERT_TRUE(small.value().has_value());
    EXPECT_NEAR(small.value()->rsi, large.value()->rsi, 1e-6);
}

TEST(AdaptiveRsi, ignores_a_bar_that_it_has_seen) {
    AdaptiveRsi indicator{{}};
    const auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    const auto before = indicator.value();
    indicator.update(bars.back());
    EXPECT_EQ(indicator.value(), before);
}

TEST(AdaptiveRsi, warms_up_again_after_a_long_hole) {
    AdaptiveRsi indicator{{}};
    auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    Bar late = bars.back();
    late.ts_open += std::chrono::minutes{7};
    indicator.update(late);
    EXPECT_FALSE(indicator.value().has_value());
}

TEST(AdaptiveRsi, is_disabled_by_a_long_row_of_empty_bars) {
    AdaptiveRsi indicator{{}};
    const auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    Bar empty = bars.back();
    empty.volume = 0;
    for (int count = 1; count <= 31; ++count) {
        empty.ts_open += std::chrono::minutes{1};
        indicator.update(empty);
        EXPECT_EQ(indicator.value().has_value(), count <= 30) << count;
    }
}

// With a fixed period, on differences of prices, it is Wilder's RSI.
TEST(AdaptiveRsi, is_wilders_when_nothing_adapts) {
    AdaptiveRsi adaptive{{.period_min = 14, .period_max = 14, .gamma = 0, .change = AdaptiveRsi::Change::Difference}};
    RelativeStrengthIndex wilder{14};
    int compared = 0;
    for (const Bar& bar : noise_bars(3'000, 21)) {
        adaptive.update(bar);
        wilder.update(bar);
        if (!adaptive.value()) continue;
        ASSERT_NEAR(adaptive.value()->rsi, *wilder.value(), 1e-12 * 100);
        ++compared;
    }
    EXPECT_EQ(compared, 3'000 - adaptive.warmup() + 1);
}

TEST(AdaptiveRsi, leans_with_a_trend_when_it_is_told_to) {
    AdaptiveRsi level{{}};
    AdaptiveRsi tilted{{.tilt = 0.5}};
    base::Random random{4};
    double price = 100;
    for (int index = 0; index < 300; ++index) {
        price *= std::exp(0.0005 + 0.001 * random.normal());
        const Bar bar{base::Timestamp{std::chrono::minutes{index}}, price, price, price, price, 1};
        level.update(bar);
        tilted.update(bar);
    }
    const auto value = *tilted.value();
    ASSERT_GT(value.efficiency, 0.1);
    EXPECT_DOUBLE_EQ((value.lower + value.upper) / 2, 50 + 0.5 * value.efficiency * value.width);
    EXPECT_DOUBLE_EQ((level.value()->lower + level.value()->upper) / 2, 50);
    EXPECT_EQ(value.rsi, level.value()->rsi);
}

TEST(AdaptiveRsi, keeps_its_value_over_empty_bars_and_counts_them) {
    AdaptiveRsi indicator{{}};
    const auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    const auto before = indicator.value();
    Bar empty = bars.back();
    empty.volume = 0;
    for (int count = 1; count <= 10; ++count) {
        empty.ts_open += std::chrono::minutes{1};
        indicator.update(empty);
    }
    EXPECT_EQ(indicator.stale_bars(), 10);
    EXPECT_EQ(indicator.value(), before);
}

TEST(AdaptiveRsi, says_half_when_no_price_moves) {
    AdaptiveRsi indicator{{}};
    for (int index = 0; index < 200; ++index) {
        indicator.update(Bar{base::Timestamp{std::chrono::minutes{index}}, 100, 101, 99, 100, 1});
    }
    ASSERT_TRUE(indicator.value().has_value());
    EXPECT_EQ(indicator.value()->rsi, 50);
    EXPECT_EQ(indicator.value()->volatility_ratio, 1);
}

TEST(AdaptiveRsi, nears_a_hundred_in_a_run_without_a_step_back) {
    AdaptiveRsi indicator{{}};
    auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    Bar bar = bars.back();
    for (int count = 0; count < 100; ++count) {
        bar.ts_open += std::chrono::minutes{1};
        bar.close *= 1.001;
        indicator.update(bar);
    }
    EXPECT_GT(indicator.value()->rsi, 99);
    EXPECT_LE(indicator.value()->rsi, 100);
}

TEST(AdaptiveRsi, goes_on_only_with_the_very_next_bar) {
    AdaptiveRsi indicator{{}};
    EXPECT_FALSE(indicator.continues_with(base::Timestamp{std::chrono::minutes{0}}));
    for (const Bar& bar : noise_bars(10, 5)) indicator.update(bar);
    EXPECT_TRUE(indicator.continues_with(base::Timestamp{std::chrono::minutes{10}}));
    EXPECT_FALSE(indicator.continues_with(base::Timestamp{std::chrono::minutes{11}}));
    EXPECT_FALSE(indicator.continues_with(base::Timestamp{std::chrono::minutes{9}}));
}

TEST(AdaptiveRsi, refuses_the_snapshot_of_other_settings) {
    AdaptiveRsi slow{{.slow_half_life = 200}};
    AdaptiveRsi tilted{{.tilt = 0.1}};
    AdaptiveRsi usual{{}};
    for (const Bar& bar : noise_bars(200, 5)) usual.update(bar);
    EXPECT_FALSE(slow.restore(usual.snapshot()));
    EXPECT_FALSE(tilted.restore(usual.snapshot()));
    EXPECT_EQ(slow.bars_seen(), 0);
}

}  // namespace
}  // namespace trading::strategy
