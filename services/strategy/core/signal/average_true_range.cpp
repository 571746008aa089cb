#include "services/strategy/core/signal/average_true_range.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {

AverageTrueRange::AverageTrueRange(int period) : period_(period) { TRADING_ASSERT(period > 0); }

void AverageTrueRange::update(const Bar& bar) {
    if (!previous_close_) {
        previous_close_ = bar.close;
        return;
    }
    const double range =
        std::max({bar.high - bar.low, std::fabs(bar.high - *previous_close_), std::fabs(bar.low - *previous_close_)});
    previous_close_ = bar.close;
    ++count_;
    if (count_ <= period_) {
        sum_ += range;
        average_ = sum_ / count_;
    } else {
        average_ += (range - average_) / period_;
    }
}

void AverageTrueRange::reset() { *this = AverageTrueRange{period_}; }

std::optional<double> AverageTrueRange::value() const {
    if (count_ < period_) return std::nullopt;
    return average_;
}

}  // namespace trading::strategy
