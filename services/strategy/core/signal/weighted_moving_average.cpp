#include "services/strategy/core/signal/weighted_moving_average.hpp"

#include "services/strategy/core/window/sliding_sum.hpp"

namespace trading::strategy {

void WeightedMovingAverage::update(double value) {
    if (ring_.size() == 0) anchor_ = value;
    const auto left = ring_.push(value);
    const double entering = value - anchor_;
    weighted_ += static_cast<double>(ring_.size()) * entering;
    if (left) {
        weighted_ -= plain_;
        plain_ -= *left - anchor_;
    }
    plain_ += entering;
    if (++updates_ >= kUpdatesBetweenResyncs) resync();
}

void WeightedMovingAverage::resync() {
    updates_ = 0;
    anchor_ = ring_.newest();
    plain_ = 0;
    weighted_ = 0;
    const std::size_t count = ring_.size();
    for (std::size_t age = 0; age < count; ++age) {
        const double value = ring_.at(age) - anchor_;
        plain_ += value;
        weighted_ += static_cast<double>(count - age) * value;
    }
}

std::optional<double> WeightedMovingAverage::value() const {
    if (!ready()) return std::nullopt;
    const auto count = static_cast<double>(ring_.size());
    return anchor_ + weighted_ / (count * (count + 1) / 2);
}

}  // namespace trading::strategy
