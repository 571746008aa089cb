#include "services/strategy/core/signal/efficiency_ratio.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {

EfficiencyRatio::EfficiencyRatio(int period) : closes_(period + 1), path_(period) {}

void EfficiencyRatio::update(double close) {
    if (closes_.size() > 0) path_.update(std::fabs(close - closes_.newest()));
    closes_.push(close);
}

std::optional<double> EfficiencyRatio::value() const {
    if (!ready()) return std::nullopt;
    if (path_.sum() <= 0) return 0.0;
    return std::clamp((closes_.newest() - closes_.oldest()) / path_.sum(), -1.0, 1.0);
}

}  // namespace trading::strategy
