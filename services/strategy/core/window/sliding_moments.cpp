#include "services/strategy/core/window/sliding_moments.hpp"

#include <algorithm>

namespace trading::strategy {

void SlidingMoments::update(double value) {
    equal_run_ = ring_.size() > 0 && value == ring_.newest() ? equal_run_ + 1 : 1;
    if (ring_.size() == 0) anchor_ = value;
    const auto left = ring_.push(value);
    const auto count = static_cast<double>(ring_.size());
    const double entering = value - anchor_;
    const double before = mean_;
    if (left) {
        const double leaving = *left - anchor_;
        mean_ += (entering - leaving) / count;
        squares_ += (entering - leaving) * (entering - mean_ + leaving - before);
    } else {
        mean_ += (entering - before) / count;
        squares_ += (entering - before) * (entering - mean_);
    }
    squares_ = std::max(squares_, 0.0);
    if (equal_run_ >= ring_.size()) {
        anchor_ = value;
        mean_ = 0;
        squares_ = 0;
    }
    if (++updates_ >= kUpdatesBetweenResyncs) resync();
}

void SlidingMoments::resync() {
    updates_ = 0;
    anchor_ = ring_.newest();
    double sum = 0;
    for (std::size_t age = ring_.size(); age-- > 0;) sum += ring_.at(age) - anchor_;
    mean_ = sum / static_cast<double>(ring_.size());
    squares_ = 0;
    for (std::size_t age = ring_.size(); age-- > 0;) {
        const double distance = ring_.at(age) - anchor_ - mean_;
        squares_ += distance * distance;
    }
}

double SlidingMoments::population_variance() const noexcept {
    return ring_.size() == 0 ? 0.0 : squares_ / static_cast<double>(ring_.size());
}

double SlidingMoments::sample_variance() const noexcept {
    return ring_.size() < 2 ? 0.0 : squares_ / static_cast<double>(ring_.size() - 1);
}

}  // namespace trading::strategy
