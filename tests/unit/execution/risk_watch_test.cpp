// Losses, drawdowns, streaks and the rest that only shows over time, on the whole core and a model venue.
#include "tests/support/execution/risk_world.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

Ratio ratio(std::string_view text) { return Ratio{decimal(text)}; }

// 100,000 USDT and one BTC at 42,000: the day opens with 142,000.
struct WithDayLoss {
    void operator()(ExecutionOptions& options) const {
        options.limits.account->day_loss_max = ratio("0.01");
        options.limits.account->day_loss_kill = ratio("0.02");
    }
};

TEST(RiskWatch, R15_reduces_beyond_the_loss_of_the_day) {
    RiskWorld it{WithDayLoss{}};
    it.set_price("40580");  // 1,420 less: exactly one per cent.
    it.run(200ms);
    EXPECT_EQ(it.state(), "active");
    it.set_price("40579.9");
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    EXPECT_EQ(it.actor(), "system:R15");
    EXPECT_EQ(it.enter("1"), "only_reducing");
}

TEST(RiskWatch, R15_lets_exits_pass) {
    RiskWorld it{WithDayLoss{}};
    ASSERT_EQ(it.enter("1"), "accepted");
    it.set_price("40500");
    it.run(200ms);
    ASSERT_EQ(it.state(), "reducing");
    EXPECT_EQ(it.exit("1"), "accepted");
    EXPECT_TRUE(it.position().is_zero());
}

TEST(RiskWatch, R15_kills_beyond_the_last_loss) {
    RiskWorld it{WithDayLoss{}};
    ASSERT_EQ(it.enter("1"), "accepted");
    it.set_price("39100");
    it.run(2s);
    EXPECT_EQ(it.state(), "killed");
    EXPECT_EQ(it.actor(), "system:R15");
    EXPECT_TRUE(it.position().is_zero());
}

// One wrong price of the venue, or of a frame, is no loss.
TEST(RiskWatch, R15_and_R16_are_not_set_off_by_a_single_wrong_mark_price) {
    RiskWorld it{WithDayLoss{}};
    it.run(200ms);
    for (const auto* id : {&RiskWorld::kSwap, &RiskWorld::kSpot}) {
        it.push(MarketFact{MarkPrice{*id, price("4200"), {it.now(), it.now()}}});
    }
    it.push(Tick{});
    EXPECT_EQ(it.state(), "active");
    it.run(200ms);
    EXPECT_EQ(it.state(), "active");
    EXPECT_EQ(it.core().market().suspect_marks(), 2);
}

TEST(RiskWatch, R15_kills_not_at_the_last_loss) {
    RiskWorld it{WithDayLoss{}};
    it.set_price("39160");  // 2,840 less: exactly two per cent.
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    it.set_price("39159.9");
    it.run(200ms);
    EXPECT_EQ(it.state(), "killed");
}

TEST(RiskWatch, R15_remembers_the_opening_of_the_day_over_a_restart) {
    RiskWorld it{WithDayLoss{}};
    it.set_price("40581");
    it.run(200ms);
    it.restart();
    EXPECT_EQ(it.state(), "active");
    it.set_price("40579");
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    it.restart();
    EXPECT_EQ(it.state(), "reducing");
}

TEST(RiskWatch, R15_begins_a_new_day_at_midnight) {
    RiskWorld it{WithDayLoss{}};
    it.set_price("40600");
    it.run(200ms);
    it.skip(14h);
    it.run(1s);
    it.set_price("40000");
    it.run(200ms);
    EXPECT_EQ(it.state(), "active") << it.core().risk_state().reason;
}

TEST(RiskWatch, takes_no_transfer_for_a_loss) {
    RiskWorld it{WithDayLoss{}};
    it.venue().pay(BillKind::Transfer, {}, cash("-50000"), it.now());
    it.run(12s);
    ASSERT_EQ(it.core().ledger().total(Currency{"USDT"}), cash("50000"));
    EXPECT_EQ(it.state(), "active");
    EXPECT_EQ(it.core().risk_watch().equity().opening_equity(), cash("92000"));
}

