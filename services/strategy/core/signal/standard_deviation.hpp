#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_moments.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <cmath>
#include <optional>

namespace trading::strategy {

// The population standard deviation (divided by n) of the last n closes. The first output is at update n-1 (0-based).
class StandardDeviation {
public:
    explicit StandardDeviation(int period) : moments_(period) {}

    void update(const Bar& bar) { update(bar.close); }
    void update(double value) { moments_.update(value); }
    void reset() { *this = StandardDeviation{warmup()}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() ? std::optional{std::sqrt(moments_.population_variance())} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return moments_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(moments_.values().capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.moments_);
    }

private:
    SlidingMoments moments_;
};

}  // namespace trading::strategy
