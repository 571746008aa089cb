#include <gtest/gtest.h>

#include "services/strategy/core/signal/efficiency_ratio.hpp"
#include "services/strategy/core/signal/exponential_moving_average.hpp"
#include "services/strategy/core/signal/kaufman_moving_average.hpp"
#include "services/strategy/core/signal/macd.hpp"
#include "services/strategy/core/signal/simple_moving_average.hpp"
#include "services/strategy/core/signal/weighted_moving_average.hpp"
#include "services/strategy/core/signal/wilder_moving_average.hpp"

namespace trading::strategy {
namespace {

Bar close_of(double price) { return Bar{{}, price, price, price, price, 1}; }

TEST(Averages, of_four_closes_are_as_by_hand) {
    SimpleMovingAverage simple{3};
    ExponentialMovingAverage exponential{3};
    WilderMovingAverage wilder{3};
    WeightedMovingAverage weighted{3};
    for (const double close : {1.0, 2.0, 6.0, 7.0}) {
        const Bar bar = close_of(close);
        simple.update(bar);
        exponential.update(bar);
        wilder.update(bar);
        weighted.update(bar);
    }
    EXPECT_DOUBLE_EQ(*simple.value(), 5);
    EXPECT_DOUBLE_EQ(*exponential.value(), 3 + 0.5 * (7 - 3));
    EXPECT_DOUBLE_EQ(*wilder.value(), 3 + (7.0 - 3) / 3);
    EXPECT_DOUBLE_EQ(*weighted.value(), (1 * 2.0 + 2 * 6.0 + 3 * 7.0) / 6);
}

TEST(ExponentialMovingAverage, may_begin_with_the_first_value) {
    ExponentialMovingAverage average{3, SmoothedMean::Seed::FirstValue};
    for (const double close : {1.0, 2.0}) average.update(close);
    EXPECT_FALSE(average.value().has_value());
    average.update(6.0);
    EXPECT_DOUBLE_EQ(*average.value(), 1.5 + 0.5 * (6 - 1.5));
}

TEST(EfficiencyRatio, is_the_way_gained_by_the_way_gone_with_its_sign) {
    EfficiencyRatio ratio{4};
    for (const double close : {10.0, 9.0, 11.0, 8.0, 7.0}) ratio.update(close);
    EXPECT_DOUBLE_EQ(*ratio.value(), -3.0 / 7);
    for (int count = 0; count < 5; ++count) ratio.update(7.0);
    EXPECT_EQ(*ratio.value(), 0);
}

TEST(KaufmanMovingAverage, follows_at_once_where_the_way_is_straight) {
    KaufmanMovingAverage average{{.period = 2}};
    for (const double close : {1.0, 2.0, 3.0}) average.update(close_of(close));
    // An efficiency of 1 leaves the fast weight alone, (2/3) squared; it began at 2.
    EXPECT_DOUBLE_EQ(*average.value(), 2 + 4.0 / 9);
}

TEST(Macd, seeds_its_fast_average_earlier_than_talib_and_meets_it_later) {
    Macd native{{.fast_period = 2, .slow_period = 4, .signal_period = 2}};
    Macd talib{{.fast_period = 2, .slow_period = 4, .signal_period = 2, .compatibility = Compatibility::TaLib}};
    const auto update = [&](double close) {
        native.update(close_of(close));
        talib.update(close_of(close));
    };
    for (const double close : {1.0, 5.0, 2.0, 4.0}) update(close);
    EXPECT_DOUBLE_EQ(*talib.line(), 3.0 - 3.0);
    EXPECT_DOUBLE_EQ(*native.line(), (7.0 / 3 + 2.0 / 3 * (4 - 7.0 / 3)) - 3.0);
    EXPECT_FALSE(native.value().has_value());
    for (int count = 0; count < 60; ++count) update(3.0 + count % 3);
    EXPECT_NEAR(native.value()->histogram, talib.value()->histogram, 1e-9);
}

TEST(Macd, takes_its_periods_in_any_order) {
    Macd one{{.fast_period = 3, .slow_period = 6, .signal_period = 2}};
    Macd other{{.fast_period = 6, .slow_period = 3, .signal_period = 2}};
    for (int count = 0; count < 20; ++count) {
        one.update(close_of(count * count % 7));
        other.update(close_of(count * count % 7));
    }
    EXPECT_EQ(one.value(), other.value());
}

}  // namespace
}  // namespace trading::strategy
