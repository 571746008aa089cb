#pragma once

#include "services/strategy/core/portfolio/correlation_estimator.hpp"
#include "services/strategy/core/portfolio/square_matrix.hpp"

#include <optional>
#include <vector>

namespace trading::strategy {

// The correlation that a limit of exposure may count with, for signed exposures of two instruments. A pair that is not
// known moves together when that is bad (0.9 in one direction) and not at all when it would help (0 for a hedge). A
// known hedge helps only when Fisher's 95 % bound is beyond 0.5.
[[nodiscard]] double prudent_correlation(const PairCorrelation& known, double first_exposure, double second_exposure);

// sqrt(e' C e): the exposure to one instrument that would move the money as much as all of these together.
[[nodiscard]] double correlated_exposure(const SquareMatrix& correlations, const std::vector<double>& exposures);

// Every limit is a multiple of the equity, but the count.
struct ExposureLimits {
    double correlated_max = 1.5;
    double gross_max = 3;
    double net_beta_max = 1.5;  // |sum of beta x exposure|.
    double cluster_max = 1.2;   // Sum of |exposure| in a cluster.
    double cluster_correlation = 0.7;
    int cluster_positions_max = 2;
    double factor_min = 0.3;  // A candidate that would be cut below this is refused.
};

// What is held or could come to be: signed notionals in quote currency with resting entries and orders in flight at
// their worst, betas to the market, and prudent correlations; one row for each instrument.
struct Portfolio {
    double equity = 0;
    std::vector<double> exposures;
    std::vector<double> betas;
    SquareMatrix correlations;
};

enum class ExposureVerdict {
    Allowed = 1,
    NoEquity = 2,
    CorrelatedExposure = 3,
    GrossExposure = 4,
    NetBeta = 5,
    ClusterExposure = 6,
    ClusterPositions = 7,
};

struct ExposureAnswer {
    ExposureVerdict verdict = ExposureVerdict::Allowed;  // The limit that cut most, or refused.
    double factor = 1;                                   // Of the candidate, in [factor_min, 1]; 0 when refused.
    double correlated_before = 0;
    double correlated_with = 0;

    bool operator==(const ExposureAnswer&) const = default;
};

// How much of `notional` (signed) more of an instrument the limits allow: factor = clamp((limit - before)/(with -
// before), 0, 1), the least over all limits. What shrinks a measure is never cut by it.
[[nodiscard]] ExposureAnswer allow_exposure(
    const Portfolio& portfolio, std::size_t instrument, double notional, const ExposureLimits& limits
);

}  // namespace trading::strategy
