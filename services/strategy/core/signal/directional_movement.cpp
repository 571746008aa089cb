#include "services/strategy/core/signal/directional_movement.hpp"

#include <cmath>

namespace trading::strategy {

DirectionalMovement::DirectionalMovement(int period) : period_(period), adx_(SmoothedMean::wilder(period)) {}

void DirectionalMovement::update(const Bar& bar) {
    range_.update(bar);
    const double up = bar.high - previous_high_;
    const double down = previous_low_ - bar.low;
    previous_high_ = bar.high;
    previous_low_ = bar.low;
    if (bars_ <= period_) ++bars_;
    if (bars_ == 1) return;
    accumulate(up > down && up > 0 ? up : 0.0, down > up && down > 0 ? down : 0.0, *range_.value());
    if (bars_ <= period_) return;
    direction_.plus = range_sum_ > 0 ? 100 * plus_sum_ / range_sum_ : 0.0;
    direction_.minus = range_sum_ > 0 ? 100 * minus_sum_ / range_sum_ : 0.0;
    const double total = direction_.plus + direction_.minus;
    if (total > 0) direction_.dx = 100 * std::fabs(direction_.plus - direction_.minus) / total;
    adx_.update(direction_.dx);
}

void DirectionalMovement::accumulate(double plus, double minus, double range) {
    const double forget = bars_ <= period_ ? 0.0 : 1.0 / period_;
    plus_sum_ += plus - plus_sum_ * forget;
    minus_sum_ += minus - minus_sum_ * forget;
    range_sum_ += range - range_sum_ * forget;
}

std::optional<DirectionalMovement::Direction> DirectionalMovement::direction() const {
    return bars_ > period_ ? std::optional{direction_} : std::nullopt;
}

std::optional<DirectionalMovement::Value> DirectionalMovement::value() const {
    return ready() ? std::optional{Value{direction_, adx_.value()}} : std::nullopt;
}

}  // namespace trading::strategy
