#pragma once

#include <span>

namespace trading::strategy {

// Kelly's criterion in its three views. A fraction is of equity for each unit that can be lost; below zero: do not bet.

// Wins with `probability` pay `payoff` for each unit lost otherwise: p - (1-p)/b.
[[nodiscard]] double binary_kelly(double probability, double payoff);

// The mean growth of the logarithm of equity for each bet at that fraction.
[[nodiscard]] double binary_growth(double probability, double payoff, double fraction);

// mean/variance, which holds for a mean that is small beside the deviation; mean/(variance + mean^2) for one that is
// not.
[[nodiscard]] double continuous_kelly(double mean, double variance);

// The fraction that maximises the mean of ln(1 + f r) over what really came out, by golden section on
// [0, 0.99/largest loss]; 0 without any outcome, or when it is best not to bet. Without a loss there is no bound to
// what one would stake: 1.
[[nodiscard]] double empirical_kelly(std::span<const double> outcomes);

// How much of the estimated fraction to believe: t^2/(1+t^2), which maximises the expected growth when the mean is
// itself an estimate with that t-statistic. 0 for t <= 0.
[[nodiscard]] double belief_in(double t_statistic);

}  // namespace trading::strategy
