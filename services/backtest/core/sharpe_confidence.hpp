#pragma once

#include <span>

namespace trading::backtest {

// A Sharpe ratio as it was measured: for one period (not annualised), over so many periods, with the shape of the
// returns.
struct SharpeSample {
    double sharpe = 0;
    double periods = 0;
    double skewness = 0;
    double kurtosis = 3;  // Not the excess: 3 for a normal distribution.

    bool operator==(const SharpeSample&) const = default;
};

// Of returns: mean by sample deviation (n-1), skewness and kurtosis by population moments. All zero (kurtosis 3) for
// fewer than two returns or without deviation.
[[nodiscard]] SharpeSample sharpe_of(std::span<const double> returns);

// The probability that the true Sharpe ratio is above `benchmark` (Bailey and Lopez de Prado 2012):
//   Phi((SR - SR*) sqrt(T-1) / sqrt(1 - skew SR + (kurt-1)/4 SR^2)).
[[nodiscard]] double probabilistic_sharpe(const SharpeSample& sample, double benchmark);

// The Sharpe ratio that the best of so many worthless trials is expected to show (2014), for the variance of their
// ratios:
//   SR0 = sqrt(Var) ((1-g) Phi^-1(1 - 1/N) + g Phi^-1(1 - 1/(N e))), g = 0.5772... 0 for one trial.
[[nodiscard]] double expected_best_sharpe(double variance_of_trials, double trials);

// The probability that the true ratio is above what the best of so many worthless trials would have shown.
[[nodiscard]] double deflated_sharpe(const SharpeSample& sample, double variance_of_trials, double trials);

// How many periods it takes until the ratio is above `benchmark` with that confidence; infinite where it is not above
// it.
[[nodiscard]] double minimum_track_record(const SharpeSample& sample, double benchmark, double confidence);

}  // namespace trading::backtest
