#pragma once

#include "services/strategy/core/window/ring.hpp"

#include <cmath>

namespace trading::strategy {

// Updates between two recomputations of a running statistic from its window: amortised O(1), and rounding errors do not
// pile up for longer than that.
inline constexpr int kUpdatesBetweenResyncs = 4096;

// The sum of the last n values, by what enters and what leaves, with Neumaier's compensation so that one large value
// does not leave its rounding error behind. Exactly zero when every value of the window is.
class SlidingSum {
public:
    explicit SlidingSum(int window) : ring_(window) {}

    void update(double value) {
        const auto left = ring_.push(value);
        add(value);
        if (value != 0) ++nonzero_;
        if (left) {
            add(-*left);
            if (*left != 0) --nonzero_;
        }
        if (++updates_ >= kUpdatesBetweenResyncs) resync();
    }

    [[nodiscard]] double sum() const noexcept { return nonzero_ == 0 ? 0.0 : sum_ + lost_; }
    [[nodiscard]] double mean() const noexcept { return sum() / static_cast<double>(ring_.size()); }
    [[nodiscard]] bool is_full() const noexcept { return ring_.is_full(); }
    [[nodiscard]] const Ring& values() const noexcept { return ring_; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.ring_, self.sum_, self.lost_, self.nonzero_, self.updates_);
    }

private:
    void add(double value) {
        const double total = sum_ + value;
        lost_ += std::fabs(sum_) >= std::fabs(value) ? (sum_ - total) + value : (value - total) + sum_;
        sum_ = total;
    }

    void resync() {
        updates_ = 0;
        sum_ = 0;
        lost_ = 0;
        for (std::size_t age = ring_.size(); age-- > 0;) add(ring_.at(age));
    }

    Ring ring_;
    double sum_ = 0;
    double lost_ = 0;  // What rounding took from `sum_`.
    int nonzero_ = 0;
    int updates_ = 0;
};

}  // namespace trading::strategy
