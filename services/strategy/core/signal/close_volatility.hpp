#pragma once

#include "services/strategy/core/signal/log_return.hpp"
#include "services/strategy/core/window/sliding_moments.hpp"

#include <cmath>
#include <optional>

namespace trading::strategy {

// Realised volatility of one bar, close to close: the sample deviation (n-1, mean removed) of the last n log returns.
// The first output is at bar n (0-based), later by the bars that were skipped.
class CloseVolatility {
public:
    explicit CloseVolatility(int period, EmptyBars empty_bars = EmptyBars::Skip)
        : returns_(empty_bars), moments_(period) {}

    void update(const Bar& bar) {
        if (const auto change = returns_.update(bar)) moments_.update(*change);
    }

    void reset() { *this = CloseVolatility{warmup() - 1, returns_.empty_bars()}; }

    [[nodiscard]] std::optional<double> value() const {
        return ready() ? std::optional{std::sqrt(moments_.sample_variance())} : std::nullopt;
    }

    [[nodiscard]] bool ready() const noexcept { return moments_.is_full(); }
    [[nodiscard]] int warmup() const noexcept { return static_cast<int>(moments_.values().capacity()) + 1; }

    [[nodiscard]] Snapshot snapshot() const { return take_snapshot(*this); }
    [[nodiscard]] bool restore(const Snapshot& snapshot) { return restore_snapshot(*this, snapshot); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.returns_, self.moments_);
    }

private:
    LogReturn returns_;
    SlidingMoments moments_;
};

}  // namespace trading::strategy
