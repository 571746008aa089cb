#include <gtest/gtest.h>

#include <cmath>

#include "common/base/random.hpp"
#include "services/backtest/core/normal_distribution.hpp"
#include "services/backtest/core/overfitting.hpp"
#include "services/backtest/core/sharpe_confidence.hpp"

namespace trading::backtest {
namespace {

TEST(NormalDistribution, is_inverted_by_its_quantile) {
    EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
    EXPECT_EQ(normal_quantile(0.5), 0);
    for (const double probability : {1e-300, 1e-12, 0.001, 0.2, 0.5, 0.77, 0.999}) {
        EXPECT_NEAR(normal_cdf(normal_quantile(probability)) / probability, 1, 1e-12) << probability;
    }
    EXPECT_NEAR(normal_quantile(0.3), -normal_quantile(0.7), 1e-15);
}

TEST(ProbabilisticSharpe, equals_the_published_example) {
    const SharpeSample fund{.sharpe = 0.458, .periods = 24, .skewness = -2.448, .kurtosis = 10.164};
    const SharpeSample normal{.sharpe = 0.458, .periods = 24};
    EXPECT_NEAR(probabilistic_sharpe(fund, 0), 0.913361083860933, 1e-12);
    EXPECT_NEAR(probabilistic_sharpe(normal, 0), 0.9816749190910771, 1e-12);
    EXPECT_NEAR(minimum_track_record(fund, 0, 0.95), 34.5575059348562, 1e-9);
    EXPECT_TRUE(std::isinf(minimum_track_record(fund, 0.5, 0.95)));
}

TEST(DeflatedSharpe, equals_the_published_example) {
    const SharpeSample best{.sharpe = 2.5 / std::sqrt(250.0), .periods = 1'250, .skewness = -3, .kurtosis = 10};
    EXPECT_NEAR(expected_best_sharpe(0.5 / 250, 100), 0.11317200186513199, 1e-14);
    EXPECT_NEAR(deflated_sharpe(best, 0.5 / 250, 100), 0.9003968344493911, 1e-12);
    EXPECT_NEAR(expected_best_sharpe(0.5 / 250, 46), 0.1003623706176535, 1e-14);
    EXPECT_NEAR(deflated_sharpe(best, 0.5 / 250, 46), 0.9505017068755788, 1e-12);
    EXPECT_EQ(deflated_sharpe(best, 0.5 / 250, 1), probabilistic_sharpe(best, 0));
}

TEST(SharpeSample, knows_the_shape_of_returns) {
    const std::vector<double> returns{0.01, -0.01, 0.03, 0.01};
    const SharpeSample sample = sharpe_of(returns);
    // Mean 0.01; distances 0, -2, 2, 0 hundredths.
    EXPECT_NEAR(sample.sharpe, 0.01 / std::sqrt(8e-4 / 3), 1e-14);
    EXPECT_NEAR(sample.skewness, 0, 1e-12);
    EXPECT_NEAR(sample.kurtosis, 2, 1e-12);
    EXPECT_EQ(sharpe_of(std::vector<double>{1.0}).sharpe, 0);
    EXPECT_EQ(sharpe_of(std::vector<double>{1.0, 1.0}).sharpe, 0);
}

std::vector<std::vector<double>> noise(std::size_t configurations, std::uint64_t seed) {
    base::Random random{seed};
    std::vector<std::vector<double>> returns(configurations);
    for (auto& each : returns) {
        for (int day = 0; day < 400; ++day) each.push_back(0.01 * random.normal());
    }
    return returns;
}

TEST(Overfitting, of_pure_noise_is_a_coin) {
    double sum = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) sum += overfitting_of(noise(20, 1'000'003 * seed), 8).probability;
    EXPECT_NEAR(sum / 40, 0.49, 0.04);
}

TEST(Overfitting, of_one_true_strategy_is_none) {
    auto returns = noise(20, 5);
    for (double& each : returns[7]) each += 0.01;
    const Overfitting result = overfitting_of(returns, 8);
    EXPECT_EQ(result.probability, 0);
    EXPECT_EQ(result.logits.size(), 70U);
    EXPECT_NEAR(result.logits.front(), std::log(20.0 / 21 / (1.0 / 21)), 1e-12);
}

TEST(Overfitting, of_what_only_ever_worked_once_is_certain) {
    // Each configuration shines in one block and loses in all others: whoever shone in the half that chose loses after.
    std::vector<std::vector<double>> returns(8, std::vector<double>(80));
    base::Random random{3};
    for (std::size_t each = 0; each < 8; ++each) {
        for (std::size_t day = 0; day < 80; ++day) {
            returns[each][day] = 0.001 * random.normal() + (day / 10 == each ? 0.05 : -0.01);
        }
    }
    EXPECT_EQ(overfitting_of(returns, 8).probability, 1);
}

}  // namespace
}  // namespace trading::backtest
