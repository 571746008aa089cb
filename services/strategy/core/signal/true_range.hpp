#pragma once

#include "services/strategy/core/signal/bar.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace trading::strategy {

// Wilder's true range: max(h-l, |h-c'|, |l-c'|) with the close c' before. The first output is at bar 1 (0-based).
class TrueRange {
public:
    void update(const Bar& bar) {
        if (previous_close_) {
            range_ = std::max(
                {bar.high - bar.low, std::fabs(bar.high - *previous_close_), std::fabs(bar.low - *previous_close_)}
            );
        }
        previous_close_ = bar.close;
    }

    void reset() { *this = TrueRange{}; }

    [[nodiscard]] std::optional<double> value() const noexcept { return range_; }
    [[nodiscard]] bool ready() const noexcept { return range_.has_value(); }
    [[nodiscard]] int warmup() const noexcept { return 2; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.previous_close_, self.range_);
    }

private:
    std::optional<double> previous_close_;
    std::optional<double> range_;
};

}  // namespace trading::strategy
