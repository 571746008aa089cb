#pragma once

#include <string>

namespace trading::backtest {

// Replays every run below the folder and prints what it found. 0: all outputs are the recorded ones; 1: a difference, a
// journal that cannot be replayed or none at all, or slower than `speed_min` times real time in all runs together.
[[nodiscard]] int replay(const std::string& folder, double speed_min);

}  // namespace trading::backtest
