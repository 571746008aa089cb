#pragma once

#include "services/strategy/core/window/sliding_comoments.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Pearson's correlation of the last n pairs, in [-1, 1]; 0 if one series did not move. Give it returns, not prices: two
// trends are always correlated. The first output is at pair n-1 (0-based).
class RollingCorrelation {
public:
    explicit RollingCorrelation(int period) : period_(period), moments_(period) {}

    void update(double x, double y) { moments_.update(x, y); }
    void reset() { *this = RollingCorrelation{period_}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() ? std::optional{moments_.correlation()} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return moments_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return period_; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.moments_);
    }

private:
    int period_;
    SlidingComoments moments_;
};

}  // namespace trading::strategy
