#include "services/backtest/oracle/oracle_summary.hpp"

#include "services/backtest/oracle/bar_group.hpp"

#include <cmath>

namespace trading::backtest {
namespace {

constexpr double kCostGate = 0.25;

OracleRules gated() {
    OracleRules rules;
    rules.cost_max = kCostGate;
    return rules;
}

}  // namespace

OracleSummary summary_of(const BarOracle& oracle) {
    OracleSummary summary;
    const auto& trades = oracle.trades();
    summary.trades = trades.size();
    summary.cash = oracle.cash();
    if (trades.empty()) return summary;
    const auto count = static_cast<double>(trades.size());
    for (const OracleTrade& trade : trades) summary.mean_outcome += trade.outcome() / count;
    double squares = 0;
    for (const OracleTrade& trade : trades) squares += std::pow(trade.outcome() - summary.mean_outcome, 2);
    if (squares > 0) summary.t_statistic = summary.mean_outcome * std::sqrt(count * (count - 1) / squares);
    return summary;
}

std::vector<OracleVariant> reference_variants() {
    return {
        {"1 minute, all costs", {}, 1},
        {"1 minute, no costs", without_costs({}), 1},
        {"1 minute, cost gate 0.25", gated(), 1},
        {"5 minutes, all costs", {}, 5},
        {"15 minutes, all costs", {}, 15},
    };
}

BarOracle run_oracle(const OracleVariant& variant, const std::vector<strategy::Bar>& bars) {
    OracleRules rules = variant.rules;
    rules.rsi.interval = std::chrono::minutes{variant.bars_in_one};
    BarOracle oracle{rules};
    BarGroup group{variant.bars_in_one};
    for (const strategy::Bar& bar : bars) {
        if (const auto whole = group.add(bar)) oracle.on_bar(*whole);
    }
    return oracle;
}

}  // namespace trading::backtest
