#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace trading::strategy {

// How a position's lots are shared out among its take-profits, nearest first.
struct LotSplitRules {
    std::vector<std::int64_t> weights;  // Above zero, at most 10^9 each; what counts is their relation.
    std::int64_t minimum_lots = 1;      // The venue's smallest order.
};

// Webster's (Sainte-Lague's) method: lot by lot to the level with the largest weight/(2 lots + 1), ties to the nearer.
// It is house-monotone: with one lot as the minimum, no level ever loses a lot when the position grows, so a
// take-profit that rests is only ever amended upwards while the entry fills in pieces.
//
// Where there are too few lots for all levels, the weights of the farthest ones go to the last that remains; a level
// below the minimum is then raised, lot by lot, from the largest (ties: the farthest). Empty when even one order is too
// small; else as many numbers as weights, whose sum is `lots`, each zero or at least the minimum.
[[nodiscard]] std::optional<std::vector<std::int64_t>> split_lots(std::int64_t lots, const LotSplitRules& rules);

}  // namespace trading::strategy
