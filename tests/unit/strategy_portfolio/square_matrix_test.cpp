#include "services/strategy/core/portfolio/square_matrix.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "common/base/random.hpp"
#include "services/strategy/core/portfolio/ledoit_wolf.hpp"

namespace trading::strategy {
namespace {

SquareMatrix matrix(const std::vector<std::vector<double>>& rows) {
    SquareMatrix result{rows.size()};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows.size(); ++j) result.at(i, j) = rows[i][j];
    }
    return result;
}

void expect_near(const SquareMatrix& actual, const SquareMatrix& expected, double tolerance) {
    ASSERT_EQ(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        for (std::size_t j = 0; j < actual.size(); ++j) {
            EXPECT_NEAR(actual.at(i, j), expected.at(i, j), tolerance) << i << "," << j;
        }
    }
}

// Three pairs that cannot all be: both follow the middle one, and run against one another.
const SquareMatrix kImpossible = matrix({{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}});

TEST(SquareMatrix, solves_what_is_positive_definite_and_says_what_is_not) {
    const auto solution = solve(matrix({{4, 2}, {2, 3}}), {10, 9});
    ASSERT_TRUE(solution.has_value());
    EXPECT_NEAR((*solution)[0], 1.5, 1e-14);
    EXPECT_NEAR((*solution)[1], 2, 1e-14);
    EXPECT_FALSE(solve(kImpossible, {1, 1, 1}).has_value());
}

TEST(SquareMatrix, finds_eigenvalues_and_their_vectors) {
    base::Random random{3};
    SquareMatrix symmetric{6};
    for (std::size_t i = 0; i < 6; ++i) {
        for (std::size_t j = 0; j <= i; ++j) symmetric.at(i, j) = symmetric.at(j, i) = random.normal();
    }
    const Eigenpairs eigen = eigen_of(symmetric);
    for (std::size_t k = 0; k < 6; ++k) {
        for (std::size_t i = 0; i < 6; ++i) {
            double product = 0;
            for (std::size_t j = 0; j < 6; ++j) product += symmetric.at(i, j) * eigen.vectors.at(j, k);
            EXPECT_NEAR(product, eigen.values[k] * eigen.vectors.at(i, k), 1e-12);
        }
    }
}

TEST(SquareMatrix, knows_its_condition) {
    EXPECT_NEAR(condition_number(matrix({{2, 1}, {1, 2}})), 3, 1e-12);
    EXPECT_TRUE(std::isinf(condition_number(kImpossible)));
}

TEST(RepairedCorrelation, can_be_one_of_a_joint_distribution) {
    ASSERT_NEAR(quadratic_form(kImpossible, {1, -1, 1}), -2.4, 1e-12);
    const SquareMatrix repaired = repaired_correlation(kImpossible);
    const auto values = eigen_of(repaired).values;
    EXPECT_GT(*std::min_element(values.begin(), values.end()), 0);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(repaired.at(i, i), 1);
    EXPECT_GT(repaired.at(0, 1), 0);
    EXPECT_LT(repaired.at(0, 2), 0);
}

TEST(RepairedCorrelation, leaves_a_good_one_alone) {
    const SquareMatrix good = matrix({{1, 0.8, 0.6}, {0.8, 1, 0.5}, {0.6, 0.5, 1}});
    EXPECT_EQ(repaired_correlation(good), good);
}

TEST(LedoitWolf, equals_the_worked_example) {
    const ShrunkCovariance result = ledoit_wolf({
        {1.0, 0.5, -0.2},
        {-0.8, -0.6, 0.3},
        {0.3, 0.1, 0.4},
        {0.9, 0.7, -0.5},
        {-1.1, -0.4, 0.2},
        {0.2, -0.1, 0.1},
        {-0.5, -0.3, -0.3},
        {0.4, 0.3, 0.6},
    });
    EXPECT_NEAR(result.shrinkage, 0.21841954442783781, 1e-14);
    expect_near(
        result.sample,
        matrix({{0.5225, 0.29, -0.07625}, {0.29, 0.181875, -0.053125}, {-0.07625, -0.053125, 0.124375}}),
        1e-15
    );
    const double a = 0.46871418718464486, b = 0.226658332115927, c = -0.059595509737377386;
    const double d = 0.2024883445053772, e = -0.04152146170227111, f = 0.15754746830997785;
    expect_near(result.shrunk, matrix({{a, b, c}, {b, d, e}, {c, e, f}}), 1e-14);
}

TEST(LedoitWolf, shrinks_less_the_more_it_saw) {
    base::Random random{8};
    std::vector<std::vector<double>> rows;
    double before = 2;
    for (const std::size_t count : {20U, 200U, 2'000U}) {
        while (rows.size() < count) {
            const double common = random.normal();
            rows.push_back({common + random.normal(), common + random.normal(), 3 * random.normal()});
        }
        const double shrinkage = ledoit_wolf(rows).shrinkage;
        EXPECT_LT(shrinkage, before);
        before = shrinkage;
    }
    EXPECT_LT(before, 0.01);
}

TEST(LedoitWolf, gives_correlations_with_ones_on_the_diagonal) {
    base::Random random{8};
    std::vector<std::vector<double>> rows;
    for (int count = 0; count < 3'000; ++count) {
        const double common = random.normal();
        rows.push_back({100 * (0.6 * common + 0.8 * random.normal()), common, 7});
    }
    const SquareMatrix correlation = ledoit_wolf_correlation(rows);
    EXPECT_NEAR(correlation.at(0, 1), 0.6, 0.03);
    EXPECT_EQ(correlation.at(0, 0), 1);
    EXPECT_EQ(correlation.at(0, 2), 0);
    EXPECT_EQ(correlation.at(2, 2), 1);
}

}  // namespace
}  // namespace trading::strategy
