#pragma once

namespace trading::backtest {

// The standard normal distribution: P(X <= x), and its inverse for a probability in (0, 1); both to about 1e-15.
[[nodiscard]] double normal_cdf(double x);
[[nodiscard]] double normal_quantile(double probability);

}  // namespace trading::backtest
