#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/smoothed_mean.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// e += 2/(n+1) (x - e), seeded by the mean of the first n values: the first output is at update n-1 (0-based). The seed
// `FirstValue` (as Metastock does) is there only to reproduce the results of others.
class ExponentialMovingAverage {
public:
    explicit ExponentialMovingAverage(int period, SmoothedMean::Seed seed = SmoothedMean::Seed::MeanOfFirst)
        : seed_(seed), mean_(SmoothedMean::exponential(period, seed)) {}

    void update(const Bar& bar) { update(bar.close); }
    void update(double value) { mean_.update(value); }
    void reset() { *this = ExponentialMovingAverage{warmup(), seed_}; }

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
    SmoothedMean::Seed seed_;
    SmoothedMean mean_;
};

}  // namespace trading::strategy
