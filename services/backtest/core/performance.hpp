#pragma once

#include "common/base/time.hpp"

#include <cstdint>
#include <optional>

namespace trading::backtest {

// What equity and trades say together. Ratios are absent where they divide by nothing; rates are fractions.
struct PerformanceFigures {
    std::int64_t bars = 0;
    std::int64_t days = 0;  // UTC days whose end was seen, and the last one as far as it went.
    double opening_equity = 0;
    double closing_equity = 0;
    double total_return = 0;
    std::optional<double> yearly_return;  // Compounded, of 365.25 days.
    std::optional<double> yearly_volatility;
    std::optional<double> sharpe;
    std::optional<double> sortino;
    double drawdown_max = 0;  // Of the peak, on the equity of bars.
    base::Timestamp ts_drawdown_start{};
    base::Timestamp ts_drawdown_trough{};
    std::optional<double> calmar;
    double ulcer = 0;  // Root of the mean squared drawdown.

    std::int64_t trades = 0;
    std::optional<double> win_rate;
    std::optional<double> profit_factor;
    std::optional<double> expectancy;  // Money.
    std::optional<double> payoff;      // Mean gain by mean loss.
    std::optional<double> quality;     // System quality number: root(n) x mean / sample deviation.

    bool operator==(const PerformanceFigures&) const = default;
};

// Collects them bar by bar; memory does not grow. Equity must be above zero at the start. Pure; one thread.
class Performance {
public:
    Performance(double opening_equity, base::Timestamp ts_start);

    // At the close of each bar, in the order of time.
    void on_equity(base::Timestamp ts_close, double equity);

    // A closed trade, net of its fees.
    void on_trade(double net_profit);

    [[nodiscard]] PerformanceFigures figures() const;

private:
    // Mean and sum of squared deviations, one value at a time.
    struct Moments {
        std::int64_t count = 0;
        double mean = 0;
        double squares = 0;

        void add(double value);
        [[nodiscard]] std::optional<double> deviation() const;  // Sample; absent below two values.
    };

    // The days including the one under way.
    struct Days {
        Moments returns;
        double squared_losses = 0;

        void add(double value);
    };

    double opening_;
    base::Timestamp ts_start_;
    base::Timestamp ts_last_;
    double last_;
    double day_opening_;
    std::int64_t day_;
    Days days_;
    double peak_;
    base::Timestamp ts_peak_;
    double squared_drawdowns_ = 0;
    Moments trades_;
    std::int64_t gains_ = 0;
    std::int64_t losses_ = 0;
    double gained_ = 0;
    double lost_ = 0;
    PerformanceFigures figures_;  // Bars and drawdowns, as they are found.
};

}  // namespace trading::backtest
