#pragma once

#include "services/strategy/core/signal/efficiency_ratio.hpp"

#include <optional>

namespace trading::strategy {

// Kaufman's adaptive average: k += a (c - k), a = (ER (2/(f+1) - 2/(s+1)) + 2/(s+1))^2 with the efficiency ratio ER
// (without sign) of n changes and the periods f and s of a fast and a slow average. It begins at the close of bar n-1;
// the first output is at bar n (0-based).
class KaufmanMovingAverage {
public:
    struct Options {
        int period = 10;
        int fast_period = 2;
        int slow_period = 30;
    };

    explicit KaufmanMovingAverage(Options options) : options_(options), efficiency_(options.period) {}

    void update(const Bar& bar);
    void reset() { *this = KaufmanMovingAverage{options_}; }

    [[nodiscard]] std::optional<double> value() const { return ready() ? std::optional{mean_} : std::nullopt; }
    [[nodiscard]] bool ready() const noexcept { return efficiency_.ready(); }
    [[nodiscard]] int warmup() const noexcept { return efficiency_.warmup(); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.fast_period, self.options_.slow_period);
        visit(self.efficiency_, self.mean_);
    }

private:
    Options options_;
    EfficiencyRatio efficiency_;
    double mean_ = 0;
};

}  // namespace trading::strategy
