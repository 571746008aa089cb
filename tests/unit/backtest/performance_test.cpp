#include "services/backtest/core/performance.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace trading::backtest {
namespace {

constexpr base::Timestamp kStart = base::from_unix_milliseconds(1'640'995'200'000);  // 2022-01-01.
constexpr base::Duration kHalfDay = std::chrono::hours{12};

// Three days in halves: +10 %, -10 %, +20 %, by way of a lower low inside the second.
Performance three_days() {
    Performance performance{1'000, kStart};
    int halves = 0;
    for (const double equity : {1'050.0, 1'100.0, 880.0, 990.0, 1'000.0, 1'188.0}) {
        performance.on_equity(kStart + kHalfDay * ++halves, equity);
    }
    return performance;
}

TEST(Performance, counts_days_by_their_ends) {
    const PerformanceFigures figures = three_days().figures();
    EXPECT_EQ(figures.bars, 6);
    EXPECT_EQ(figures.days, 3);
    EXPECT_NEAR(figures.total_return, 0.188, 1e-12);
    EXPECT_NEAR(*figures.yearly_return, std::pow(1.188, 365.25 / 3) - 1, 1e-3);
    const double mean = 0.2 / 3;
    const double deviation =
        std::sqrt((std::pow(0.1 - mean, 2) + std::pow(-0.1 - mean, 2) + std::pow(0.2 - mean, 2)) / 2);
    EXPECT_NEAR(*figures.yearly_volatility, deviation * std::sqrt(365), 1e-12);
    EXPECT_NEAR(*figures.sharpe, mean / deviation * std::sqrt(365), 1e-9);
    EXPECT_NEAR(*figures.sortino, mean * 365 / (std::sqrt(0.01 / 3) * std::sqrt(365)), 1e-9);
}

TEST(Performance, measures_the_drawdown_on_bars) {
    const PerformanceFigures figures = three_days().figures();
    EXPECT_NEAR(figures.drawdown_max, 0.2, 1e-12);
    EXPECT_EQ(figures.ts_drawdown_start, kStart + kHalfDay * 2);
    EXPECT_EQ(figures.ts_drawdown_trough, kStart + kHalfDay * 3);
    const double squares = 0.04 + 0.01 + std::pow(1 - 1'000.0 / 1'100, 2);
    EXPECT_NEAR(figures.ulcer, std::sqrt(squares / 6), 1e-12);
}

TEST(Performance, weighs_gains_against_losses) {
    Performance performance{1'000, kStart};
    for (const double net : {30.0, -10.0, 0.0, -10.0}) performance.on_trade(net);
    const PerformanceFigures figures = performance.figures();
    EXPECT_EQ(figures.trades, 4);
    EXPECT_EQ(figures.win_rate, 0.25);
    EXPECT_EQ(figures.profit_factor, 1.5);
    EXPECT_EQ(figures.expectancy, 2.5);
    EXPECT_EQ(figures.payoff, 3);
    EXPECT_NEAR(*figures.quality, 2 * 2.5 / std::sqrt(1'075.0 / 3), 1e-12);
}

TEST(Performance, says_nothing_where_it_would_divide_by_nothing) {
    Performance performance{1'000, kStart};
    performance.on_equity(kStart + kHalfDay, 1'000);
    const PerformanceFigures figures = performance.figures();
    EXPECT_FALSE(figures.sharpe);
    EXPECT_FALSE(figures.sortino);
    EXPECT_FALSE(figures.calmar);
    EXPECT_FALSE(figures.profit_factor);
    EXPECT_FALSE(figures.win_rate);
}

}  // namespace
}  // namespace trading::backtest
