#include "services/strategy/core/stake/stake.hpp"

#include "services/strategy/core/stake/kelly.hpp"

#include <algorithm>

namespace trading::strategy {
namespace {

constexpr double kDrawdownFactorMin = 0.25;

}  // namespace

Stake stake_for(const EdgeStatistics::Value& edge, const StakeRules& rules) {
    const double unproven = std::min(rules.fraction_unproven, rules.fraction_max);
    if (edge.trades < rules.trades_min || edge.span < rules.span_min) return {EdgeStanding::Unproven, unproven, 0, 0};
    if (edge.t_statistic <= 0) return {EdgeStanding::None, 0, 0, 0};
    if (edge.t_statistic < rules.t_statistic_min) return {EdgeStanding::Unproven, unproven, 0, 0};
    // The binary view stakes mean losses; both are compared in units of R.
    const double binary = edge.mean_loss > 0 ? binary_kelly(edge.win_rate, edge.payoff) / edge.mean_loss : 0.0;
    const double used = std::max(0.0, std::min(binary, continuous_kelly(edge.mean, edge.variance)));
    const double belief = belief_in(edge.t_statistic);
    if (used <= 0) return {EdgeStanding::None, 0, 0, belief};
    return {EdgeStanding::Proven, std::min(rules.fraction_max, rules.kelly_part * belief * used), used, belief};
}

double notional_for_volatility(double equity, double annual_volatility, double target) {
    if (equity <= 0 || annual_volatility <= 0) return 0;
    return target * equity / annual_volatility;
}

double drawdown_factor(double drawdown, double drawdown_max) {
    if (drawdown_max <= 0) return 0;
    const double factor = std::clamp(1 - drawdown / drawdown_max, 0.0, 1.0);
    return factor < kDrawdownFactorMin ? 0.0 : factor;
}

}  // namespace trading::strategy
