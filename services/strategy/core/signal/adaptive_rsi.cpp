#include "services/strategy/core/signal/adaptive_rsi.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {
namespace {

// sqrt(pi/2): sigma / E|r| of a normal distribution.
constexpr double kGaussianKappa = 1.2533141373155003;
constexpr double kKappaMin = 1.1;
constexpr double kKappaMax = 2.2;
constexpr double kNoMovement = 1e-18;

double decay_of(double half_life) { return std::pow(2.0, -1.0 / half_life); }

double bias_corrected(double average, double decay, int count) { return average / (1.0 - std::pow(decay, count)); }

}  // namespace

AdaptiveRsi::AdaptiveRsi(Options options) : options_(options), efficiency_(options.efficiency_period) {
    TRADING_ASSERT(options.base_period > 1);
    TRADING_ASSERT(options.period_min >= 2 && options.period_max >= options.period_min);
    TRADING_ASSERT(options.fast_half_life > 0 && options.slow_half_life > 0);
}

void AdaptiveRsi::reset() { *this = AdaptiveRsi{options_}; }

int AdaptiveRsi::bars_needed() const {
    const double half_lives = std::max(3 * options_.fast_half_life, options_.slow_half_life);
    return std::max({options_.base_period, static_cast<int>(std::ceil(half_lives)), options_.efficiency_period});
}

void AdaptiveRsi::update(const Bar& bar) {
    if (previous_close_) {
        if (bar.ts_open <= ts_previous_open_) return;
        const auto missing = (bar.ts_open - ts_previous_open_) / options_.interval - 1;
        if (missing > options_.gap_bars_max) reset();
    }
    ts_previous_open_ = bar.ts_open;
    if (!previous_close_) {
        previous_close_ = bar.close;
        efficiency_.update(bar.close);
        return;
    }
    if (is_empty(bar, *previous_close_)) {
        ++empty_bars_;
        return;
    }
    empty_bars_ = 0;
    const double log_return = std::log(bar.close / *previous_close_);
    previous_close_ = bar.close;
    efficiency_.update(bar.close);
    take_return(log_return);
}

void AdaptiveRsi::take_return(double log_return) {
    ++count_;
    const double fast = decay_of(options_.fast_half_life);
    const double slow = decay_of(options_.slow_half_life);
    fast_variance_ = fast * fast_variance_ + (1 - fast) * log_return * log_return;
    slow_variance_ = slow * slow_variance_ + (1 - slow) * log_return * log_return;
    slow_magnitude_ = slow * slow_magnitude_ + (1 - slow) * std::fabs(log_return);

    const double slow_corrected = bias_corrected(slow_variance_, slow, count_);
    const double fast_corrected = bias_corrected(fast_variance_, fast, count_);
    const double ratio = slow_corrected > 0 ? std::clamp(
                                                  std::sqrt(fast_corrected / slow_corrected),
                                                  options_.volatility_ratio_min,
                                                  options_.volatility_ratio_max
                                              )
                                            : 1.0;
    const double period =
        std::clamp(options_.base_period / std::pow(ratio, options_.gamma), options_.period_min, options_.period_max);
    update_averages(log_return, period);
    value_ = evaluate(period, ratio);
}

void AdaptiveRsi::update_averages(double log_return, double period) {
    const double gain = std::max(log_return, 0.0);
    const double loss = std::max(-log_return, 0.0);
    // Up to the base period the plain mean of all gains and losses, which is the seed of Wilder's recursion after it.
    const double alpha = count_ <= options_.base_period ? 1.0 / count_ : 1.0 / period;
    average_gain_ += alpha * (gain - average_gain_);
    average_loss_ += alpha * (loss - average_loss_);
}

AdaptiveRsi::Value AdaptiveRsi::evaluate(double period, double volatility_ratio) const {
    Value value;
    value.period = period;
    value.volatility_ratio = volatility_ratio;
    const double movement = average_gain_ + average_loss_;
    value.rsi = movement <= kNoMovement ? 50.0 : 100.0 * average_gain_ / movement;

    const double slow = decay_of(options_.slow_half_life);
    const double magnitude = bias_corrected(slow_magnitude_, slow, count_);
    const double deviation = std::sqrt(bias_corrected(slow_variance_, slow, count_));
    value.kappa = magnitude > 0 ? std::clamp(deviation / magnitude, kKappaMin, kKappaMax) : kGaussianKappa;
    // The square root tempers fat tails: the full kappa overshoots the true spread, the Gaussian one undershoots it.
    const double tempered = kGaussianKappa * std::sqrt(value.kappa / kGaussianKappa);
    value.width = std::clamp(
        50.0 * tempered * options_.null_tail_z * (1 - 0.25 / period) / std::sqrt(2 * period - 1),
        options_.width_min,
        options_.width_max
    );
    value.efficiency = efficiency_.value();
    const double centre = 50 + options_.tilt * value.efficiency * value.width;
    value.lower = std::max(5.0, centre - value.width);
    value.upper = std::min(95.0, centre + value.width);
    return value;
}

std::optional<AdaptiveRsi::Value> AdaptiveRsi::value() const {
    if (count_ < bars_needed() || empty_bars_ > options_.empty_bars_max) return std::nullopt;
    return value_;
}

}  // namespace trading::strategy
