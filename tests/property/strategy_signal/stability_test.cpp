#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "common/base/random.hpp"
#include "services/strategy/core/window/sliding_comoments.hpp"
#include "services/strategy/core/window/sliding_extreme.hpp"
#include "services/strategy/core/window/sliding_moments.hpp"
#include "services/strategy/core/window/sliding_sum.hpp"

namespace trading::test {
namespace {

using namespace trading::strategy;

constexpr int kUpdates = 300'000;
constexpr int kWindow = 20;

// What the sliding update replaces: two passes over the window, in long double.
struct Exact {
    double deviation = 0;
    double correlation = 0;
};

Exact exact_of(const Ring& x, const Ring& y) {
    const auto count = static_cast<long double>(x.size());
    long double sum_x = 0;
    long double sum_y = 0;
    for (std::size_t age = 0; age < x.size(); ++age) {
        sum_x += x.at(age);
        sum_y += y.at(age);
    }
    long double squares_x = 0;
    long double squares_y = 0;
    long double products = 0;
    for (std::size_t age = 0; age < x.size(); ++age) {
        const long double dx = x.at(age) - sum_x / count;
        const long double dy = y.at(age) - sum_y / count;
        squares_x += dx * dx;
        squares_y += dy * dy;
        products += dx * dy;
    }
    return {
        static_cast<double>(std::sqrt(squares_x / count)),
        static_cast<double>(products / std::sqrt(squares_x * squares_y))};
}

TEST(SlidingWindows, stay_exact_over_many_updates_of_a_high_price_that_hardly_moves) {
    base::Random random{5};
    SlidingMoments moments{kWindow};
    SlidingComoments comoments{kWindow};
    Ring x{kWindow};
    Ring y{kWindow};
    double price = 60'000;
    double worst_deviation = 0;
    double worst_correlation = 0;
    for (int update = 0; update < kUpdates; ++update) {
        price *= std::exp(2e-5 * random.normal());
        const double other = 0.05 * price + random.normal();
        x.push(price);
        y.push(other);
        moments.update(price);
        comoments.update(price, other);
        if (update < kWindow || update % 7 != 0) continue;
        const Exact exact = exact_of(x, y);
        const double deviation = std::sqrt(moments.population_variance());
        worst_deviation = std::max(worst_deviation, std::fabs(deviation / exact.deviation - 1));
        worst_correlation = std::max(worst_correlation, std::fabs(comoments.correlation() - exact.correlation));
    }
    EXPECT_LT(worst_deviation, 1e-9);
    EXPECT_LT(worst_correlation, 1e-9);
    RecordProperty("worst_deviation", std::to_string(worst_deviation * 1e12) + "e-12");
    RecordProperty("worst_correlation", std::to_string(worst_correlation * 1e12) + "e-12");
}

TEST(SlidingWindows, forget_a_huge_value_that_left) {
    SlidingSum sum{3};
    for (const double value : {1e16, 0.1, 0.2, 0.3}) sum.update(value);
    EXPECT_NEAR(sum.sum(), 0.6, 1e-15);
    for (int count = 0; count < 3; ++count) sum.update(0);
    EXPECT_EQ(sum.sum(), 0);
}

TEST(SlidingWindows, know_a_window_of_equal_values_for_one) {
    base::Random random{9};
    SlidingMoments moments{kWindow};
    SlidingComoments comoments{kWindow};
    for (int update = 0; update < 5'000; ++update) {
        moments.update(50'000 + random.normal());
        comoments.update(50'000 + random.normal(), random.normal());
    }
    for (int update = 0; update < kWindow; ++update) {
        moments.update(0.1);
        comoments.update(0.1, random.normal());
    }
    EXPECT_EQ(moments.population_variance(), 0);
    EXPECT_EQ(moments.mean(), 0.1);
    EXPECT_EQ(comoments.correlation(), 0);
}

TEST(SlidingWindows, know_their_largest_and_smallest_value) {
    base::Random random{13};
    for (const int window : {1, 2, 7, 50}) {
        Ring ring{window};
        SlidingMaximum maximum{window};
        SlidingMinimum minimum{window};
        for (int update = 0; update < 2'000; ++update) {
            const auto value = static_cast<double>(random.below(30));
            ring.push(value);
            maximum.update(value);
            minimum.update(value);
            double largest = value;
            double smallest = value;
            for (std::size_t age = 0; age < ring.size(); ++age) {
                largest = std::max(largest, ring.at(age));
                smallest = std::min(smallest, ring.at(age));
            }
            ASSERT_EQ(maximum.value(), largest);
            ASSERT_EQ(minimum.value(), smallest);
            ASSERT_EQ(maximum.is_full(), ring.is_full());
        }
    }
}

}  // namespace
}  // namespace trading::test
