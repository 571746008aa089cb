#include "services/backtest/core/performance.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace trading::backtest {
namespace {

constexpr double kDaysOfYear = 365;
constexpr double kDaysOfCalendarYear = 365.25;

// A bar that closes at midnight ends the day before.
std::int64_t day_of(base::Timestamp ts_close) {
    return std::chrono::floor<std::chrono::days>(ts_close - std::chrono::nanoseconds{1}).time_since_epoch().count();
}

}  // namespace

void Performance::Moments::add(double value) {
    ++count;
    const double away = value - mean;
    mean += away / static_cast<double>(count);
    squares += away * (value - mean);
}

std::optional<double> Performance::Moments::deviation() const {
    if (count < 2) return std::nullopt;
    return std::sqrt(squares / static_cast<double>(count - 1));
}

void Performance::Days::add(double value) {
    returns.add(value);
    squared_losses += std::min(value, 0.0) * std::min(value, 0.0);
}

Performance::Performance(double opening_equity, base::Timestamp ts_start)
    : opening_(opening_equity),
      ts_start_(ts_start),
      ts_last_(ts_start),
      last_(opening_equity),
      day_opening_(opening_equity),
      day_(day_of(ts_start + std::chrono::nanoseconds{1})),
      peak_(opening_equity),
      ts_peak_(ts_start) {
    TRADING_ASSERT(opening_equity > 0);
}

void Performance::on_equity(base::Timestamp ts_close, double equity) {
    const std::int64_t day = day_of(ts_close);
    if (day != day_) {
        days_.add(last_ / day_opening_ - 1);
        day_opening_ = last_;
        day_ = day;
    }
    last_ = equity;
    ts_last_ = ts_close;
    ++figures_.bars;
    if (equity > peak_) {
        peak_ = equity;
        ts_peak_ = ts_close;
    }
    const double drawdown = 1 - equity / peak_;
    squared_drawdowns_ += drawdown * drawdown;
    if (drawdown <= figures_.drawdown_max) return;
    figures_.drawdown_max = drawdown;
    figures_.ts_drawdown_start = ts_peak_;
    figures_.ts_drawdown_trough = ts_close;
}

void Performance::on_trade(double net_profit) {
    trades_.add(net_profit);
    if (net_profit > 0) {
        ++gains_;
        gained_ += net_profit;
    } else if (net_profit < 0) {
        ++losses_;
        lost_ -= net_profit;
    }
}

PerformanceFigures Performance::figures() const {
    PerformanceFigures all = figures_;
    Days days = days_;
    if (all.bars > 0) days.add(last_ / day_opening_ - 1);
    all.days = days.returns.count;
    all.opening_equity = opening_;
    all.closing_equity = last_;
    all.total_return = last_ / opening_ - 1;
    const double length = std::chrono::duration<double, std::ratio<86'400>>(ts_last_ - ts_start_).count();
    if (length > 0 && last_ > 0) all.yearly_return = std::pow(last_ / opening_, kDaysOfCalendarYear / length) - 1;
    if (const auto deviation = days.returns.deviation()) {
        all.yearly_volatility = *deviation * std::sqrt(kDaysOfYear);
        if (*deviation > 0) all.sharpe = days.returns.mean / *deviation * std::sqrt(kDaysOfYear);
    }
    if (days.squared_losses > 0) {
        const double downside = std::sqrt(days.squared_losses / static_cast<double>(days.returns.count));
        all.sortino = days.returns.mean * kDaysOfYear / (downside * std::sqrt(kDaysOfYear));
    }
    if (all.yearly_return && all.drawdown_max > 0) all.calmar = *all.yearly_return / all.drawdown_max;
    if (all.bars > 0) all.ulcer = std::sqrt(squared_drawdowns_ / static_cast<double>(all.bars));

    all.trades = trades_.count;
    if (all.trades == 0) return all;
    all.win_rate = static_cast<double>(gains_) / static_cast<double>(all.trades);
    all.expectancy = trades_.mean;
    if (lost_ > 0) all.profit_factor = gained_ / lost_;
    if (gains_ > 0 && losses_ > 0) {
        all.payoff = gained_ / static_cast<double>(gains_) / (lost_ / static_cast<double>(losses_));
    }
    const auto deviation = trades_.deviation();
    if (deviation && *deviation > 0) {
        all.quality = std::sqrt(static_cast<double>(all.trades)) * trades_.mean / *deviation;
    }
    return all;
}

}  // namespace trading::backtest
