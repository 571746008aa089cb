#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "services/strategy/core/signal/chandelier_exit.hpp"
#include "services/strategy/core/signal/close_volatility.hpp"
#include "services/strategy/core/signal/donchian_channel.hpp"
#include "services/strategy/core/signal/ewma_volatility.hpp"
#include "services/strategy/core/signal/range_volatility.hpp"
#include "services/strategy/core/signal/tick_resolution.hpp"

namespace trading::strategy {
namespace {

using Estimator = RangeVolatility::Estimator;

Bar close_of(double price, double volume = 1) { return Bar{{}, price, price, price, price, volume}; }

double range_volatility(Estimator estimator, const std::vector<Bar>& bars) {
    RangeVolatility indicator{{.estimator = estimator, .period = static_cast<int>(bars.size())}};
    for (const Bar& bar : bars) indicator.update(bar);
    return *indicator.value();
}

TEST(CloseVolatility, is_the_sample_deviation_of_log_returns) {
    CloseVolatility indicator{2};
    for (const double logarithm : {0.0, 0.01, 0.04}) indicator.update(close_of(std::exp(logarithm)));
    // Returns 0.01 and 0.03: mean 0.02, squares 2e-4, divided by one.
    EXPECT_NEAR(*indicator.value(), std::sqrt(2e-4), 1e-15);
}

TEST(CloseVolatility, skips_a_bar_without_a_trade_or_takes_it) {
    CloseVolatility skips{2};
    CloseVolatility takes{2, EmptyBars::Take};
    for (const auto& [price, volume] : {std::pair{1.0, 1.0}, {1.1, 1.0}, {1.1, 0.0}, {1.3, 1.0}}) {
        skips.update(close_of(price, volume));
        takes.update(close_of(price, volume));
    }
    const double first = std::log(1.1);
    const double last = std::log(1.3 / 1.1);
    EXPECT_NEAR(*skips.value(), std::fabs(first - last) / std::numbers::sqrt2, 1e-15);
    EXPECT_NEAR(*takes.value(), last / std::numbers::sqrt2, 1e-15);
}

TEST(RangeVolatility, is_as_by_hand) {
    const std::vector<Bar> bars{{{}, 100, 104, 98, 101, 1}, {{}, 101, 103, 100, 102, 1}};
    double parkinson = 0;
    double garman_klass = 0;
    double rogers_satchell = 0;
    for (const Bar& bar : bars) {
        const double range = std::log(bar.high / bar.low);
        const double body = std::log(bar.close / bar.open);
        parkinson += range * range / (4 * std::log(2.0)) / 2;
        garman_klass += (0.5 * range * range - (2 * std::log(2.0) - 1) * body * body) / 2;
        rogers_satchell += (std::log(bar.high / bar.close) * std::log(bar.high / bar.open) +
                            std::log(bar.low / bar.close) * std::log(bar.low / bar.open)) /
                           2;
    }
    EXPECT_NEAR(range_volatility(Estimator::Parkinson, bars), std::sqrt(parkinson), 1e-15);
    EXPECT_NEAR(range_volatility(Estimator::GarmanKlass, bars), std::sqrt(garman_klass), 1e-15);
    EXPECT_NEAR(range_volatility(Estimator::RogersSatchell, bars), std::sqrt(rogers_satchell), 1e-15);
}

TEST(RangeVolatility, of_rogers_and_satchell_sees_no_drift) {
    const std::vector<Bar> straight_up{{{}, 100, 110, 100, 110, 1}, {{}, 110, 121, 110, 121, 1}};
    EXPECT_EQ(range_volatility(Estimator::RogersSatchell, straight_up), 0);
    EXPECT_GT(range_volatility(Estimator::Parkinson, straight_up), 0.05);
}

TEST(EwmaVolatility, is_seeded_by_the_mean_of_the_first_squares) {
    EwmaVolatility indicator{{.lambda = 0.9, .seed_bars = 2}};
    for (const double logarithm : {0.0, 0.01, 0.04}) indicator.update(close_of(std::exp(logarithm)));
    const double seed = (1e-4 + 9e-4) / 2;
    EXPECT_NEAR(*indicator.value(), std::sqrt(seed), 1e-15);
    indicator.update(close_of(std::exp(0.06)));
    EXPECT_NEAR(*indicator.value(), std::sqrt(0.9 * seed + 0.1 * 4e-4), 1e-15);
}

TEST(TickResolution, asks_whether_the_median_bar_is_ten_ticks_wide) {
    TickResolution resolution{{.period = 4, .tick_size = 0.1}};
    const auto update = [&](double range) { resolution.update(Bar{{}, 100, 100 + range, 100, 100, 1}); };
    for (const double range : {5.0, 1.0, 0.9, 0.9}) update(range);
    EXPECT_EQ(resolution.value(), true);
    update(0.5);
    EXPECT_EQ(resolution.value(), false);
}

TEST(DonchianChannel, leaves_the_present_bar_out) {
    DonchianChannel channel{2};
    channel.update(Bar{{}, 1, 10, 5, 7, 1});
    channel.update(Bar{{}, 1, 12, 6, 7, 1});
    EXPECT_FALSE(channel.value().has_value());
    channel.update(Bar{{}, 1, 99, 1, 7, 1});
    EXPECT_EQ(channel.value(), (DonchianChannel::Value{5, 12}));
    channel.update(Bar{{}, 1, 8, 8, 8, 1});
    EXPECT_EQ(channel.value(), (DonchianChannel::Value{1, 99}));
}

TEST(ChandelierExit, hangs_below_the_highest_and_stands_above_the_lowest) {
    ChandelierExit exit{2, 3};
    for (const double price : {100.0, 101.0, 102.0}) exit.update(Bar{{}, price, price + 1, price - 1, price, 1});
    // Every true range is 2; the window holds the last two bars.
    EXPECT_EQ(exit.value(), (ChandelierExit::Value{103 - 6, 100 + 6}));
}

}  // namespace
}  // namespace trading::strategy
