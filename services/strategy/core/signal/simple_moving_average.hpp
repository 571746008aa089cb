#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// The arithmetic mean of the last n closes (or of any series). The first output is at update n-1 (0-based).
class SimpleMovingAverage {
public:
    explicit SimpleMovingAverage(int period) : sum_(period) {}

    void update(const Bar& bar) { update(bar.close); }
    void update(double value) { sum_.update(value); }
    void reset() { *this = SimpleMovingAverage{warmup()}; }

    [[nodiscard]] std::optional<double> value() const { return ready() ? std::optional{sum_.mean()} : std::nullopt; }

    [[nodiscard]] bool ready() const noexcept { return sum_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(sum_.values().capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.sum_);
    }

private:
    SlidingSum sum_;
};

}  // namespace trading::strategy
