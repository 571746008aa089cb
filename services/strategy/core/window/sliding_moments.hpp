#pragma once

#include "services/strategy/core/window/sliding_sum.hpp"

namespace trading::strategy {

// Mean and variance of the last n values by a sliding Welford update: with o leaving and v entering,
//   mean' = mean + (v-o)/n,   M2' = M2 + (v-o)(v - mean' + o - mean).
// The difference of E[x^2] and E[x]^2 would lose half of the digits. Values are taken relative to an anchor inside the
// window, and everything is recomputed from the window each 4096 updates. A window of equal values has variance zero,
// exactly.
class SlidingMoments {
public:
    explicit SlidingMoments(int window) : ring_(window) {}

    void update(double value);

    [[nodiscard]] double mean() const noexcept { return anchor_ + mean_; }
    // Sums of squares divided by n, and by n-1 (zero for one value).
    [[nodiscard]] double population_variance() const noexcept;
    [[nodiscard]] double sample_variance() const noexcept;
    [[nodiscard]] bool is_full() const noexcept { return ring_.is_full(); }
    [[nodiscard]] const Ring& values() const noexcept { return ring_; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.ring_, self.anchor_, self.mean_, self.squares_, self.equal_run_, self.updates_);
    }

private:
    void resync();

    Ring ring_;
    double anchor_ = 0;
    double mean_ = 0;     // Relative to the anchor.
    double squares_ = 0;  // Sum of squared distances from the mean.
    std::size_t equal_run_ = 0;
    int updates_ = 0;
};

}  // namespace trading::strategy
