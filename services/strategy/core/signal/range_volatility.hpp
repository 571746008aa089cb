#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Realised volatility of one bar from its range, more efficient than from closes:
//   Parkinson (1980)                 sqrt(mean of ln(h/l)^2 / (4 ln 2))
//   Garman and Klass (1980)          sqrt(mean of 0.5 ln(h/l)^2 - (2 ln 2 - 1) ln(c/o)^2), the mean not below 0
//   Rogers and Satchell (1991)       sqrt(mean of ln(h/c) ln(h/o) + ln(l/c) ln(l/o)), free of drift
// The first output is at bar n-1 (0-based), later by the bars that were skipped. Biased low where ticks are coarse: see
// `TickResolution`.
class RangeVolatility {
public:
    enum class Estimator { Parkinson, GarmanKlass, RogersSatchell };

    struct Options {
        Estimator estimator = Estimator::Parkinson;
        int period = 30;
        EmptyBars empty_bars = EmptyBars::Skip;
    };

    explicit RangeVolatility(Options options) : options_(options), terms_(options.period) {}

    void update(const Bar& bar);
    void reset() { *this = RangeVolatility{options_}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return terms_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return options_.period; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.estimator, self.options_.empty_bars);
        visit(self.terms_, self.previous_close_);
    }

private:
    [[nodiscard]] double term_of(const Bar& bar) const;

    Options options_;
    SlidingSum terms_;
    std::optional<double> previous_close_;
};

}  // namespace trading::strategy
