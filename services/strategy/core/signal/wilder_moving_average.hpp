#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Wilder's smoothing (also RMA, SMMA): e += (x - e)/n, seeded by the mean of the first n values. The first output is at
// update n-1 (0-based).
class WilderMovingAverage {
public:
    explicit WilderMovingAverage(int period) : mean_(SmoothedMean::wilder(period)) {}

    void update(const Bar& bar) { update(bar.close); }
    void update(double value) { mean_.update(value); }
    void reset() { *this = WilderMovingAverage{warmup()}; }

    [[nodiscard]] std::optional<double> value() const { return ready() ? std::optional{mean_.value()} : std::nullopt; }

    [[nodiscard]] bool ready() const noexcept { return mean_.is_ready(); }
    [[nodiscard]] int warmup() const noexcept { return mean_.period(); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.mean_);
    }

private:
    SmoothedMean mean_;
};

}  // namespace trading::strategy
