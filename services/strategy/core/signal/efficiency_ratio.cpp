#include "services/strategy/core/signal/efficiency_ratio.hpp"

#include "common/base/assert.hpp"

#include <cmath>

namespace trading::strategy {
namespace {

constexpr int kUpdatesBetweenResums = 4096;

}  // namespace

EfficiencyRatio::EfficiencyRatio(int period) : closes_(static_cast<std::size_t>(period) + 1) {
    TRADING_ASSERT(period > 0);
}

void EfficiencyRatio::update(double close) {
    const std::size_t size = closes_.size();
    if (count_ > 0) path_ += std::fabs(close - closes_[(next_ + size - 1) % size]);
    if (count_ == size) path_ -= std::fabs(closes_[(next_ + 1) % size] - closes_[next_]);
    closes_[next_] = close;
    next_ = (next_ + 1) % size;
    if (count_ < size) ++count_;
    if (++updates_since_resum_ >= kUpdatesBetweenResums) resum();
}

void EfficiencyRatio::resum() {
    updates_since_resum_ = 0;
    if (count_ < closes_.size()) return;
    path_ = 0;
    for (std::size_t step = 1; step < closes_.size(); ++step) {
        const std::size_t at = (next_ + step) % closes_.size();
        const std::size_t before = (next_ + step - 1) % closes_.size();
        path_ += std::fabs(closes_[at] - closes_[before]);
    }
}

double EfficiencyRatio::value() const {
    if (count_ < closes_.size() || path_ <= 0) return 0;
    const double oldest = closes_[next_];
    const double newest = closes_[(next_ + closes_.size() - 1) % closes_.size()];
    return (newest - oldest) / path_;
}

}  // namespace trading::strategy
