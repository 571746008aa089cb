#include "services/strategy/core/sizing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/strategy/core/entry_plan.hpp"
#include "tests/support/strategy/strategy_world.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace strategy;

SizeRules rules(const std::string& notional_max = "1000000") {
    SizeRules rules;
    rules.risk_fraction = Ratio::from_string("0.01").value();
    rules.notional_max = Notional::from_string(notional_max).value();
    rules.leverage_max = Ratio::from_string("3").value();
    return rules;
}

TEST(Sizing, risks_the_fraction_of_equity_on_the_stop) {
    const Instrument swap = swap_instrument();
    const SizeInputs inputs{swap, Side::Buy, price("60000"), price("59400"), cash("10000"), cash("10000")};
    const Size size = size_entry(inputs, rules());
    // 100 USDT at risk, 600 x 0.01 USDT lost for each contract: 16.666... contracts.
    ASSERT_TRUE(size.quantity.has_value()) << size.detail;
    EXPECT_EQ(*size.quantity, quantity("16.66"));
    EXPECT_THAT(size.detail, ::testing::HasSubstr("bound_by=risk_fraction"));
}

TEST(Sizing, is_bounded_by_notional_and_exactly_at_the_limit_passes) {
    const Instrument swap = swap_instrument();
    const SizeInputs inputs{swap, Side::Sell, price("60000"), price("60600"), cash("10000"), cash("10000")};
    const Size size = size_entry(inputs, rules("1200"));
    ASSERT_TRUE(size.quantity.has_value());
    EXPECT_EQ(*size.quantity, quantity("2"));
    EXPECT_THAT(size.detail, ::testing::HasSubstr("bound_by=notional_max"));
}

TEST(Sizing, is_bounded_by_leverage_on_derivatives) {
    const Instrument swap = swap_instrument();
    const SizeInputs inputs{swap, Side::Buy, price("60000"), price("59999"), cash("10000"), cash("10000")};
    EXPECT_EQ(*size_entry(inputs, rules()).quantity, quantity("50"));
}

TEST(Sizing, spends_no_more_than_is_available_on_spot) {
    const Instrument spot = spot_instrument();
    const SizeInputs inputs{spot, Side::Buy, price("60000"), price("59940"), cash("10000"), cash("600")};
    EXPECT_EQ(*size_entry(inputs, rules()).quantity, quantity("0.01"));
}

TEST(Sizing, takes_a_fixed_notional) {
    const Instrument spot = spot_instrument();
    SizeRules fixed = rules();
    fixed.mode = SizeMode::FixedNotional;
    fixed.fixed_notional = Notional::from_string("100").value();
    const SizeInputs inputs{spot, Side::Buy, price("60000"), price("59940"), cash("10000"), cash("10000")};
    EXPECT_EQ(*size_entry(inputs, fixed).quantity, quantity("0.00166666"));
}

TEST(Sizing, never_rounds_up_to_the_minimum) {
    Instrument spot = spot_instrument();
    SizeRules fixed = rules();
    fixed.mode = SizeMode::FixedNotional;
    fixed.fixed_notional = Notional::from_string("6").value();
    const SizeInputs inputs{spot, Side::Buy, price("60000"), price("59940"), cash("10000"), cash("10000")};
    spot.minimum_quantity = quantity("0.0001");
    EXPECT_EQ(*size_entry(inputs, fixed).quantity, quantity("0.0001"));
    spot.minimum_quantity = quantity("0.00010001");
    const Size size = size_entry(inputs, fixed);
    EXPECT_FALSE(size.quantity.has_value());
    EXPECT_THAT(size.detail, ::testing::HasSubstr("below_minimum"));
}

TEST(Sizing, refuses_without_a_known_balance_and_on_inverse_contracts) {
    Instrument swap = swap_instrument();
    const SizeInputs unknown{swap, Side::Buy, price("60000"), price("59400"), {}, {}};
    EXPECT_THAT(size_entry(unknown, rules()).detail, ::testing::HasSubstr("balance_unknown"));
    swap.contract_kind = ContractKind::Inverse;
    const SizeInputs inverse{swap, Side::Buy, price("60000"), price("59400"), cash("1"), cash("1")};
    EXPECT_FALSE(size_entry(inverse, rules()).quantity.has_value());
}

TEST(Sizing, refuses_numbers_that_do_not_fit_instead_of_wrapping) {
    Instrument tiny = spot_instrument();
    tiny.lot_size = quantity("0.000000000000000001");
    const SizeInputs inputs{
        tiny, Side::Buy, price("0.000003"), price("0.0000003"), cash("1000000000"), cash("1000000000")};
    EXPECT_FALSE(size_entry(inputs, rules()).quantity.has_value());
}

TEST(EntryPlan, rounds_the_stop_away_from_and_the_take_profit_towards_the_entry) {
    EntryRules entry;
    entry.stop_atr_multiple = 2;
    entry.take_profit_multiple = base::Decimal::from_string("1.5").value();
    entry.slippage_ticks = 2;
    const BestQuotes quotes{price("59999.9"), price("60000")};
    // ATR 10.03: D = 20.06, on the tick 20.1; m x D = 30.15.
    const auto buy = plan_entry(swap_instrument(), Side::Buy, quotes, 10.03, entry);
    ASSERT_TRUE(buy.has_value());
    EXPECT_EQ(buy->limit, price("60000.2"));
    EXPECT_EQ(buy->stop, price("59979.9"));
    EXPECT_EQ(buy->take_profit, price("60030.1"));
    const auto sell = plan_entry(swap_instrument(), Side::Sell, quotes, 10.03, entry);
    ASSERT_TRUE(sell.has_value());
    EXPECT_EQ(sell->limit, price("59999.7"));
    EXPECT_EQ(sell->stop, price("60020"));
    EXPECT_EQ(sell->take_profit, price("59969.8"));
}

TEST(EntryPlan, keeps_the_stop_at_least_one_tick_away) {
    EntryRules entry;
    entry.slippage_ticks = 0;
    const auto plan = plan_entry(swap_instrument(), Side::Buy, {price("9.9"), price("10")}, 0, entry);
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ(plan->stop, price("9.9"));
}

TEST(EntryPlan, keeps_the_stop_out_of_the_noise) {
    EntryRules entry;
    entry.stop_bp_min = 10;
    const auto plan = plan_entry(swap_instrument(), Side::Buy, {price("59999.9"), price("60000")}, 1, entry);
    ASSERT_TRUE(plan.has_value());
    EXPECT_EQ(plan->stop, price("59940"));
    EXPECT_EQ(plan->take_profit, price("60120"));
}

TEST(EntryPlan, refuses_a_stop_below_zero_and_a_take_profit_inside_the_slippage) {
    EntryRules entry;
    EXPECT_FALSE(plan_entry(swap_instrument(), Side::Buy, {price("9.9"), price("10")}, 6, entry).has_value());
    entry.slippage_ticks = 10;
    EXPECT_FALSE(plan_entry(swap_instrument(), Side::Buy, {price("9.9"), price("10")}, 0.1, entry).has_value());
}

}  // namespace
}  // namespace trading::test
