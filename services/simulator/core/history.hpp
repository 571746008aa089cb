#pragma once

#include "services/simulator/core/market.hpp"

namespace trading::simulator {

struct HistoryOptions {
    std::uint64_t seed = 0;
    base::Timestamp now{};
    base::Duration minutes{};
    base::Duration seconds{};
};

// Invents what the market traded before the venue opened: one-second candles for `seconds`, one-minute candles before
// and above them for `minutes`, backwards from the market's last price, so that history joins the present without a
// step. The same seed gives the same history.
void write_history(const HistoryOptions& options, Market& market);

}  // namespace trading::simulator
