#pragma once

#include "services/strategy/core/portfolio/square_matrix.hpp"

#include <vector>

namespace trading::strategy {

// Kelly's fractions of several assets at once: F = lambda S^-1 mu with expected excess returns mu and their covariance
// S. An asset whose fraction comes out against the sign of its mu is left out and the rest solved again, never turned
// around; in the end all are scaled so that sqrt(F' S F) is at most the target volatility.
struct MultiAssetKelly {
    enum class Quality {
        Exact = 1,
        ShrunkMore = 2,  // The matrix was ill-conditioned: half of it became the scaled identity.
        EqualRisk = 3,   // It could not be solved at all: each asset gets the same share of the target volatility.
    };

    Quality quality = Quality::Exact;
    std::vector<double> fractions;  // Of equity, signed.
};

struct MultiAssetKellyOptions {
    double lambda = 1;             // The part of full Kelly that is staked.
    double volatility_target = 0;  // For the period of mu and S; 0: no target.
    double condition_max = 1e6;
};

[[nodiscard]] MultiAssetKelly multi_asset_kelly(
    const std::vector<double>& expected_returns, const SquareMatrix& covariance, const MultiAssetKellyOptions& options
);

}  // namespace trading::strategy
