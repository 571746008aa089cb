#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Are bars wide enough for volatility from ranges? On a coarse grid the range that is seen is smaller than the true
// one. True when the median range of the last n bars is at least `ticks_min` ticks, which is to say: at least half of
// them are. The first output is at bar n-1 (0-based).
class TickResolution {
public:
    struct Options {
        int period = 30;
        double tick_size = 0;
        double ticks_min = 10;
    };

    explicit TickResolution(Options options) : options_(options), wide_(options.period) {}

    void update(const Bar& bar) {
        // Prices are multiples of the tick size only up to rounding.
        const double ticks = (bar.high - bar.low) / options_.tick_size;
        wide_.update(ticks >= options_.ticks_min - 1e-6 ? 1.0 : 0.0);
    }

    void reset() { *this = TickResolution{options_}; }

    [[nodiscard]] std::optional<bool> value() const {
        return ready() ? std::optional{wide_.mean() >= 0.5} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return wide_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return options_.period; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.options_.tick_size, self.options_.ticks_min);
        visit(self.wide_);
    }

private:
    Options options_;
    SlidingSum wide_;
};

}  // namespace trading::strategy
