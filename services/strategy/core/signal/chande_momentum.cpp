#include "services/strategy/core/signal/chande_momentum.hpp"

#include <algorithm>

namespace trading::strategy {

ChandeMomentum::ChandeMomentum(int period, Smoothing smoothing)
    : smoothing_(smoothing),
      mean_gain_(SmoothedMean::wilder(period)),
      mean_loss_(SmoothedMean::wilder(period)),
      gains_(period),
      losses_(period) {}

void ChandeMomentum::update(const Bar& bar) {
    if (previous_) {
        const double gain = std::max(bar.close - *previous_, 0.0);
        const double loss = std::max(*previous_ - bar.close, 0.0);
        mean_gain_.update(gain);
        mean_loss_.update(loss);
        gains_.update(gain);
        losses_.update(loss);
    }
    previous_ = bar.close;
}

std::optional<double> ChandeMomentum::value() const {
    if (!ready()) return std::nullopt;
    const bool is_smoothed = smoothing_ == Smoothing::Wilder;
    const double gain = is_smoothed ? mean_gain_.value() : gains_.sum();
    const double loss = is_smoothed ? mean_loss_.value() : losses_.sum();
    return gain + loss <= 0 ? 0.0 : 100 * (gain - loss) / (gain + loss);
}

}  // namespace trading::strategy
