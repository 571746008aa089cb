#pragma once

#include "services/strategy/core/signal/bar.hpp"

#include <optional>

namespace trading::strategy {

// Wilder's average true range. TR = max(h-l, |h-c'|, |l-c'|) with the previous close c'; seeded by the mean of the
// first `period` true ranges, then atr += (TR - atr)/period. The first output is at bar `period` (0-based). O(1) per
// bar.
class AverageTrueRange {
public:
    explicit AverageTrueRange(int period);

    void update(const Bar& bar);
    void reset();

    // Empty during the warm-up; never NaN.
    [[nodiscard]] std::optional<double> value() const;

private:
    int period_;
    int count_ = 0;  // True ranges seen.
    double sum_ = 0;
    double average_ = 0;
    std::optional<double> previous_close_;
};

}  // namespace trading::strategy
