#include "services/strategy/core/window/time_window.hpp"

#include <algorithm>

namespace trading::strategy {

TimeWindow::TimeWindow(Options options) : options_(options), events_(options.capacity) {
    TRADING_ASSERT(options.capacity > 0);
    TRADING_ASSERT(options.span > base::Duration::zero());
}

const TimeWindow::Event& TimeWindow::oldest() const {
    return events_[(next_ + events_.size() - count_) % events_.size()];
}

void TimeWindow::drop_oldest() {
    first_sum_ -= oldest().first;
    second_sum_ -= oldest().second;
    --count_;
}

void TimeWindow::advance(base::Timestamp now) {
    latest_ = std::max(latest_, now);
    while (count_ > 0 && latest_ - oldest().time >= options_.span) drop_oldest();
    if (count_ == 0) first_sum_ = second_sum_ = 0;
}

void TimeWindow::add(base::Timestamp now, double first, double second) {
    advance(now);
    if (count_ == events_.size()) {
        drop_oldest();
        ++dropped_;
    }
    events_[next_] = Event{latest_, first, second};
    next_ = next_ + 1 == events_.size() ? 0 : next_ + 1;
    ++count_;
    first_sum_ += first;
    second_sum_ += second;
    if (++updates_ >= kUpdatesBetweenResyncs) resync();
}

void TimeWindow::resync() {
    updates_ = 0;
    first_sum_ = second_sum_ = 0;
    for (std::size_t age = count_; age > 0; --age) {
        const Event& event = events_[(next_ + events_.size() - age) % events_.size()];
        first_sum_ += event.first;
        second_sum_ += event.second;
    }
}

}  // namespace trading::strategy
