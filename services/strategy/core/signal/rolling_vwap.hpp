#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// The volume-weighted average of the typical prices of the last n bars. The first output is at bar n-1 (0-based); empty
// while the window has no volume.
class RollingVwap {
public:
    explicit RollingVwap(int period) : money_(period), volume_(period) {}

    void update(const Bar& bar) {
        money_.update(typical_price(bar) * bar.volume);
        volume_.update(bar.volume);
    }

    void reset() { *this = RollingVwap{warmup()}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() && volume_.sum() > 0 ? std::optional{money_.sum() / volume_.sum()} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return volume_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(volume_.values().capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.money_, self.volume_);
    }

private:
    SlidingSum money_;
    SlidingSum volume_;
};

}  // namespace trading::strategy
