#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/ring.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Weights 1..n, the newest n, divided by n(n+1)/2. The first output is at update n-1 (0-based). Sums are kept relative
// to a value inside the window and taken anew each 4096 updates.
class WeightedMovingAverage {
public:
    explicit WeightedMovingAverage(int period) : ring_(period) {}

    void update(const Bar& bar) { update(bar.close); }
    void update(double value);
    void reset() { *this = WeightedMovingAverage{warmup()}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return ring_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(ring_.capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.ring_, self.anchor_, self.plain_, self.weighted_, self.updates_);
    }

private:
    void resync();

    Ring ring_;
    double anchor_ = 0;
    double plain_ = 0;
    double weighted_ = 0;
    int updates_ = 0;
};

}  // namespace trading::strategy
