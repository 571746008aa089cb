#include "services/strategy/core/adaptive_rsi_reentry/reentry_detector.hpp"

#include <algorithm>

namespace trading::strategy {

using domain::Side;

std::optional<ReentrySetup> ReentryDetector::update(
    base::Timestamp ts_open, const std::optional<AdaptiveRsi::Value>& value
) {
    if (!value) {
        excursion_.reset();
        return std::nullopt;
    }
    const bool is_below = value->rsi < value->lower;
    const bool is_above = value->rsi > value->upper;
    const std::optional<Side> beyond = is_below   ? std::optional{Side::Buy}
                                       : is_above ? std::optional{Side::Sell}
                                                  : std::nullopt;
    std::optional<ReentrySetup> setup;
    if (excursion_ && beyond != excursion_->side) {
        setup = excursion_;
        excursion_.reset();
    }
    if (!beyond) return setup;
    if (!excursion_) excursion_ = ReentrySetup{*beyond, 0, 0, ts_open};
    const double distance = is_below ? value->lower - value->rsi : value->rsi - value->upper;
    excursion_->depth = std::max(excursion_->depth, distance / value->width);
    ++excursion_->bars;
    return setup;
}

}  // namespace trading::strategy
