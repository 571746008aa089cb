#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Chaikin's money flow: sum(m v)/sum(v) over the last n bars, m = ((c-l)-(h-c))/(h-l), 0 if h = l. The first output is
// at bar n-1 (0-based); empty while the window has no volume.
class ChaikinMoneyFlow {
public:
    explicit ChaikinMoneyFlow(int period) : flow_(period), volume_(period) {}

    void update(const Bar& bar) {
        const double range = bar.high - bar.low;
        const double multiplier = range > 0 ? ((bar.close - bar.low) - (bar.high - bar.close)) / range : 0.0;
        flow_.update(multiplier * bar.volume);
        volume_.update(bar.volume);
    }

    void reset() { *this = ChaikinMoneyFlow{warmup()}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() && volume_.sum() > 0 ? std::optional{flow_.sum() / volume_.sum()} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return volume_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(volume_.values().capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.flow_, self.volume_);
    }

private:
    SlidingSum flow_;
    SlidingSum volume_;
};

}  // namespace trading::strategy
