#include "services/strategy/core/stake/edge_statistics.hpp"

#include "services/strategy/core/window/faded_mean.hpp"

#include <cmath>

namespace trading::strategy {
namespace {

struct Weights {
    double sum = 0;
    double squares = 0;
    double outcomes = 0;
};

// Sums over wins (or losses) with what the prior adds.
double with_prior(double sum, double weight, double prior, double prior_weight) {
    return (sum + prior_weight * prior) / (weight + prior_weight);
}

}  // namespace

EdgeStatistics::EdgeStatistics(Options options)
    : options_(options), outcomes_(options.trades_max), closed_seconds_(options.trades_max) {}

void EdgeStatistics::add(base::Timestamp ts_closed, double outcome) {
    outcomes_.push(outcome);
    closed_seconds_.push(std::chrono::duration<double>(ts_closed.time_since_epoch()).count());
}

EdgeStatistics::Value EdgeStatistics::value() const {
    Value value;
    value.trades = static_cast<int>(outcomes_.size());
    if (value.trades == 0) return value;
    value.span = std::chrono::duration_cast<base::Duration>(
        std::chrono::duration<double>(closed_seconds_.newest() - closed_seconds_.oldest())
    );
    const double decay = options_.half_life > 0 ? decay_of(options_.half_life) : 1.0;
    Weights all;
    Weights wins;
    Weights losses;
    double weight = 1;
    for (std::size_t age = 0; age < outcomes_.size(); ++age, weight *= decay) {
        const double outcome = outcomes_.at(age);
        Weights& kind = outcome > 0 ? wins : losses;
        for (Weights* each : {&all, &kind}) {
            each->sum += weight;
            each->squares += weight * weight;
            each->outcomes += weight * outcome;
        }
    }
    value.mean = all.outcomes / all.sum;
    double squares = 0;
    weight = 1;
    for (std::size_t age = 0; age < outcomes_.size(); ++age, weight *= decay) {
        squares += weight * (outcomes_.at(age) - value.mean) * (outcomes_.at(age) - value.mean);
    }
    value.effective_trades = all.sum * all.sum / all.squares;
    const double freedom = all.sum - all.squares / all.sum;
    value.variance = freedom > 0 ? squares / freedom : 0.0;
    if (value.variance > 0) value.t_statistic = value.mean * std::sqrt(value.effective_trades / value.variance);

    value.mean_loss = -with_prior(losses.outcomes, losses.sum, options_.prior_loss, options_.prior_outcomes);
    const double mean_win = with_prior(wins.outcomes, wins.sum, options_.prior_win, options_.prior_outcomes);
    value.payoff = value.mean_loss > 0 ? mean_win / value.mean_loss : 0.0;
    const double break_even = 1 / (1 + value.payoff);
    value.win_rate = with_prior(wins.sum, all.sum, break_even, options_.prior_trades);
    return value;
}

}  // namespace trading::strategy
