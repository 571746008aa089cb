#pragma once

#include "common/domain/market_data.hpp"
#include "services/strategy/core/signal/adaptive_rsi.hpp"

#include <optional>

namespace trading::strategy {

// A return of the RSI into its band: long when it was below its lower threshold on the bar before and is not now, short
// mirrored. A touch is no set-up. Each excursion gives one set-up at most.
struct ReentrySetup {
    domain::Side side = domain::Side::Buy;
    double depth = 0;  // The farthest beyond the threshold, in widths of the band.
    int bars = 0;      // Bars spent beyond it.
    base::Timestamp ts_started{};

    bool operator==(const ReentrySetup&) const = default;
};

// Follows the excursions of one instrument's RSI. O(1) per bar; one thread.
class ReentryDetector {
public:
    // The next bar's value; an empty one (warm-up, disabled) ends every excursion without a set-up.
    [[nodiscard]] std::optional<ReentrySetup> update(
        base::Timestamp ts_open, const std::optional<AdaptiveRsi::Value>& value
    );

private:
    std::optional<ReentrySetup> excursion_;  // The running one.
};

}  // namespace trading::strategy
