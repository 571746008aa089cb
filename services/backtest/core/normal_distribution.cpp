#include "services/backtest/core/normal_distribution.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trading::backtest {
namespace {

constexpr double kFarthest = 38.4;  // Beyond it the density is zero in a double.
constexpr int kStepsMax = 200;

double density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

}  // namespace

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

// Newton's steps on the logarithm of the distribution, which is nearly a parabola, kept inside a bracket that halves
// where they would leave it. The upper half mirrors the lower one, where the distribution has its full relative
// precision.
double normal_quantile(double probability) {
    TRADING_ASSERT(probability > 0 && probability < 1);
    if (probability > 0.5) return -normal_quantile(1 - probability);
    double low = -kFarthest;
    double high = 0;
    double x = 0;
    for (int step = 0; step < kStepsMax; ++step) {
        const double present = normal_cdf(x);
        const double excess = std::log(present / probability);
        if (excess == 0) break;
        (excess > 0 ? high : low) = x;
        double next = x - excess * present / density(x);
        if (!(next > low && next < high)) next = (low + high) / 2;
        if (std::fabs(next - x) <= 1e-16 * std::max(1.0, std::fabs(x))) break;
        x = next;
    }
    return x;
}

}  // namespace trading::backtest
