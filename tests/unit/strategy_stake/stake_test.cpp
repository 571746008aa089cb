#include "services/strategy/core/stake/stake.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "services/strategy/core/stake/equity_high.hpp"
#include "services/strategy/core/stake/kelly.hpp"
#include "services/strategy/core/stake/loss_streak.hpp"

namespace trading::strategy {
namespace {

using std::chrono::days;
using std::chrono::hours;

std::vector<double> outcomes(const std::vector<std::pair<int, double>>& parts) {
    std::vector<double> list;
    for (const auto& [count, outcome] : parts) list.insert(list.end(), static_cast<std::size_t>(count), outcome);
    return list;
}

const std::vector<double> kMixed = outcomes({{25, 1.8}, {30, 0.8}, {38, -1.0}, {7, -1.4}});

EdgeStatistics::Value edge_of(const std::vector<double>& list, EdgeStatistics::Options options) {
    EdgeStatistics statistics{options};
    base::Timestamp time{hours{1}};
    for (const double outcome : list) {
        statistics.add(time, outcome);
        time += hours{2};
    }
    return statistics.value();
}

TEST(Kelly, equals_the_known_values_of_the_binary_bet) {
    EXPECT_NEAR(binary_kelly(0.6, 1), 0.2, 1e-15);
    EXPECT_NEAR(binary_kelly(0.4, 2), 0.1, 1e-15);
    EXPECT_NEAR(binary_growth(0.6, 1, 0.2), 0.020135513550688863, 1e-15);
    EXPECT_NEAR(binary_kelly(0.45, 1.4), 0.05714285714285711, 1e-15);
}

TEST(Kelly, equals_the_known_values_of_continuous_outcomes) {
    EXPECT_NEAR(continuous_kelly(0.05, 0.15 * 0.15), 2.2222222222222223, 1e-14);
    EXPECT_NEAR(continuous_kelly(0.212, 1.4891474747474724), 0.1423633344548026, 1e-12);
    // The mean is as large as the deviation: its square counts.
    EXPECT_DOUBLE_EQ(continuous_kelly(0.1, 0.01), 0.1 / (0.01 + 0.01));
    EXPECT_EQ(continuous_kelly(1, 0), 0);
}

TEST(Kelly, finds_the_best_fraction_of_what_really_came_out) {
    EXPECT_NEAR(empirical_kelly(outcomes({{40, 2}, {60, -1}})), 0.1, 1e-7);
    EXPECT_NEAR(empirical_kelly(kMixed), 0.14822019331855346, 1e-7);
    EXPECT_EQ(empirical_kelly(outcomes({{1, 1}, {2, -1}})), 0);
    EXPECT_EQ(empirical_kelly({}), 0);
}

TEST(Kelly, believes_an_estimate_by_its_t_statistic) {
    EXPECT_NEAR(belief_in(1.73726874444969), 0.7511263207934471, 1e-14);
    EXPECT_EQ(belief_in(-3), 0);
}

TEST(EdgeStatistics, equals_the_worked_example_when_all_trades_weigh_the_same) {
    const auto edge = edge_of(kMixed, {.half_life = 0, .prior_outcomes = 0});
    EXPECT_EQ(edge.trades, 100);
    EXPECT_EQ(edge.span, hours{198});
    EXPECT_NEAR(edge.mean, 0.212, 1e-14);
    EXPECT_NEAR(edge.variance, 1.4891474747474724, 1e-12);
    EXPECT_NEAR(edge.t_statistic, 1.73726874444969, 1e-12);
    EXPECT_DOUBLE_EQ(edge.effective_trades, 100);
    const double quarter = 0.25 * belief_in(edge.t_statistic) * continuous_kelly(edge.mean, edge.variance);
    EXPECT_NEAR(quarter, 0.026733211906230712, 1e-14);
}

TEST(EdgeStatistics, pulls_the_win_rate_towards_break_even) {
    const auto edge = edge_of(outcomes({{45, 1.4}, {55, -1}}), {.half_life = 0, .prior_outcomes = 0});
    EXPECT_NEAR(edge.payoff, 1.4, 1e-14);
    EXPECT_NEAR(edge.win_rate, 0.4404761904761905, 1e-14);
    EXPECT_NEAR(binary_kelly(edge.win_rate, edge.payoff), 0.040816326530612235, 1e-14);
}

TEST(EdgeStatistics, pulls_wins_and_losses_towards_what_was_expected) {
    const auto edge = edge_of(outcomes({{20, 2.2}, {20, -2}}), {.half_life = 0});
    EXPECT_DOUBLE_EQ(edge.mean_loss, 1.5);
    EXPECT_DOUBLE_EQ(edge.payoff, 1.7 / 1.5);
}

TEST(EdgeStatistics, weighs_the_newest_most_and_forgets_the_oldest) {
    const auto edge = edge_of({-100, -1, 1}, {.trades_max = 2, .half_life = 1});
    EXPECT_EQ(edge.trades, 2);
    EXPECT_DOUBLE_EQ(edge.mean, (1 - 0.5) / 1.5);
    EXPECT_DOUBLE_EQ(edge.effective_trades, 1.5 * 1.5 / 1.25);
}

TEST(EdgeStatistics, goes_on_after_a_restore) {
    EdgeStatistics statistics{{}};
    EdgeStatistics other{{}};
    for (const double outcome : kMixed) statistics.add(base::Timestamp{days{3}}, outcome);
    ASSERT_TRUE(other.restore(statistics.snapshot()));
    EXPECT_EQ(other.value(), statistics.value());
    EXPECT_FALSE(EdgeStatistics{{.half_life = 50}}.restore(statistics.snapshot()));
}

EdgeStatistics::Value strong_edge() {
    return {
        .trades = 100,
        .span = days{10},
        .mean = 0.212,
        .variance = 1.4891474747474724,
        .effective_trades = 100,
        .t_statistic = 1.73726874444969,
        .win_rate = 0.55,
        .payoff = 1.3,
        .mean_loss = 1};
}

TEST(Stake, is_a_quarter_of_what_kelly_says_and_the_statistics_prove) {
    const auto stake = stake_for(strong_edge(), {.fraction_max = 1});
    EXPECT_EQ(stake.standing, EdgeStanding::Proven);
    EXPECT_NEAR(stake.fraction, 0.026733211906230712, 1e-14);
    EXPECT_NEAR(stake.belief, 0.7511263207934471, 1e-14);
}

TEST(Stake, takes_the_smaller_of_both_views_in_units_of_r) {
    auto edge = strong_edge();
    edge.win_rate = 0.5;
    edge.payoff = 1.25;
    edge.mean_loss = 2;
    EXPECT_NEAR(stake_for(edge, {}).kelly_used, (0.5 - 0.5 / 1.25) / 2, 1e-15);
}

TEST(Stake, is_never_above_its_maximum) { EXPECT_EQ(stake_for(strong_edge(), {}).fraction, 0.005); }

TEST(Stake, is_the_least_while_nothing_is_proven) {
    const Stake unproven{EdgeStanding::Unproven, 0.0025, 0, 0};
    auto few = strong_edge();
    few.trades = 49;
    auto hasty = strong_edge();
    hasty.span = days{7} - hours{1};
    auto weak = strong_edge();
    weak.t_statistic = 0.99;
    for (const auto& edge : {few, hasty, weak, EdgeStatistics::Value{}}) EXPECT_EQ(stake_for(edge, {}), unproven);
}

TEST(Stake, is_nothing_where_enough_was_seen_and_there_is_no_edge) {
    auto losing = strong_edge();
    losing.t_statistic = 0;
    EXPECT_EQ(stake_for(losing, {}), (Stake{EdgeStanding::None, 0, 0, 0}));
    auto rare = strong_edge();
    rare.win_rate = 0.4;
    EXPECT_EQ(stake_for(rare, {}).standing, EdgeStanding::None);
    EXPECT_EQ(stake_for(rare, {}).fraction, 0);
}

TEST(Stake, grows_with_the_number_of_trades_of_one_mean) {
    double before = 0;
    for (int trades = 50; trades <= 800; trades *= 2) {
        auto edge = strong_edge();
        edge.trades = trades;
        edge.t_statistic = edge.mean * std::sqrt(trades / edge.variance);
        const double fraction = stake_for(edge, {.fraction_max = 1}).fraction;
        EXPECT_GT(fraction, before);
        before = fraction;
    }
}

TEST(Volatility, bounds_the_notional) {
    EXPECT_DOUBLE_EQ(notional_for_volatility(10'000, 0.8, 0.2), 2'500);
    EXPECT_EQ(notional_for_volatility(10'000, 0, 0.2), 0);
}

TEST(Drawdown, shrinks_the_stake_and_ends_entries) {
    EXPECT_EQ(drawdown_factor(0, 0.1), 1);
    EXPECT_DOUBLE_EQ(drawdown_factor(0.05, 0.1), 0.5);
    EXPECT_DOUBLE_EQ(drawdown_factor(0.074, 0.1), 0.26);
    EXPECT_EQ(drawdown_factor(0.076, 0.1), 0);
    EXPECT_EQ(drawdown_factor(-0.1, 0.1), 1);
}

TEST(EquityHigh, remembers_as_many_days_as_it_is_told) {
    EquityHigh high{30};
    EXPECT_EQ(high.drawdown(), 0);
    high.update(base::Timestamp{days{100}}, 1'000);
    high.update(base::Timestamp{days{100} + hours{1}}, 950);
    EXPECT_DOUBLE_EQ(high.drawdown(), 0.05);
    high.update(base::Timestamp{days{129}}, 900);
    EXPECT_EQ(high.high(), 1'000);
    high.update(base::Timestamp{days{130}}, 900);
    EXPECT_EQ(high.high(), 900);
    EXPECT_EQ(high.drawdown(), 0);
}

TEST(LossStreak, halves_the_stake_until_a_win) {
    LossStreak streak{{}};
    for (int count = 0; count < 3; ++count) streak.add(-1);
    EXPECT_EQ(streak.factor(), 1);
    streak.add(0);
    EXPECT_EQ(streak.factor(), 0.5);
    streak.add(-1);
    EXPECT_EQ(streak.factor(), 0.5);
    streak.add(0.1);
    EXPECT_EQ(streak.factor(), 1);
}

}  // namespace
}  // namespace trading::strategy
