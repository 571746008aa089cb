#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/signal/efficiency_ratio.hpp"

#include <optional>

namespace trading::strategy {

// An RSI whose period follows volatility (Chande and Kroll 1993: shorter when the market is livelier than usual) and
// whose thresholds have the same null probability at every period. RSI is scale free, so its spread under pure noise
// depends on the period alone: sd ~ 50 kappa (1 - 0.25/n) / sqrt(2n - 1), kappa = sigma / E|r|. Fixed 30/70 lines would
// silently change the false-signal rate whenever the period moves. O(1) per bar; one thread.
class AdaptiveRsi {
public:
    struct Options {
        int base_period = 14;  // bars
        double period_min = 5;
        double period_max = 34;
        double gamma = 1.0;           // 0: the period never moves
        double fast_half_life = 10;   // bars
        double slow_half_life = 100;  // bars
        double volatility_ratio_min = 0.5;
        double volatility_ratio_max = 2.5;
        double null_tail_z = 1.66;  // 1.66: 5 % of noise bars lie beyond each threshold
        double width_min = 12;
        double width_max = 42;
        double tilt = 0;              // 0: the centre stays at 50
        int efficiency_period = 112;  // bars
        int empty_bars_max = 30;      // more than this in a row, and the signal is disabled
        int gap_bars_max = 5;         // a longer hole in the bars, and the warm-up starts again
        base::Duration interval = std::chrono::minutes{1};
    };

    struct Value {
        double rsi = 50;
        double period = 0;
        double volatility_ratio = 1;
        double kappa = 0;
        double width = 0;
        double efficiency = 0;
        double lower = 0;
        double upper = 100;

        bool operator==(const Value&) const = default;
    };

    explicit AdaptiveRsi(Options options);

    // Takes the next closed bar. A bar that is not newer than the last one is ignored.
    void update(const Bar& bar);
    void reset();

    // Empty during the warm-up and while disabled by empty bars; never NaN.
    [[nodiscard]] std::optional<Value> value() const;

    // Bars that carried a return since the last reset, and how many the first value needs.
    [[nodiscard]] int bars_seen() const noexcept { return count_; }
    [[nodiscard]] int bars_needed() const;

private:
    void take_return(double log_return);
    void update_averages(double log_return, double period);
    [[nodiscard]] Value evaluate(double period, double volatility_ratio) const;

    Options options_;
    EfficiencyRatio efficiency_;
    int count_ = 0;  // The t of the formulas.
    int empty_bars_ = 0;
    double fast_variance_ = 0;
    double slow_variance_ = 0;
    double slow_magnitude_ = 0;
    double average_gain_ = 0;
    double average_loss_ = 0;
    std::optional<double> previous_close_;
    base::Timestamp ts_previous_open_{};
    Value value_;
};

}  // namespace trading::strategy
