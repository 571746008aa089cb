#pragma once

#include <string>

namespace trading::backtest {

// Replays every run below the folder and prints what it found. 0: all outputs are the recorded ones; 1: a difference, a
// journal that cannot be replayed or none at all, or slower than `speed_min` times real time in all runs together.
[[nodiscard]] int replay(const std::string& folder, double speed_min);

// Trades the candles that the file names, pessimistically and optimistically, and prints a row for each. 0; 1 when the
// candles are bad or the results cannot be written; 2 when the file is wrong, with every mistake of it.
[[nodiscard]] int run(const std::string& file);

// Gives one-minute candles to the bar oracle in each variant of the reference and prints a row for each; with the
// trades of the first one, if asked. 0, or 1 when the file is bad.
[[nodiscard]] int trade_candles(const std::string& file, bool shows_trades);

}  // namespace trading::backtest