TEST(RiskWatch, R16_measures_from_the_highest_of_thirty_days) {
    const auto with_drawdown = [](ExecutionOptions& options) {
        options.limits.account->day_loss_max = ratio("0.9");
        options.limits.account->day_loss_kill = ratio("0.95");
        options.limits.account->drawdown_max = ratio("0.02");
        options.limits.account->drawdown_kill = ratio("0.04");
    };
    RiskWorld it{with_drawdown};
    it.set_price("50000");
    it.run(11s);
    it.skip(24h);
    it.restart();
    it.set_price("47000");  // 3,000 of 150,000: exactly two per cent.
    it.run(200ms);
    EXPECT_EQ(it.state(), "active");
    it.set_price("46999.9");
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    EXPECT_EQ(it.actor(), "system:R16");
    it.set_price("44000");
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    it.set_price("43999.9");
    it.run(200ms);
    EXPECT_EQ(it.state(), "killed");
}

TEST(RiskWatch, R16_forgets_a_high_after_thirty_days) {
    RiskWorld it{[](ExecutionOptions& options) { options.limits.account->day_loss_max = ratio("0.05"); }};
    it.set_price("60000");
    it.run(11s);
    it.skip(24h * 30);
    it.set_price("42000");
    it.restart();
    EXPECT_EQ(it.state(), "active");
}

TEST(RiskWatch, R14_locks_a_strategy_until_midnight) {
    RiskWorld it{[](ExecutionOptions& options) {
        options.limits.strategies.at(RiskWorld::kStrategy).day_loss_max = ratio("0.001");
    }};
    ASSERT_EQ(it.enter("20"), "accepted");
    ASSERT_EQ(it.enter("20"), "accepted");
    // The fees were 8.4; 133.6 more are exactly a thousandth of 142,000.
    it.set_price("41666");
    it.run(200ms);
    EXPECT_FALSE(it.was_told("strategy_locked"));
    it.set_price("41665.9");
    it.run(200ms);
    EXPECT_TRUE(it.was_told("strategy_locked"));
    EXPECT_EQ(it.enter("1"), "strategy_locked");
    it.restart();
    EXPECT_EQ(it.enter("1"), "strategy_locked");
    EXPECT_EQ(it.exit("40"), "accepted");
    it.skip(14h);
    it.run(1s);
    EXPECT_EQ(it.enter("1"), "accepted");
}

TEST(RiskWatch, R14_counts_funding) {
    RiskWorld it{[](ExecutionOptions& options) {
        options.limits.strategies.at(RiskWorld::kStrategy).day_loss_max = ratio("0.001");
    }};
    ASSERT_EQ(it.enter("1"), "accepted");
    it.venue().pay(BillKind::Funding, RiskWorld::kSwap, cash("-142"), it.now());
    it.run(12s);
    EXPECT_EQ(it.enter("1"), "strategy_locked");
}

// Enters and leaves with a loss of so many of the price.
void lose(RiskWorld& it) {
    it.set_price("42000");
    it.run(100ms);
    ASSERT_EQ(it.enter("1"), "accepted");
    it.set_price("41900");
    it.run(100ms);
    ASSERT_EQ(it.exit("1"), "accepted");
}

TEST(RiskWatch, R17_locks_a_strategy_after_too_many_losing_trades) {
    RiskWorld it;
    for (int trade = 0; trade < 4; ++trade) lose(it);
    EXPECT_FALSE(it.was_told("strategy_locked"));
    it.restart();
    lose(it);
    EXPECT_TRUE(it.was_told("strategy_locked"));
    it.restart();
    EXPECT_EQ(it.enter("1"), "strategy_locked");
    it.skip(60min);
    it.run(1s);
    EXPECT_EQ(it.enter("1"), "accepted");
}

TEST(RiskWatch, R17_ends_a_streak_with_a_gain) {
    RiskWorld it;
    for (int trade = 0; trade < 4; ++trade) lose(it);
    it.set_price("42000");
    ASSERT_EQ(it.enter("1"), "accepted");
    it.set_price("42500");
    it.run(100ms);
    ASSERT_EQ(it.exit("1"), "accepted");
    lose(it);
    EXPECT_FALSE(it.was_told("strategy_locked"));
}

