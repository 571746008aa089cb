#pragma once

#include "services/strategy/core/stake/edge_statistics.hpp"

namespace trading::strategy {

// What a strategy's own results allow it to put at risk.
enum class EdgeStanding {
    Unproven = 1,  // Too few trades, too short a time, or too weak: the least stake, and the interface says so.
    Proven = 2,    // A part of Kelly's fraction.
    None = 3,      // Enough was seen, and there is no edge: paper only.
};

struct StakeRules {
    double kelly_part = 0.25;     // lambda
    double fraction_max = 0.005;  // Of equity at risk in one trade.
    double fraction_unproven = 0.0025;
    int trades_min = 50;
    double t_statistic_min = 1.0;
    base::Duration span_min = std::chrono::days{7};
};

struct Stake {
    EdgeStanding standing = EdgeStanding::Unproven;
    double fraction = 0;    // Of equity at risk; never above the maximum.
    double kelly_used = 0;  // The smaller of both views, in units of R, before belief and part.
    double belief = 0;

    bool operator==(const Stake&) const = default;
};

// g = min(fraction_max, kelly_part x belief x the smaller of the binary and the continuous Kelly fraction).
[[nodiscard]] Stake stake_for(const EdgeStatistics::Value& edge, const StakeRules& rules);

// The largest notional whose volatility in a year is at most `target` of equity.
[[nodiscard]] double notional_for_volatility(double equity, double annual_volatility, double target);

// 1 without a drawdown, 0 at `drawdown_max`; below 0.25 nothing is entered: 0.
[[nodiscard]] double drawdown_factor(double drawdown, double drawdown_max);

}  // namespace trading::strategy
