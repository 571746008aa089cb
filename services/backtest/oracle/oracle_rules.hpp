#pragma once

#include "services/strategy/core/signal/adaptive_rsi.hpp"

#include <array>
#include <cstdint>

namespace trading::backtest {

// How the bar oracle trades; the defaults are those of the reference results.
struct OracleRules {
    double tick_size = 0.1;
    double lot_base = 0.0001;  // Base currency in a lot: contract value times lot size.
    double taker_rate = 0.0005;
    double maker_rate = 0.0002;
    double slip_ticks = 1;  // Of each entry, stop and time stop, against us.
    double start_cash = 10'000;
    double risk_fraction = 0.005;  // Of cash at risk in one trade.
    double leverage_max = 3;
    int range_period = 14;
    double stop_ranges = 2;                           // R in average true ranges.
    std::array<double, 3> multiples{1, 1.8, 3};       // Take-profits, in R.
    std::array<std::int64_t, 3> weights{40, 30, 30};  // Their shares.
    double trail_ranges = 2.5;                        // Behind the extreme, after the second take-profit.
    int bars_max = 60;                                // Without the first take-profit; the entry's bar counts.
    int cooldown_bars = 5;                            // After each exit.
    double cost_max = 0;                              // Of R: dearer set-ups are left out; 0: none is.
    strategy::AdaptiveRsi::Options rsi;
};

// The same without any cost: no fees, no slip.
[[nodiscard]] inline OracleRules without_costs(OracleRules rules) {
    rules.taker_rate = rules.maker_rate = rules.slip_ticks = 0;
    return rules;
}

}  // namespace trading::backtest
