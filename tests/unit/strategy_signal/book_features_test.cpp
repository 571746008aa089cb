#include <gtest/gtest.h>

#include "services/strategy/core/signal/book_features.hpp"
#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/signal/order_flow_imbalance.hpp"
#include "services/strategy/core/signal/trade_imbalance.hpp"

namespace trading::strategy {
namespace {

using domain::Side;
using std::chrono::seconds;

static_assert(Restorable<OrderFlowImbalance>);
static_assert(Restorable<TradeImbalance>);

base::Timestamp at(int second) { return base::Timestamp{seconds{second}}; }

TopOfBook quotes(BookPoint bid, BookPoint ask) { return {bid, ask}; }

TEST(BookFeatures, measure_the_spread_against_the_mid) {
    EXPECT_NEAR(spread_basis_points(quotes({99.95, 1}, {100.05, 1})), 10, 1e-9);
}

TEST(BookFeatures, put_the_microprice_nearer_to_the_thin_side) {
    EXPECT_DOUBLE_EQ(microprice(quotes({99, 3}, {101, 1})), 100.5);
    EXPECT_DOUBLE_EQ(microprice(quotes({99, 0}, {101, 0})), 100);
}

TEST(BookFeatures, sum_the_notional_near_the_mid) {
    const std::vector<BookPoint> bids{{99.9, 2}, {99.5, 1}, {98.9, 100}};
    const std::vector<BookPoint> asks{{100.1, 3}, {101, 1}, {101.1, 100}};
    EXPECT_EQ(notional_within({bids, asks}, 100), (BookNotional{99.9 * 2 + 99.5, 100.1 * 3 + 101}));
    EXPECT_FALSE(notional_within({bids, {}}, 100).has_value());
}

TEST(BookFeatures, balance_the_best_levels_only) {
    const std::vector<BookPoint> bids{{99, 2}, {98, 4}, {97, 100}};
    const std::vector<BookPoint> asks{{101, 1}, {102, 1}, {103, 100}};
    EXPECT_DOUBLE_EQ(*imbalance({bids, asks}, 2), (6.0 - 2) / 8);
    EXPECT_DOUBLE_EQ(*imbalance({bids, {}}), 1);
    EXPECT_FALSE(imbalance({{}, {}}).has_value());
}

TEST(OrderFlowImbalance, adds_what_each_change_of_the_best_quotes_says) {
    OrderFlowImbalance flow;
    EXPECT_FALSE(flow.value().has_value());
    flow.update(at(0), quotes({100, 5}, {101, 5}));
    EXPECT_EQ(flow.value(), 0);
    // A better bid of 4 came: +4. The ask's quantity fell by 2: +2.
    flow.update(at(1), quotes({100.5, 4}, {101, 3}));
    EXPECT_DOUBLE_EQ(*flow.value(), 6 / 3.5);
    // The bid is gone, -4; a lower ask of 6 came: -6.
    flow.update(at(2), quotes({100, 8}, {100.8, 6}));
    EXPECT_DOUBLE_EQ(*flow.value(), (6 - 10) / ((3.5 + 7) / 2));
}

TEST(OrderFlowImbalance, forgets_what_is_older_than_its_window) {
    OrderFlowImbalance flow;
    flow.update(at(0), quotes({100, 5}, {101, 5}));
    flow.update(at(1), quotes({100, 9}, {101, 5}));
    flow.advance(at(10));
    EXPECT_GT(*flow.value(), 0);
    flow.advance(at(11));
    EXPECT_EQ(flow.value(), 0);
}

TEST(OrderFlowImbalance, goes_on_after_a_restore) {
    OrderFlowImbalance flow{{.capacity = 4}};
    OrderFlowImbalance other{{.capacity = 4}};
    for (int second = 0; second < 9; ++second) flow.update(at(second), quotes({100.0 + second % 3, 5}, {103, 5}));
    ASSERT_TRUE(other.restore(flow.snapshot()));
    flow.update(at(9), quotes({101, 1}, {102, 2}));
    other.update(at(9), quotes({101, 1}, {102, 2}));
    EXPECT_EQ(flow.value(), other.value());
    EXPECT_FALSE(OrderFlowImbalance{}.restore(flow.snapshot()));
}

TEST(TradeImbalance, weighs_what_was_bought_against_what_was_sold) {
    TradeImbalance imbalance;
    EXPECT_FALSE(imbalance.value().has_value());
    imbalance.update(at(0), Side::Sell, 4);
    imbalance.update(at(5), Side::Buy, 3);
    imbalance.update(at(6), Side::Buy, 1);
    EXPECT_EQ(imbalance.value(), 0);
    imbalance.advance(at(10));
    EXPECT_EQ(imbalance.value(), 1);
    imbalance.advance(at(16));
    EXPECT_FALSE(imbalance.value().has_value());
}

TEST(TimeWindow, drops_the_oldest_when_it_is_full_and_counts_it) {
    TimeWindow window{{.span = seconds{10}, .capacity = 3}};
    for (int second = 0; second < 5; ++second) window.add(at(second), second, 1);
    EXPECT_EQ(window.count(), 3U);
    EXPECT_EQ(window.dropped(), 2U);
    EXPECT_EQ(window.first_sum(), 2 + 3 + 4);
    EXPECT_EQ(window.second_sum(), 3);
}

TEST(TimeWindow, does_not_drift) {
    TimeWindow window{{.span = seconds{10}, .capacity = 8}};
    for (int second = 0; second < 100'000; ++second) window.add(at(second), 0.1 + second % 7 * 1e6, 0);
    double exact = 0;
    for (int second = 99'992; second < 100'000; ++second) exact += 0.1 + second % 7 * 1e6;
    EXPECT_NEAR(window.first_sum(), exact, 1e-5);
}

TEST(TimeWindow, takes_a_time_that_goes_back_for_the_last_one) {
    TimeWindow window{{.span = seconds{10}}};
    window.add(at(20), 1, 0);
    window.add(at(5), 2, 0);
    EXPECT_EQ(window.first_sum(), 3);
    window.advance(at(30));
    EXPECT_EQ(window.count(), 0U);
}

}  // namespace
}  // namespace trading::strategy
