#pragma once

#include "services/strategy/core/signal/log_return.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"

#include <cmath>
#include <optional>

namespace trading::strategy {

// Realised volatility of one bar: s2 = lambda s2 + (1-lambda) r^2, seeded by the mean of the first m squared log
// returns. The first output is at bar m (0-based), later by the bars that were skipped.
class EwmaVolatility {
public:
    struct Options {
        double lambda = 0.94;
        int seed_bars = 20;
        EmptyBars empty_bars = EmptyBars::Skip;
    };

    explicit EwmaVolatility(Options options)
        : options_(options),
          returns_(options.empty_bars),
          variance_({.period = options.seed_bars, .weight = 1 - options.lambda}) {}

    void update(const Bar& bar) {
        if (const auto change = returns_.update(bar)) variance_.update(*change * *change);
    }

    void reset() { *this = EwmaVolatility{options_}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() ? std::optional{std::sqrt(variance_.value())} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return variance_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return options_.seed_bars + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.returns_, self.variance_);
    }

private:
    Options options_;
    LogReturn returns_;
    SmoothedMean variance_;
};

}  // namespace trading::strategy
