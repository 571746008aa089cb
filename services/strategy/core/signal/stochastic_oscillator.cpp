#include "services/strategy/core/signal/stochastic_oscillator.hpp"

namespace trading::strategy {

StochasticOscillator::StochasticOscillator(Options options)
    : options_(options),
      highest_(options.period),
      lowest_(options.period),
      k_(options.k_smoothing),
      d_(options.d_smoothing) {}

void StochasticOscillator::update(const Bar& bar) {
    highest_.update(bar.high);
    lowest_.update(bar.low);
    if (!highest_.is_full()) return;
    const double range = highest_.value() - lowest_.value();
    const double flat = options_.compatibility == Compatibility::TaLib ? 0.0 : 50.0;
    k_.update(range > 0 ? 100 * (bar.close - lowest_.value()) / range : flat);
    if (k_.is_full()) d_.update(k_.mean());
}

std::optional<double> StochasticOscillator::slow_k() const {
    return k_.is_full() ? std::optional{k_.mean()} : std::nullopt;
}

std::optional<StochasticOscillator::Value> StochasticOscillator::value() const {
    return ready() ? std::optional{Value{k_.mean(), d_.mean()}} : std::nullopt;
}

int StochasticOscillator::warmup() const noexcept {
    return options_.period + options_.k_smoothing + options_.d_smoothing - 2;
}

}  // namespace trading::strategy
