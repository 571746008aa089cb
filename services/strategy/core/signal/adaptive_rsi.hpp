#pragma once

#include "services/strategy/core/signal/efficiency_ratio.hpp"
#include "services/strategy/core/window/faded_mean.hpp"

#include <optional>

namespace trading::strategy {

// An RSI whose period follows volatility (Chande and Kroll 1993: shorter when the market is livelier than usual) and
// whose thresholds have the same null probability at every period. RSI is scale free, so its spread under pure noise
// depends on the period alone: sd ~ 50 kappa (1 - 0.25/n) / sqrt(2n - 1), kappa = sigma / E|r|. Fixed 30/70 lines would
// silently change the false-signal rate whenever the period moves. O(1) per bar; one thread.
class AdaptiveRsi {
public:
    // What a change of the close is. `Difference` makes it Wilder's own RSI when the period is fixed; for comparison
    // only.
    enum class Change { LogReturn, Difference };

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
        Change change = Change::LogReturn;
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
    [[nodiscard]] bool ready() const noexcept { return count_ >= bars_needed_; }
    [[nodiscard]] int warmup() const noexcept { return bars_needed_ + 1; }

    // Bars that carried a return since the last reset, and how many the first value needs.
    [[nodiscard]] int bars_seen() const noexcept { return count_; }
    [[nodiscard]] int bars_needed() const noexcept { return bars_needed_; }

    // Bars without a trade since the last one with: the value is as old as that.
    [[nodiscard]] int stale_bars() const noexcept { return empty_bars_; }

    // May a restored state go on with a bar of this time? Only with the very next one; else take history instead.
    [[nodiscard]] bool continues_with(base::Timestamp ts_open) const;

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        const Options& settings = self.options_;
        visit.same(settings.base_period, settings.period_min, settings.period_max, settings.gamma);
        visit.same(settings.volatility_ratio_min, settings.volatility_ratio_max, settings.null_tail_z);
        visit.same(settings.width_min, settings.width_max, settings.tilt, settings.interval, settings.change);
        visit(self.efficiency_, self.count_, self.empty_bars_, self.previous_close_, self.ts_previous_open_);
        visit(self.fast_variance_, self.slow_variance_, self.slow_magnitude_, self.average_gain_, self.average_loss_);
        visit(self.value_.rsi, self.value_.period, self.value_.volatility_ratio, self.value_.kappa);
        visit(self.value_.width, self.value_.efficiency, self.value_.lower, self.value_.upper);
    }

private:
    void take_change(double change);
    void update_averages(double change, double period);
    [[nodiscard]] Value evaluate(double period, double volatility_ratio) const;

    Options options_;
    int bars_needed_;
    EfficiencyRatio efficiency_;
    FadedMean fast_variance_;
    FadedMean slow_variance_;
    FadedMean slow_magnitude_;
    int count_ = 0;  // The t of the formulas.
    int empty_bars_ = 0;
    double average_gain_ = 0;
    double average_loss_ = 0;
    std::optional<double> previous_close_;
    base::Timestamp ts_previous_open_{};
    Value value_;
};

}  // namespace trading::strategy
