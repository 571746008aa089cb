#pragma once

#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/window/snapshot.hpp"

#include <cmath>
#include <optional>

namespace trading::strategy {

// ln(c/c') of each bar. A bar without a trade is skipped (no return, and the close before it stays) or taken as any
// other.
class LogReturn {
public:
    explicit LogReturn(EmptyBars empty_bars = EmptyBars::Skip) : empty_bars_(empty_bars) {}

    // The return that this bar made; none for the first bar and for a skipped one.
    std::optional<double> update(const Bar& bar) {
        if (!previous_close_) {
            previous_close_ = bar.close;
            return std::nullopt;
        }
        if (empty_bars_ == EmptyBars::Skip && is_empty(bar, *previous_close_)) return std::nullopt;
        const double change = std::log(bar.close / *previous_close_);
        previous_close_ = bar.close;
        return change;
    }

    [[nodiscard]] EmptyBars empty_bars() const noexcept { return empty_bars_; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.empty_bars_);
        visit(self.previous_close_);
    }

private:
    EmptyBars empty_bars_;
    std::optional<double> previous_close_;
};

}  // namespace trading::strategy
