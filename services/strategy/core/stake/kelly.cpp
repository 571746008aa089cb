#include "services/strategy/core/stake/kelly.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {
namespace {

// Above this the square of the mean is no longer small beside the variance.
constexpr double kSmallMean = 0.5;  // Deviations.
constexpr double kRuinMargin = 0.99;
constexpr double kGoldenRatio = 0.6180339887498949;
constexpr int kSteps = 100;

double mean_growth(std::span<const double> outcomes, double fraction) {
    double sum = 0;
    for (const double outcome : outcomes) sum += std::log1p(fraction * outcome);
    return sum / static_cast<double>(outcomes.size());
}

}  // namespace

double binary_kelly(double probability, double payoff) {
    return payoff > 0 ? probability - (1 - probability) / payoff : 0.0;
}

double binary_growth(double probability, double payoff, double fraction) {
    return probability * std::log1p(fraction * payoff) + (1 - probability) * std::log1p(-fraction);
}

double continuous_kelly(double mean, double variance) {
    if (variance <= 0) return 0;
    const bool is_small = mean * mean <= kSmallMean * kSmallMean * variance;
    return mean / (is_small ? variance : variance + mean * mean);
}

double empirical_kelly(std::span<const double> outcomes) {
    if (outcomes.empty()) return 0;
    const double worst = *std::min_element(outcomes.begin(), outcomes.end());
    double low = 0;
    double high = worst < 0 ? kRuinMargin / -worst : 1.0;
    double left = high - kGoldenRatio * (high - low);
    double right = low + kGoldenRatio * (high - low);
    double growth_left = mean_growth(outcomes, left);
    double growth_right = mean_growth(outcomes, right);
    for (int step = 0; step < kSteps; ++step) {
        if (growth_left > growth_right) {
            high = right;
            right = left;
            growth_right = growth_left;
            left = high - kGoldenRatio * (high - low);
            growth_left = mean_growth(outcomes, left);
        } else {
            low = left;
            left = right;
            growth_left = growth_right;
            right = low + kGoldenRatio * (high - low);
            growth_right = mean_growth(outcomes, right);
        }
    }
    const double best = (low + high) / 2;
    return mean_growth(outcomes, best) > 0 ? best : 0.0;
}

double belief_in(double t_statistic) {
    if (t_statistic <= 0) return 0;
    return t_statistic * t_statistic / (1 + t_statistic * t_statistic);
}

}  // namespace trading::strategy
