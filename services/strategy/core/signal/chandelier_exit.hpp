#pragma once

#include "services/strategy/core/signal/average_true_range.hpp"
#include "services/strategy/core/window/sliding_extreme.hpp"

#include <optional>

namespace trading::strategy {

// Le Beau's chandelier: stops that hang k average true ranges below the highest high of n bars, or stand as far above
// the lowest low. The first output is at bar n (0-based).
class ChandelierExit {
public:
    struct Value {
        double long_stop = 0;
        double short_stop = 0;

        bool operator==(const Value&) const = default;
    };

    ChandelierExit(int period, double ranges)
        : period_(period), ranges_(ranges), highest_(period), lowest_(period), range_(period) {}

    void update(const Bar& bar) {
        highest_.update(bar.high);
        lowest_.update(bar.low);
        range_.update(bar);
    }

    void reset() { *this = ChandelierExit{period_, ranges_}; }

    [[nodiscard]] std::optional<Value> value() const {
        if (!ready()) return std::nullopt;
        const double distance = ranges_ * *range_.value();
        return Value{highest_.value() - distance, lowest_.value() + distance};
    }

    [[nodiscard]] bool ready() const noexcept { return range_.ready(); }
    [[nodiscard]] int warmup() const noexcept { return range_.warmup(); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.ranges_);
        visit(self.highest_, self.lowest_, self.range_);
    }

private:
    int period_;
    double ranges_;
    SlidingMaximum highest_;
    SlidingMinimum lowest_;
    AverageTrueRange range_;
};

}  // namespace trading::strategy
