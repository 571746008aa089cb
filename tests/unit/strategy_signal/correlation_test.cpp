#include <gtest/gtest.h>

#include <cmath>

#include "common/base/random.hpp"
#include "services/strategy/core/signal/ewma_correlation.hpp"
#include "services/strategy/core/signal/joint_returns.hpp"
#include "services/strategy/core/signal/rolling_beta.hpp"
#include "services/strategy/core/signal/rolling_correlation.hpp"

namespace trading::strategy {
namespace {

using std::chrono::minutes;

TEST(RollingCorrelation, is_pearsons_by_hand) {
    RollingCorrelation correlation{3};
    correlation.update(100, -100);
    for (const auto& [x, y] : {std::pair{1.0, 2.0}, {2.0, 1.0}, {3.0, 6.0}}) correlation.update(x, y);
    // x: -1 0 1, y: -1 -2 3: covariance 4, squares 2 and 14.
    EXPECT_NEAR(*correlation.value(), 4 / std::sqrt(28.0), 1e-12);
}

TEST(RollingCorrelation, is_zero_when_one_series_stands_still) {
    RollingCorrelation correlation{3};
    for (const double x : {1.0, 2.0, 5.0}) correlation.update(x, 7);
    EXPECT_EQ(correlation.value(), 0);
}

TEST(RollingBeta, is_the_slope_on_the_market) {
    RollingBeta beta{4};
    for (const double market : {0.01, -0.02, 0.005, 0.03}) beta.update(0.001 + 1.5 * market, market);
    EXPECT_NEAR(*beta.value(), 1.5, 1e-12);
    for (int count = 0; count < 4; ++count) beta.update(count, 0.01);
    EXPECT_EQ(beta.value(), 0);
}

TEST(EwmaCorrelation, gives_fishers_interval_for_the_pairs_it_remembers) {
    EwmaCorrelation correlation{{.lambda = 0.9, .seed_pairs = 2}};
    EXPECT_DOUBLE_EQ(correlation.effective_pairs(), 19);
    correlation.update(1, 1);
    correlation.update(1, 0);
    const auto value = *correlation.value();
    EXPECT_DOUBLE_EQ(value.correlation, std::sqrt(0.5));
    EXPECT_DOUBLE_EQ(value.lower, std::tanh(std::atanh(std::sqrt(0.5)) - 1.96 / 4));
    EXPECT_DOUBLE_EQ(value.upper, std::tanh(std::atanh(std::sqrt(0.5)) + 1.96 / 4));
}

TEST(EwmaCorrelation, finds_what_the_series_were_made_with) {
    base::Random random{17};
    EwmaCorrelation correlation{{.lambda = 0.999, .seed_pairs = 100}};
    for (int count = 0; count < 20'000; ++count) {
        const double x = random.normal();
        correlation.update(x, 0.8 * x + 0.6 * random.normal());
    }
    EXPECT_NEAR(correlation.value()->correlation, 0.8, 0.03);
    EXPECT_LT(correlation.value()->lower, 0.8);
    EXPECT_GT(correlation.value()->upper, 0.8);
}

class JointReturnsTest : public ::testing::Test {
protected:
    static Bar bar(int minute, double price, double volume = 1) {
        return Bar{base::Timestamp{minutes{minute}}, price, price, price, price, volume};
    }

    JointReturns returns_{minutes{1}};
};

TEST_F(JointReturnsTest, pair_the_returns_of_one_minute_whichever_bar_comes_first) {
    returns_.update_first(bar(1, 100));
    EXPECT_FALSE(returns_.update_second(bar(1, 10)).has_value());
    EXPECT_FALSE(returns_.update_second(bar(2, 11)).has_value());
    const auto pair = returns_.update_first(bar(2, 120));
    ASSERT_TRUE(pair.has_value());
    EXPECT_DOUBLE_EQ(pair->first, std::log(1.2));
    EXPECT_DOUBLE_EQ(pair->second, std::log(1.1));
}

TEST_F(JointReturnsTest, are_not_spread_over_a_missing_bar) {
    returns_.update_first(bar(1, 100));
    returns_.update_second(bar(1, 10));
    returns_.update_first(bar(2, 101));
    returns_.update_first(bar(3, 102));
    EXPECT_FALSE(returns_.update_second(bar(3, 12)).has_value());
    returns_.update_first(bar(4, 103));
    EXPECT_TRUE(returns_.update_second(bar(4, 13)).has_value());
}

TEST_F(JointReturnsTest, say_nothing_about_a_minute_without_a_trade) {
    returns_.update_first(bar(1, 100));
    returns_.update_second(bar(1, 10));
    returns_.update_first(bar(2, 100, 0));
    EXPECT_FALSE(returns_.update_second(bar(2, 12)).has_value());
}

}  // namespace
}  // namespace trading::strategy
