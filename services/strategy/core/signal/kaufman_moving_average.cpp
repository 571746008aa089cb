#include "services/strategy/core/signal/kaufman_moving_average.hpp"

#include <cmath>

namespace trading::strategy {

void KaufmanMovingAverage::update(const Bar& bar) {
    efficiency_.update(bar);
    const auto efficiency = efficiency_.value();
    if (!efficiency) {
        mean_ = bar.close;
        return;
    }
    const double fast = 2.0 / (options_.fast_period + 1.0);
    const double slow = 2.0 / (options_.slow_period + 1.0);
    const double root = std::fabs(*efficiency) * (fast - slow) + slow;
    mean_ += root * root * (bar.close - mean_);
}

}  // namespace trading::strategy
