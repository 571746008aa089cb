#pragma once

#include "common/base/assert.hpp"

#include <cmath>

namespace trading::strategy {

// The weight that a value keeps after one more bar, when it halves in `half_life` bars.
[[nodiscard]] inline double decay_of(double half_life) { return std::exp2(-1.0 / half_life); }

// An exponential mean without a seed: m = l m + (1-l) x, l = 2^(-1/half-life), divided by the weight 1 - l^t that t
// values have. It is a true mean from the first value on.
class FadedMean {
public:
    explicit FadedMean(double half_life) : decay_(decay_of(half_life)) { TRADING_ASSERT(half_life > 0); }

    void update(double value) {
        mean_ = decay_ * mean_ + (1 - decay_) * value;
        missing_ = missing_ > kNothing ? missing_ * decay_ : 0.0;
    }

    // Zero before the first value.
    [[nodiscard]] double value() const noexcept { return missing_ < 1 ? mean_ / (1 - missing_) : 0.0; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit.same(self.decay_);
        visit(self.mean_, self.missing_);
    }

private:
    // Below half a rounding error of 1 - l^t: without a floor the power would become denormal, and slow.
    static constexpr double kNothing = 1e-17;

    double decay_;
    double mean_ = 0;
    double missing_ = 1;  // l^t
};

}  // namespace trading::strategy
