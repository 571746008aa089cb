#include "services/execution/core/limits_change.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;

const InstrumentId kSwap{"BTC-USDT-SWAP"};
const StrategyId kStrategy{"s1"};
using Names = std::vector<std::string>;

TEST(LimitsChange, of_nothing_changes_nothing) {
    const Limits limits = sample_options().limits;
    const LimitsChange change = change_limits(limits, limits, false);
    EXPECT_EQ(change.applied, Names{});
    EXPECT_EQ(change.refused, Names{});
}

TEST(LimitsChange, tightens_at_once) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.account->day_loss_max = Ratio{decimal("0.03")};
    wanted.account->margin_ratio_min = Ratio{decimal("4")};
    wanted.instruments[kSwap].collar = Ratio{decimal("0.005")};
    wanted.strategies[kStrategy].entries_per_hour_max = 9;
    const LimitsChange change = change_limits(current, wanted, false);
    EXPECT_EQ(
        change.applied,
        (Names{
            "account.margin_ratio_min",
            "account.day_loss_max",
            "instruments.BTC-USDT-SWAP.collar",
            "strategies.s1.entries_per_hour_max",
        })
    );
    EXPECT_EQ(change.refused, Names{});
    EXPECT_EQ(change.limits.account->day_loss_max, Ratio{decimal("0.03")});
    EXPECT_EQ(change.limits.account->margin_ratio_min, Ratio{decimal("4")});
    EXPECT_EQ(change.limits.strategies.at(kStrategy).entries_per_hour_max, 9);
}

TEST(LimitsChange, loosens_only_when_confirmed) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.account->day_loss_max = Ratio{decimal("0.05")};
    wanted.account->margin_ratio_min = Ratio{decimal("2")};
    wanted.account->blind_close_after = std::chrono::seconds{61};
    const LimitsChange refused = change_limits(current, wanted, false);
    EXPECT_EQ(
        refused.refused, (Names{"account.margin_ratio_min", "account.day_loss_max", "account.blind_close_after"})
    );
    EXPECT_EQ(refused.limits.account->day_loss_max, current.account->day_loss_max);
    const LimitsChange confirmed = change_limits(current, wanted, true);
    EXPECT_EQ(confirmed.refused, Names{});
    EXPECT_EQ(confirmed.limits.account->day_loss_max, Ratio{decimal("0.05")});
}

TEST(LimitsChange, tightens_what_stands_beside_a_refused_loosening) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.account->day_loss_max = Ratio{decimal("0.05")};
    wanted.account->drawdown_max = Ratio{decimal("0.05")};
    const LimitsChange change = change_limits(current, wanted, false);
    EXPECT_EQ(change.refused, Names{"account.day_loss_max"});
    EXPECT_EQ(change.limits.account->drawdown_max, Ratio{decimal("0.05")});
}

TEST(LimitsChange, lets_nothing_new_trade_unless_confirmed) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.instruments[InstrumentId{"SOL-USDT"}] = wanted.instruments[kSwap];
    EXPECT_EQ(change_limits(current, wanted, false).refused, Names{"instruments.SOL-USDT"});
    EXPECT_EQ(change_limits(current, wanted, false).limits.instruments.size(), 2U);
    EXPECT_EQ(change_limits(current, wanted, true).limits.instruments.size(), 3U);
}

TEST(LimitsChange, closes_what_is_no_longer_named_and_keeps_knowing_it) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.instruments.erase(kSwap);
    wanted.strategies.erase(kStrategy);
    const LimitsChange change = change_limits(current, wanted, false);
    EXPECT_EQ(change.refused, Names{});
    EXPECT_TRUE(change.limits.instruments.at(kSwap).order_notional_max.is_zero());
    EXPECT_EQ(change.limits.strategies.at(kStrategy).open_positions_max, 0);
}

TEST(LimitsChange, without_account_limits_nothing_trades) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.account.reset();
    EXPECT_FALSE(change_limits(current, wanted, false).limits.account.has_value());
    EXPECT_EQ(change_limits(wanted, current, false).refused, Names{"account"});
}

TEST(LimitsChange, of_what_has_no_tighter_side_needs_a_person) {
    const Limits current = sample_options().limits;
    Limits wanted = current;
    wanted.instruments[kSwap].leverage = Ratio{decimal("1")};
    EXPECT_EQ(change_limits(current, wanted, false).refused, Names{"instruments.BTC-USDT-SWAP.leverage"});
}

}  // namespace
}  // namespace trading::test
