#pragma once

#include "services/strategy/core/portfolio/square_matrix.hpp"

#include <vector>

namespace trading::strategy {

// A covariance matrix that is pulled towards a multiple of the identity by as much as its own sampling error deserves
// (Ledoit and Wolf 2004): S = X'X/T, mu = tr(S)/p, d2 = |S - mu I|^2/p, b2 = min(d2, sum_t |x_t x_t' - S|^2/p / T^2),
// shrinkage = b2/d2, S* = shrinkage mu I + (1 - shrinkage) S.
struct ShrunkCovariance {
    double shrinkage = 0;
    SquareMatrix sample;
    SquareMatrix shrunk;
};

// One row for each time, one column for each series; at least one row, all of one length. Columns are centred here.
[[nodiscard]] ShrunkCovariance ledoit_wolf(std::vector<std::vector<double>> rows);

// The shrunk correlations: the same of columns that were scaled to variance one, where the target is the identity. A
// column without variance has correlation zero with all others.
[[nodiscard]] SquareMatrix ledoit_wolf_correlation(std::vector<std::vector<double>> rows);

}  // namespace trading::strategy
