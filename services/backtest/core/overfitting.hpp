#pragma once

#include <cstddef>
#include <vector>

namespace trading::backtest {

// What choosing the best of many configurations is worth.
struct Overfitting {
    double probability = 0;      // The share of splits in which the chosen one ends in the lower half.
    std::vector<double> logits;  // Of its relative rank out of sample, one for each split.
};

// The probability of back-test over-fitting by combinatorially symmetric cross-validation (Bailey, Borwein, Lopez de
// Prado and Zhu 2015). Time is cut into `blocks` (even, at least 2) of equal length; each half of the blocks in turn
// chooses the configuration with the best Sharpe ratio, the other half ranks it: w = rank/(N+1), logit = ln(w/(1-w)).
//
// `returns`: one row for each configuration (at least two), all of one length, at least `blocks` long; what does not
// fill a block at the end is left out. The cost is C(blocks, blocks/2) times the number of configurations.
[[nodiscard]] Overfitting overfitting_of(const std::vector<std::vector<double>>& returns, std::size_t blocks = 16);

inline constexpr std::size_t kOverfittingBlocksMax = 20;

}  // namespace trading::backtest