TEST(RiskWatch, R17_locks_a_strategy_that_is_stopped_out_again_and_again) {
    RiskWorld it;
    for (int trade = 0; trade < 3; ++trade) {
        EXPECT_FALSE(it.was_told("strategy_locked"));
        it.set_price("42000");
        it.run(200ms);
        ASSERT_EQ(it.enter("1"), "accepted");
        it.set_price("39800");
        it.run(1s);
        ASSERT_TRUE(it.position().is_zero());
    }
    it.run(200ms);
    EXPECT_TRUE(it.was_told("strategy_locked"));
}

TEST(RiskWatch, R22_needs_a_person_after_too_many_differences) {
    RiskWorld it;
    for (int time = 1; time <= 3; ++time) {
        it.venue().misstate(cash("5"));
        it.run(15s);
        ASSERT_EQ(it.state(), "halted");
        EXPECT_EQ(it.actor(), time <= 2 ? "system:reconciliation" : "system:R22");
        it.venue().misstate(cash("0"));
        it.run(15s);
        EXPECT_EQ(it.state(), time <= 2 ? "active" : "halted");
        if (time == 1) it.restart();
    }
}

TEST(RiskWatch, R26_halts_when_the_dead_mans_switch_cannot_be_refreshed) {
    RiskWorld it;
    const auto answer = [&](RequestOutcome outcome) {
        RequestAnswered answered;
        answered.kind = RequestKind::DeadMan;
        answered.outcome = outcome;
        it.push(VenueReport{answered});
    };
    answer(RequestOutcome::Unknown);
    it.run(19s);
    answer(RequestOutcome::Accepted);
    answer(RequestOutcome::Unknown);
    it.run(20s);
    EXPECT_EQ(it.state(), "active");
    it.run(100ms);
    EXPECT_EQ(it.state(), "halted");
    EXPECT_EQ(it.actor(), "system:R26");
}

TEST(RiskWatch, R27_disables_a_strategy_that_repeats_itself) {
    RiskWorld it{[](ExecutionOptions& options) {
        options.limits.strategies.at(RiskWorld::kStrategy).repeated_fills_max = 2;
    }};
    ASSERT_EQ(it.enter("1"), "accepted");
    ASSERT_EQ(it.enter("2"), "accepted");
    EXPECT_FALSE(it.was_told("strategy_locked"));
    it.restart();
    ASSERT_EQ(it.enter("3"), "accepted");
    EXPECT_EQ(it.enter("4"), "strategy_locked");
    it.skip(24h);
    it.run(1s);
    EXPECT_EQ(it.enter("4"), "strategy_locked");
    it.push(Command{"c1", CommandKind::Resume, "operator:ann", "looked at it", {}, {}, {}, {}});
    EXPECT_EQ(it.enter("4"), "accepted");
}

TEST(RiskWatch, R27_counts_anew_after_an_opposite_wish) {
    RiskWorld it{[](ExecutionOptions& options) {
        options.limits.strategies.at(RiskWorld::kStrategy).repeated_fills_max = 2;
    }};
    ASSERT_EQ(it.enter("1"), "accepted");
    ASSERT_EQ(it.enter("2"), "accepted");
    ASSERT_EQ(it.exit("3"), "accepted");
    ASSERT_EQ(it.enter("1"), "accepted");
    ASSERT_EQ(it.enter("2"), "accepted");
    EXPECT_FALSE(it.was_told("strategy_locked"));
}

TEST(RiskWatch, R12_closes_half_of_a_position_near_its_liquidation_and_then_all) {
    RiskWorld it;
    ASSERT_EQ(it.enter("9"), "accepted");
    it.venue().set_liquidation_price(RiskWorld::kSwap, price("41200"));
    for (int tenth = 0; tenth < 120 && !it.was_told("position_closed_by_rule"); ++tenth) it.run(100ms);
    it.venue().set_liquidation_price(RiskWorld::kSwap, price("30000"));
    it.run(1s);
    EXPECT_EQ(it.position().to_string(), "4.5");
    it.venue().set_liquidation_price(RiskWorld::kSwap, price("41500"));
    it.run(11s);
    EXPECT_TRUE(it.position().is_zero());
    EXPECT_EQ(it.enter("1"), "instrument_locked");
}

