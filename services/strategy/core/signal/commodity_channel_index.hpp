#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/ring.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <optional>

namespace trading::strategy {

// Lambert's CCI: (tp - mean(tp)) / (0.015 * mean absolute deviation of tp) over the last n bars, tp = (h+l+c)/3; 0 for
// a flat window. The first output is at bar n-1 (0-based). value() is O(n): a mean absolute deviation cannot slide.
class CommodityChannelIndex {
public:
    explicit CommodityChannelIndex(int period) : typical_(period) {}

    void update(const Bar& bar) { typical_.push(typical_price(bar)); }
    void reset() { *this = CommodityChannelIndex{warmup()}; }

    [[nodiscard]] std::optional<double> value() const;
    [[nodiscard]] bool ready() const noexcept { return typical_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(typical_.capacity()); }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.typical_);
    }

private:
    Ring typical_;
};

}  // namespace trading::strategy
