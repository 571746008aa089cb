#include "services/strategy/core/ladder/exit_prices.hpp"

#include <gtest/gtest.h>

namespace trading::strategy {
namespace {

using domain::Price;
using domain::Side;

Price price(std::string_view text) { return Price::from_string(text).value(); }
base::Decimal decimal(std::string_view text) { return base::Decimal::from_string(text).value(); }

domain::Instrument swap() {
    domain::Instrument instrument;
    instrument.tick_size = price("0.1");
    return instrument;
}

class ExitPricesTest : public ::testing::Test {
protected:
    ExitBasis basis(Side side, std::string_view entry, std::string_view distance) const {
        return {instrument_, side, price(entry), price(distance)};
    }

    const domain::Instrument instrument_ = swap();
    const std::vector<LadderLevel> ladder_{{decimal("1"), 40}, {decimal("1.8"), 30}, {decimal("3"), 30}};
};

TEST_F(ExitPricesTest, of_a_long_round_the_stop_away_and_the_gains_to_the_entry) {
    const auto exits = plan_exits(basis(Side::Buy, "50000.05", "35.57"), ladder_, price("10"));
    ASSERT_TRUE(exits.has_value());
    EXPECT_EQ(exits->stop, price("49964.4"));
    const std::vector<TakeProfit> expected{{price("50035.6"), 40}, {price("50064"), 30}, {price("50106.7"), 30}};
    EXPECT_EQ(exits->take_profits, expected);
}

TEST_F(ExitPricesTest, of_a_short_are_mirrored) {
    const auto exits = plan_exits(basis(Side::Sell, "50000.05", "35.57"), ladder_, price("10"));
    ASSERT_TRUE(exits.has_value());
    EXPECT_EQ(exits->stop, price("50035.7"));
    const std::vector<TakeProfit> expected{{price("49964.5"), 40}, {price("49936.1"), 30}, {price("49893.4"), 30}};
    EXPECT_EQ(exits->take_profits, expected);
}

TEST_F(ExitPricesTest, merge_a_level_that_the_costs_would_eat_into_the_next) {
    const auto exits = plan_exits(basis(Side::Buy, "50000", "30"), ladder_, price("29.9"));
    ASSERT_TRUE(exits.has_value());
    EXPECT_EQ(exits->take_profits, (std::vector<TakeProfit>{{price("50054"), 70}, {price("50090"), 30}}));
    // Two ticks beyond the costs are enough.
    EXPECT_EQ(plan_exits(basis(Side::Buy, "50000", "30"), ladder_, price("29.8"))->take_profits.size(), 3U);
}

TEST_F(ExitPricesTest, merge_levels_that_fall_onto_one_tick) {
    const std::vector<LadderLevel> close{{decimal("1"), 40}, {decimal("1.001"), 30}, {decimal("3"), 30}};
    const auto exits = plan_exits(basis(Side::Buy, "50000", "30"), close, price("0"));
    ASSERT_TRUE(exits.has_value());
    EXPECT_EQ(exits->take_profits, (std::vector<TakeProfit>{{price("50030"), 70}, {price("50090"), 30}}));
}

TEST_F(ExitPricesTest, are_refused_when_they_cannot_be) {
    const auto code = [](const auto& result) { return result.error().code; };
    EXPECT_EQ(code(plan_exits(basis(Side::Buy, "50000", "30"), {}, price("0"))), base::ErrorCode::InvalidArgument);
    const std::vector<LadderLevel> falling{{decimal("2"), 1}, {decimal("1"), 1}};
    EXPECT_EQ(code(plan_exits(basis(Side::Buy, "50000", "30"), falling, price("0"))), base::ErrorCode::InvalidArgument);
    const std::vector<LadderLevel> eleven(11, LadderLevel{decimal("1"), 1});
    EXPECT_EQ(code(plan_exits(basis(Side::Buy, "50000", "30"), eleven, price("0"))), base::ErrorCode::InvalidArgument);
    EXPECT_EQ(code(plan_exits(basis(Side::Buy, "50000", "30"), ladder_, price("90"))), base::ErrorCode::OutOfRange);
    EXPECT_EQ(code(plan_exits(basis(Side::Buy, "20", "30"), ladder_, price("0"))), base::ErrorCode::OutOfRange);
    EXPECT_EQ(code(plan_exits(basis(Side::Sell, "20", "15"), ladder_, price("0"))), base::ErrorCode::OutOfRange);
}

TEST_F(ExitPricesTest, at_break_even_pay_the_fees_and_lose_nothing) {
    const domain::Ratio fees{decimal("0.0007")};
    EXPECT_EQ(break_even_stop(basis(Side::Buy, "50000.01", "30"), fees).value(), price("50035.1"));
    EXPECT_EQ(break_even_stop(basis(Side::Sell, "50000.01", "30"), fees).value(), price("49965"));
}

TEST_F(ExitPricesTest, trail_the_extreme_and_never_loosen) {
    const auto long_basis = basis(Side::Buy, "50000", "30");
    EXPECT_EQ(trailed_stop(long_basis, price("49970"), price("50080.3"), price("37.55")).value(), price("50042.7"));
    EXPECT_EQ(trailed_stop(long_basis, price("50050"), price("50080.3"), price("37.55")).value(), price("50050"));
    const auto short_basis = basis(Side::Sell, "50000", "30");
    EXPECT_EQ(trailed_stop(short_basis, price("50030"), price("49900"), price("37.55")).value(), price("49937.6"));
    EXPECT_EQ(trailed_stop(short_basis, price("49930"), price("49900"), price("37.55")).value(), price("49930"));
}

}  // namespace
}  // namespace trading::strategy
