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

int bars_needed_by(const AdaptiveRsi::Options& options) {
    const double half_lives = std::max(3 * options.fast_half_life, options.slow_half_life);
    return std::max({options.base_period, static_cast<int>(std::ceil(half_lives)), options.efficiency_period});
}

}  // namespace

AdaptiveRsi::AdaptiveRsi(Options options)
    : options_(options),
      bars_needed_(bars_needed_by(options)),
      efficiency_(options.efficiency_period),
      fast_variance_(options.fast_half_life),
      slow_variance_(options.slow_half_life),
      slow_magnitude_(options.slow_half_life) {
    TRADING_ASSERT(options.base_period > 1);
    TRADING_ASSERT(options.period_min >= 2 && options.period_max >= options.period_min);
}

void AdaptiveRsi::reset() { *this = AdaptiveRsi{options_}; }

bool AdaptiveRsi::continues_with(base::Timestamp ts_open) const {
    return previous_close_.has_value() && ts_open - ts_previous_open_ == options_.interval;
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
    const bool is_logarithm = options_.change == Change::LogReturn;
    const double change = is_logarithm ? std::log(bar.close / *previous_close_) : bar.close - *previous_close_;
    previous_close_ = bar.close;
    efficiency_.update(bar.close);
    take_change(change);
}

void AdaptiveRsi::take_change(double change) {
    ++count_;
    fast_variance_.update(change * change);
    slow_variance_.update(change * change);
    slow_magnitude_.update(std::fabs(change));

    const double slow = slow_variance_.value();
    const double ratio =
        slow > 0
            ? std::clamp(
                  std::sqrt(fast_variance_.value() / slow), options_.volatility_ratio_min, options_.volatility_ratio_max
              )
            : 1.0;
    const double shortening = options_.gamma == 1.0 ? ratio : std::pow(ratio, options_.gamma);
    const double period = std::clamp(options_.base_period / shortening, options_.period_min, options_.period_max);
    update_averages(change, period);
    value_ = evaluate(period, ratio);
}

void AdaptiveRsi::update_averages(double change, double period) {
    const double gain = std::max(change, 0.0);
    const double loss = std::max(-change, 0.0);
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

    const double magnitude = slow_magnitude_.value();
    const double deviation = std::sqrt(slow_variance_.value());
    value.kappa = magnitude > 0 ? std::clamp(deviation / magnitude, kKappaMin, kKappaMax) : kGaussianKappa;
    // The square root tempers fat tails: the full kappa overshoots the true spread, the Gaussian one undershoots it.
    const double tempered = kGaussianKappa * std::sqrt(value.kappa / kGaussianKappa);
    value.width = std::clamp(
        50.0 * tempered * options_.null_tail_z * (1 - 0.25 / period) / std::sqrt(2 * period - 1),
        options_.width_min,
        options_.width_max
    );
    value.efficiency = efficiency_.value().value_or(0.0);
    const double centre = 50 + options_.tilt * value.efficiency * value.width;
    value.lower = std::max(5.0, centre - value.width);
    value.upper = std::min(95.0, centre + value.width);
    return value;
}

std::optional<AdaptiveRsi::Value> AdaptiveRsi::value() const {
    if (!ready() || empty_bars_ > options_.empty_bars_max) return std::nullopt;
    return value_;
}

}  // namespace trading::strategy
