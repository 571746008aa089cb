#include "services/strategy/core/window/sliding_comoments.hpp"

#include <algorithm>

namespace trading::strategy {

void SlidingComoments::update(double x, double y) {
    if (x_.size() == 0) {
        anchor_x_ = x;
        anchor_y_ = y;
    }
    equal_run_x_ = x_.size() > 0 && x == x_.newest() ? equal_run_x_ + 1 : 1;
    equal_run_y_ = y_.size() > 0 && y == y_.newest() ? equal_run_y_ + 1 : 1;
    const auto left_x = x_.push(x);
    const auto left_y = y_.push(y);
    if (left_x) {
        slide(x - anchor_x_, y - anchor_y_, *left_x - anchor_x_, *left_y - anchor_y_);
    } else {
        grow(x - anchor_x_, y - anchor_y_);
    }
    flatten();
    if (++updates_ >= kUpdatesBetweenResyncs) resync();
}

void SlidingComoments::slide(double x, double y, double left_x, double left_y) {
    const auto count = static_cast<double>(x_.size());
    const double before_x = mean_x_;
    const double before_y = mean_y_;
    mean_x_ += (x - left_x) / count;
    mean_y_ += (y - left_y) / count;
    squares_x_ = std::max(0.0, squares_x_ + (x - left_x) * (x - mean_x_ + left_x - before_x));
    squares_y_ = std::max(0.0, squares_y_ + (y - left_y) * (y - mean_y_ + left_y - before_y));
    products_ += (x - before_x) * (y - mean_y_) - (left_x - before_x) * (left_y - mean_y_);
}

void SlidingComoments::grow(double x, double y) {
    const auto count = static_cast<double>(x_.size());
    const double before_x = mean_x_;
    const double before_y = mean_y_;
    mean_x_ += (x - before_x) / count;
    mean_y_ += (y - before_y) / count;
    squares_x_ += (x - before_x) * (x - mean_x_);
    squares_y_ += (y - before_y) * (y - mean_y_);
    products_ += (x - before_x) * (y - mean_y_);
}

void SlidingComoments::flatten() {
    if (equal_run_x_ >= x_.size()) {
        anchor_x_ = x_.newest();
        mean_x_ = squares_x_ = products_ = 0;
    }
    if (equal_run_y_ >= y_.size()) {
        anchor_y_ = y_.newest();
        mean_y_ = squares_y_ = products_ = 0;
    }
}

void SlidingComoments::resync() {
    updates_ = 0;
    anchor_x_ = x_.newest();
    anchor_y_ = y_.newest();
    const auto count = static_cast<double>(x_.size());
    double sum_x = 0;
    double sum_y = 0;
    for (std::size_t age = x_.size(); age-- > 0;) {
        sum_x += x_.at(age) - anchor_x_;
        sum_y += y_.at(age) - anchor_y_;
    }
    mean_x_ = sum_x / count;
    mean_y_ = sum_y / count;
    squares_x_ = squares_y_ = products_ = 0;
    for (std::size_t age = x_.size(); age-- > 0;) {
        const double x = x_.at(age) - anchor_x_ - mean_x_;
        const double y = y_.at(age) - anchor_y_ - mean_y_;
        squares_x_ += x * x;
        squares_y_ += y * y;
        products_ += x * y;
    }
}

double SlidingComoments::correlation() const {
    if (squares_x_ <= 0 || squares_y_ <= 0) return 0;
    return std::clamp(products_ / (std::sqrt(squares_x_) * std::sqrt(squares_y_)), -1.0, 1.0);
}

double SlidingComoments::slope_on_y() const noexcept { return squares_y_ > 0 ? products_ / squares_y_ : 0; }

}  // namespace trading::strategy