TEST(RiskWatch, R11_kills_when_the_margin_ratio_is_nearly_gone) {
    RiskWorld it;
    ASSERT_EQ(it.enter("1"), "accepted");
    it.venue().set_margin_ratio(ratio("1.5"));
    it.run(11s);
    EXPECT_EQ(it.state(), "active");
    EXPECT_EQ(it.enter("1"), "margin_ratio_low");
    it.venue().set_margin_ratio(ratio("1.49"));
    it.run(11s);
    EXPECT_EQ(it.state(), "killed");
}

TEST(RiskWatch, R19_closes_what_it_cannot_see) {
    RiskWorld it;
    ASSERT_EQ(it.enter("1"), "accepted");
    it.stop_feeding();
    it.run(61s);
    EXPECT_EQ(it.position(), quantity("1"));
    it.run(3s);
    EXPECT_TRUE(it.position().is_zero());
}

TEST(RiskWatch, R19_closes_nothing_while_trading_is_halted) {
    RiskWorld it;
    ASSERT_EQ(it.enter("1"), "accepted");
    it.push(Command{"c1", CommandKind::Halt, "operator:ann", "by hand", {}, {}, {}, {}});
    it.stop_feeding();
    it.run(65s);
    EXPECT_EQ(it.position(), quantity("1"));
}

TEST(RiskWatch, R24_cancels_the_own_order_that_is_in_the_way) {
    RiskWorld it;
    OrderIntent resting = it.wish(IntentKind::Enter, "1", Side::Sell);
    resting.type = OrderType::Limit;
    resting.limit_price = price("42100");
    ASSERT_EQ(it.send(resting), "accepted");
    EXPECT_EQ(it.enter("1"), "self_trade");
    EXPECT_EQ(it.enter("1"), "accepted");
}

Command change_limit(std::string id, std::string value, bool is_confirmed = false) {
    Command command{std::move(id), CommandKind::ChangeLimit, "operator:ann", "by hand", {}, {}, {}, {}};
    command.limit = "account.day_loss_max";
    command.value = std::move(value);
    command.is_confirmed = is_confirmed;
    return command;
}

TEST(RiskWatch, a_tightened_limit_counts_at_once_and_a_loosened_one_only_when_confirmed) {
    RiskWorld it;
    it.push(change_limit("l1", "0.001"));
    EXPECT_EQ(it.answer_to("l1"), "done account.day_loss_max: 0.001, was 0.04");
    it.set_price("41800");
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    it.push(change_limit("l2", "0.04"));
    EXPECT_EQ(it.answer_to("l2"), "refused account.day_loss_max: 0.04, was 0.001; this loosens it: confirm it");
    it.push(Command{"c1", CommandKind::Resume, "operator:ann", "", {}, {}, {}, {}});
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
    it.push(change_limit("l3", "0.04", true));
    it.push(Command{"c2", CommandKind::Resume, "operator:ann", "", {}, {}, {}, {}});
    it.run(200ms);
    EXPECT_EQ(it.state(), "active");
}

TEST(RiskWatch, a_changed_limit_survives_a_restart) {
    RiskWorld it;
    it.push(change_limit("l1", "0.001"));
    it.restart();
    EXPECT_EQ(it.core().limits().account->day_loss_max, ratio("0.001"));
    it.push(change_limit("l2", "0.002", true));
    it.restart();
    it.restart();
    EXPECT_EQ(it.core().limits().account->day_loss_max, ratio("0.002"));
    it.set_price("41800");
    it.run(200ms);
    EXPECT_EQ(it.state(), "active");
    it.set_price("41700");
    it.run(200ms);
    EXPECT_EQ(it.state(), "reducing");
}

}  // namespace
}  // namespace trading::test
