#pragma once

#include "services/backtest/oracle/bar_oracle.hpp"

#include <string>
#include <vector>

namespace trading::backtest {

// What the trades of one run say together.
struct OracleSummary {
    std::size_t trades = 0;
    double mean_outcome = 0;  // R, costs included.
    double t_statistic = 0;   // Of the mean; the trades do not overlap.
    double cash = 0;

    bool operator==(const OracleSummary&) const = default;
};

[[nodiscard]] OracleSummary summary_of(const BarOracle& oracle);

// One way to trade the same bars.
struct OracleVariant {
    std::string name;
    OracleRules rules;
    int bars_in_one = 1;
};

// The five of the reference: all costs, none, with the cost gate, and on bars of five and of fifteen.
[[nodiscard]] std::vector<OracleVariant> reference_variants();

// One-minute bars in order. `variant.rules.rsi.interval` is set to the length of the bars that it trades.
[[nodiscard]] BarOracle run_oracle(const OracleVariant& variant, const std::vector<strategy::Bar>& bars);

}  // namespace trading::backtest
