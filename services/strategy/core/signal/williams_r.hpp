#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_extreme.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Williams' %R: -100 (HH-c)/(HH-LL) of the last n bars, in [-100, 0]; 0 for a flat window. The first output is at bar
// n-1 (0-based).
class WilliamsR {
public:
    explicit WilliamsR(int period) : period_(period), highest_(period), lowest_(period) {}

    void update(const Bar& bar) {
        highest_.update(bar.high);
        lowest_.update(bar.low);
        close_ = bar.close;
    }

    void reset() { *this = WilliamsR{period_}; }

    [[nodiscard]] std::optional<double> value() const {
        if (!ready()) return std::nullopt;
        const double range = highest_.value() - lowest_.value();
        return range > 0 ? -100 * (highest_.value() - close_) / range : 0.0;
    }

    [[nodiscard]] bool ready() const noexcept { return highest_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return period_; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.highest_, self.lowest_, self.close_);
    }

private:
    int period_;
    SlidingMaximum highest_;
    SlidingMinimum lowest_;
    double close_ = 0;
};

}  // namespace trading::strategy
