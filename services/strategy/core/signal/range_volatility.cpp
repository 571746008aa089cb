#include "services/strategy/core/signal/range_volatility.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trading::strategy {

void RangeVolatility::update(const Bar& bar) {
    const bool is_skipped =
        options_.empty_bars == EmptyBars::Skip && previous_close_ && is_empty(bar, *previous_close_);
    previous_close_ = bar.close;
    if (!is_skipped) terms_.update(term_of(bar));
}

double RangeVolatility::term_of(const Bar& bar) const {
    const double range = std::log(bar.high / bar.low);
    switch (options_.estimator) {
        case Estimator::Parkinson: return range * range / (4 * std::numbers::ln2);
        case Estimator::GarmanKlass: {
            const double body = std::log(bar.close / bar.open);
            return 0.5 * range * range - (2 * std::numbers::ln2 - 1) * body * body;
        }
        case Estimator::RogersSatchell:
            return std::log(bar.high / bar.close) * std::log(bar.high / bar.open) +
                   std::log(bar.low / bar.close) * std::log(bar.low / bar.open);
    }
    return 0;
}

std::optional<double> RangeVolatility::value() const {
    if (!ready()) return std::nullopt;
    return std::sqrt(std::max(0.0, terms_.mean()));
}

}  // namespace trading::strategy
