#include "services/strategy/core/stake/equity_high.hpp"

#include "common/base/assert.hpp"

#include <algorithm>

namespace trading::strategy {

EquityHigh::EquityHigh(int days) : highs_(static_cast<std::size_t>(days)), days_(static_cast<std::size_t>(days), -1) {
    TRADING_ASSERT(days > 0);
}

void EquityHigh::update(base::Timestamp now, double equity) {
    today_ = std::max<std::int64_t>(today_, std::chrono::floor<std::chrono::days>(now).time_since_epoch().count());
    equity_ = equity;
    const std::size_t slot = static_cast<std::size_t>(today_) % highs_.size();
    highs_[slot] = days_[slot] == today_ ? std::max(highs_[slot], equity) : equity;
    days_[slot] = today_;
}

double EquityHigh::high() const {
    double highest = 0;
    const auto span = static_cast<std::int64_t>(highs_.size());
    for (std::size_t slot = 0; slot < highs_.size(); ++slot) {
        if (days_[slot] >= 0 && days_[slot] > today_ - span) highest = std::max(highest, highs_[slot]);
    }
    return highest;
}

double EquityHigh::drawdown() const {
    const double highest = high();
    return highest > 0 ? (highest - equity_) / highest : 0.0;
}

}  // namespace trading::strategy
