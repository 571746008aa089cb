#include "services/backtest/core/sharpe_confidence.hpp"

#include "services/backtest/core/normal_distribution.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace trading::backtest {
namespace {

// The variance of an estimated Sharpe ratio, times T-1.
double estimation_variance(const SharpeSample& sample) {
    const double sharpe = sample.sharpe;
    return 1 - sample.skewness * sharpe + (sample.kurtosis - 1) / 4 * sharpe * sharpe;
}

}  // namespace

SharpeSample sharpe_of(std::span<const double> returns) {
    SharpeSample sample;
    sample.periods = static_cast<double>(returns.size());
    if (returns.size() < 2) return sample;
    double mean = 0;
    for (const double each : returns) mean += each / sample.periods;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (const double each : returns) {
        const double distance = each - mean;
        second += distance * distance / sample.periods;
        third += distance * distance * distance / sample.periods;
        fourth += distance * distance * distance * distance / sample.periods;
    }
    if (second <= 0) return sample;
    sample.sharpe = mean / std::sqrt(second * sample.periods / (sample.periods - 1));
    sample.skewness = third / std::pow(second, 1.5);
    sample.kurtosis = fourth / (second * second);
    return sample;
}

double probabilistic_sharpe(const SharpeSample& sample, double benchmark) {
    const double variance = estimation_variance(sample);
    if (sample.periods <= 1 || variance <= 0) return sample.sharpe > benchmark ? 1.0 : 0.0;
    return normal_cdf((sample.sharpe - benchmark) * std::sqrt(sample.periods - 1) / std::sqrt(variance));
}

double expected_best_sharpe(double variance_of_trials, double trials) {
    if (trials <= 1) return 0;
    const double first = normal_quantile(1 - 1 / trials);
    const double second = normal_quantile(1 - 1 / (trials * std::numbers::e));
    return std::sqrt(variance_of_trials) * ((1 - std::numbers::egamma) * first + std::numbers::egamma * second);
}

double deflated_sharpe(const SharpeSample& sample, double variance_of_trials, double trials) {
    return probabilistic_sharpe(sample, expected_best_sharpe(variance_of_trials, trials));
}

double minimum_track_record(const SharpeSample& sample, double benchmark, double confidence) {
    if (sample.sharpe <= benchmark) return std::numeric_limits<double>::infinity();
    const double ratio = normal_quantile(confidence) / (sample.sharpe - benchmark);
    return 1 + estimation_variance(sample) * ratio * ratio;
}

}  // namespace trading::backtest
