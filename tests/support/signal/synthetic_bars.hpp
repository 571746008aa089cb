#pragma once

#include "services/strategy/core/signal/bar.hpp"

#include <cstdint>
#include <vector>

namespace trading::test {

// Minute bars of a random walk around 50,000, the same on every machine. With every trouble that an indicator may meet:
// a jump, a burst of volatility, a run upwards without a step back, and a stretch without a trade. Prices are multiples
// of 1/8, which a double holds exactly: equal moves stay equal when prices are scaled or mirrored.
[[nodiscard]] std::vector<strategy::Bar> troubled_bars(int count, std::uint64_t seed);

// Minute bars of Gaussian noise in the closes, one price a bar.
[[nodiscard]] std::vector<strategy::Bar> noise_bars(int count, std::uint64_t seed);

}  // namespace trading::test
