#include "services/strategy/core/signal/macd.hpp"

#include <algorithm>

namespace trading::strategy {

Macd::Macd(Options options)
    : options_(options),
      fast_(SmoothedMean::exponential(std::min(options.fast_period, options.slow_period))),
      slow_(SmoothedMean::exponential(std::max(options.fast_period, options.slow_period))),
      signal_(SmoothedMean::exponential(options.signal_period)) {
    if (options.compatibility == Compatibility::TaLib) bars_until_fast_ = slow_.period() - fast_.period();
}

void Macd::update(const Bar& bar) {
    slow_.update(bar.close);
    if (bars_until_fast_ > 0) {
        --bars_until_fast_;
    } else {
        fast_.update(bar.close);
    }
    if (const auto present = line()) signal_.update(*present);
}

std::optional<double> Macd::line() const {
    if (!slow_.is_ready()) return std::nullopt;
    return fast_.value() - slow_.value();
}

std::optional<Macd::Value> Macd::value() const {
    if (!ready()) return std::nullopt;
    const double present = *line();
    return Value{present, signal_.value(), present - signal_.value()};
}

}  // namespace trading::strategy
