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

// Invents the rates of a contract's last month of settlements, `interval` apart, up to the one before
// `market.funding_time`. The same seed gives the same rates.
void write_funding_history(const HistoryOptions& options, base::Duration interval, Market& market);

}  // namespace trading::simulator
