#include "services/strategy/core/portfolio/correlated_exposure.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "common/base/random.hpp"
#include "services/strategy/core/portfolio/multi_asset_kelly.hpp"

namespace trading::strategy {
namespace {

SquareMatrix correlations(double first, double second, double third) {
    SquareMatrix result = SquareMatrix::identity(3);
    result.at(0, 1) = result.at(1, 0) = first;
    result.at(0, 2) = result.at(2, 0) = second;
    result.at(1, 2) = result.at(2, 1) = third;
    return result;
}

Portfolio portfolio(double equity, std::vector<double> exposures) {
    return {equity, std::move(exposures), {1, 1, 1}, correlations(0.8, 0.6, 0.5)};
}

TEST(CorrelatedExposure, equals_the_worked_example) {
    const SquareMatrix known = correlations(0.8, 0.6, 0.5);
    EXPECT_NEAR(correlated_exposure(known, {1000, 500, -400}), 1236.9316876852981, 1e-9);
    EXPECT_NEAR(
        correlated_exposure(known, {1100, 500, -400}) - correlated_exposure(known, {1000, 500, -400}),
        94.23321569820087,
        1e-9
    );
}

TEST(PrudentCorrelation, expects_the_worse_of_what_it_does_not_know) {
    EXPECT_EQ(prudent_correlation({}, 10, 20), 0.9);
    EXPECT_EQ(prudent_correlation({}, -10, -20), 0.9);
    EXPECT_EQ(prudent_correlation({}, 10, -20), 0);
}

TEST(PrudentCorrelation, lets_a_hedge_count_only_when_it_is_sure) {
    const PairCorrelation sure{0.8, 0.51, 0.9, true};
    const PairCorrelation unsure{0.8, 0.5, 0.9, true};
    EXPECT_EQ(prudent_correlation(sure, 10, -20), 0.8);
    EXPECT_EQ(prudent_correlation(unsure, 10, -20), 0);
    EXPECT_EQ(prudent_correlation(unsure, 10, 20), 0.8);
    EXPECT_EQ(prudent_correlation({-0.8, -0.9, -0.4, true}, 10, 20), 0);
    EXPECT_EQ(prudent_correlation({-0.8, -0.9, -0.4, true}, 10, -20), -0.8);
}

TEST(AllowExposure, takes_a_candidate_that_every_limit_bears) {
    const auto answer = allow_exposure(portfolio(1'000, {100, 0, 0}), 1, 100, {});
    EXPECT_EQ(answer.verdict, ExposureVerdict::Allowed);
    EXPECT_EQ(answer.factor, 1);
    EXPECT_EQ(answer.correlated_before, 100);
    EXPECT_NEAR(answer.correlated_with, std::sqrt(36'000), 1e-9);
}

TEST(AllowExposure, cuts_a_candidate_to_what_is_left) {
    const ExposureLimits only_correlated{
        .correlated_max = 1, .gross_max = 99, .net_beta_max = 99, .cluster_max = 99, .cluster_positions_max = 99};
    const auto answer = allow_exposure(portfolio(1'000, {800, 0, 0}), 0, 400, only_correlated);
    EXPECT_EQ(answer.verdict, ExposureVerdict::CorrelatedExposure);
    EXPECT_DOUBLE_EQ(answer.factor, 0.5);
}

TEST(AllowExposure, refuses_what_would_be_cut_to_a_crumb) {
    const ExposureLimits limits{
        .correlated_max = 1, .gross_max = 99, .net_beta_max = 99, .cluster_max = 99, .cluster_positions_max = 99};
    EXPECT_EQ(allow_exposure(portfolio(1'000, {900, 0, 0}), 0, 400, limits).factor, 0);
    EXPECT_GT(allow_exposure(portfolio(1'000, {880, 0, 0}), 0, 400, limits).factor, 0);
}

TEST(AllowExposure, names_the_limit_that_binds) {
    const auto verdict = [](Portfolio held, std::size_t instrument, double notional, ExposureLimits limits) {
        return allow_exposure(held, instrument, notional, limits).verdict;
    };
    EXPECT_EQ(verdict(portfolio(0, {0, 0, 0}), 0, 1, {}), ExposureVerdict::NoEquity);
    EXPECT_EQ(
        verdict(
            portfolio(1'000, {1'000, -1'900, 0}), 2, 200, {.correlated_max = 9, .net_beta_max = 9, .cluster_max = 9}
        ),
        ExposureVerdict::GrossExposure
    );
    EXPECT_EQ(
        verdict(portfolio(1'000, {1'400, 0, 0}), 2, 200, {.correlated_max = 9, .cluster_max = 9}),
        ExposureVerdict::NetBeta
    );
    EXPECT_EQ(
        verdict(portfolio(1'000, {1'000, 0, 0}), 1, 300, {.correlated_max = 9, .net_beta_max = 9}),
        ExposureVerdict::ClusterExposure
    );
    EXPECT_EQ(
        verdict(portfolio(1'000, {100, 0, 100}), 1, 100, {.cluster_correlation = 0.5}),
        ExposureVerdict::ClusterPositions
    );
}

TEST(AllowExposure, never_cuts_what_shrinks) {
    const auto answer = allow_exposure(portfolio(100, {5'000, 0, 0}), 0, -1'000, {});
    EXPECT_EQ(answer.verdict, ExposureVerdict::Allowed);
    EXPECT_EQ(answer.factor, 1);
}

TEST(AllowExposure, does_not_cut_what_stays_as_large) {
    const auto turned = allow_exposure(portfolio(100, {5'000, 0, 0}), 0, -10'000, {});
    EXPECT_EQ(turned.verdict, ExposureVerdict::Allowed);
    EXPECT_EQ(turned.factor, 1);
}

TEST(AllowExposure, holds_the_limit_exactly_when_it_is_reached) {
    const ExposureLimits limits{.gross_max = 1};
    EXPECT_EQ(allow_exposure(portfolio(1'000, {0, 0, 0}), 0, 1'000, limits).verdict, ExposureVerdict::Allowed);
}

class CorrelationEstimatorTest : public ::testing::Test {
protected:
    std::vector<std::optional<double>> bar() {
        const double common = random_.normal();
        return {0.01 * common, 0.02 * (0.8 * common + 0.6 * random_.normal()), 0.01 * random_.normal()};
    }

    CorrelationEstimator estimator_{{.instruments = 3, .half_life = 500, .shrinkage = 0}};
    base::Random random_{6};
};

TEST_F(CorrelationEstimatorTest, finds_what_the_returns_were_made_with) {
    for (int count = 0; count < 5'000; ++count) estimator_.update(bar());
    EXPECT_TRUE(estimator_.ready());
    EXPECT_NEAR(estimator_.pair(0, 1).correlation, 0.8, 0.05);
    EXPECT_EQ(estimator_.pair(0, 1), estimator_.pair(1, 0));
    EXPECT_NEAR(estimator_.pair(0, 2).correlation, 0, 0.1);
    EXPECT_LT(estimator_.pair(0, 1).lower, estimator_.pair(0, 1).correlation);
    EXPECT_EQ(estimator_.matrix().at(1, 0), estimator_.pair(0, 1).correlation);
}

TEST_F(CorrelationEstimatorTest, knows_nothing_before_a_hundred_joint_bars) {
    for (int count = 0; count < 99; ++count) estimator_.update(bar());
    EXPECT_FALSE(estimator_.pair(0, 1).is_known);
    auto half = bar();
    half[2].reset();
    estimator_.update(half);
    EXPECT_TRUE(estimator_.pair(0, 1).is_known);
    EXPECT_FALSE(estimator_.pair(0, 2).is_known);
}

TEST_F(CorrelationEstimatorTest, does_not_trust_an_instrument_that_is_often_missing) {
    for (int count = 0; count < 2'000; ++count) {
        auto returns = bar();
        if (count % 4 == 0) returns[2].reset();
        estimator_.update(returns);
    }
    EXPECT_FALSE(estimator_.is_known(2));
    EXPECT_FALSE(estimator_.pair(2, 0).is_known);
    EXPECT_TRUE(estimator_.pair(1, 0).is_known);
}

TEST_F(CorrelationEstimatorTest, lets_one_mad_bar_say_little) {
    for (int count = 0; count < 2'000; ++count) estimator_.update(bar());
    const double before = estimator_.pair(0, 2).correlation;
    estimator_.update({5.0, 0.0, 5.0});
    EXPECT_NEAR(estimator_.pair(0, 2).correlation, before, 0.05);
}

TEST_F(CorrelationEstimatorTest, pulls_towards_the_average) {
    CorrelationEstimator pulled{{.instruments = 3, .half_life = 500, .shrinkage = 1}};
    for (int count = 0; count < 1'000; ++count) {
        const auto returns = bar();
        estimator_.update(returns);
        pulled.update(returns);
    }
    const double average =
        (estimator_.pair(0, 1).correlation + estimator_.pair(0, 2).correlation + estimator_.pair(1, 2).correlation) / 3;
    EXPECT_NEAR(pulled.pair(0, 1).correlation, average, 1e-12);
    EXPECT_NEAR(pulled.pair(1, 2).correlation, average, 1e-12);
}

TEST_F(CorrelationEstimatorTest, goes_on_after_a_restore) {
    for (int count = 0; count < 300; ++count) estimator_.update(bar());
    CorrelationEstimator other{{.instruments = 3, .half_life = 500, .shrinkage = 0}};
    ASSERT_TRUE(other.restore(estimator_.snapshot()));
    const auto next = bar();
    estimator_.update(next);
    other.update(next);
    EXPECT_EQ(other.pair(0, 1), estimator_.pair(0, 1));
    EXPECT_EQ(other.snapshot(), estimator_.snapshot());
}

SquareMatrix covariance(double deviation, double correlation) {
    SquareMatrix result = SquareMatrix::identity(2);
    result.at(0, 0) = result.at(1, 1) = deviation * deviation;
    result.at(0, 1) = result.at(1, 0) = deviation * deviation * correlation;
    return result;
}

TEST(MultiAssetKelly, equals_the_worked_examples) {
    const auto together = multi_asset_kelly({0.05, 0.05}, covariance(0.2, 0.5), {});
    EXPECT_NEAR(together.fractions[0], 0.8333333333333334, 1e-12);
    EXPECT_NEAR(together.fractions[1], 0.8333333333333334, 1e-12);
    EXPECT_NEAR(multi_asset_kelly({0.05, 0.05}, covariance(0.2, 0), {}).fractions[0], 1.25, 1e-12);
}

TEST(MultiAssetKelly, leaves_an_asset_out_rather_than_turning_it_around) {
    // The second is hardly worth its risk beside the first: unconstrained it would be sold.
    const auto result = multi_asset_kelly({0.05, 0.01}, covariance(0.2, 0.9), {});
    EXPECT_EQ(result.fractions[1], 0);
    EXPECT_NEAR(result.fractions[0], 1.25, 1e-12);
}

TEST(MultiAssetKelly, keeps_to_the_target_volatility) {
    const SquareMatrix known = covariance(0.2, 0.5);
    const auto result = multi_asset_kelly({0.05, 0.03}, known, {.lambda = 0.5, .volatility_target = 0.1});
    EXPECT_NEAR(std::sqrt(quadratic_form(known, result.fractions)), 0.1, 1e-12);
}

TEST(MultiAssetKelly, shrinks_a_matrix_that_says_the_same_twice) {
    const auto result = multi_asset_kelly({0.05, 0.05}, covariance(0.2, 1), {});
    EXPECT_EQ(result.quality, MultiAssetKelly::Quality::ShrunkMore);
    EXPECT_NEAR(result.fractions[0], result.fractions[1], 1e-12);
}

TEST(MultiAssetKelly, shares_the_risk_equally_when_nothing_can_be_solved) {
    const auto result = multi_asset_kelly({0.05, -0.05}, covariance(0.2, 9), {.volatility_target = 0.1});
    EXPECT_EQ(result.quality, MultiAssetKelly::Quality::EqualRisk);
    EXPECT_LE(result.fractions[0], 0.25);
    EXPECT_LT(result.fractions[1], 0);
}

}  // namespace
}  // namespace trading::strategy
