#pragma once

#include "common/base/assert.hpp"
#include "services/strategy/core/signal/bar.hpp"

#include <algorithm>
#include <optional>

namespace trading::backtest {

// Makes one bar of each `count` bars, counted from the first: its open, the highest, the lowest, the last close, the
// sum of the volumes. What is left at the end makes no bar.
class BarGroup {
public:
    explicit BarGroup(int count) : count_(count) { TRADING_ASSERT(count > 0); }

    [[nodiscard]] std::optional<strategy::Bar> add(const strategy::Bar& bar) {
        if (seen_ == 0) {
            group_ = bar;
        } else {
            group_.high = std::max(group_.high, bar.high);
            group_.low = std::min(group_.low, bar.low);
            group_.close = bar.close;
            group_.volume += bar.volume;
        }
        if (++seen_ < count_) return std::nullopt;
        seen_ = 0;
        return group_;
    }

private:
    int count_;
    int seen_ = 0;
    strategy::Bar group_;
};

}  // namespace trading::backtest
