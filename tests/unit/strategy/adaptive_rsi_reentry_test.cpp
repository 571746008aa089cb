#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/strategy/strategy_world.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace strategy;

// Warm, healthy, nothing decided yet.
StrategyWorld ready_world(AdaptiveRsiReentrySettings settings = sample_settings()) {
    StrategyWorld world{std::move(settings)};
    world.make_healthy();
    world.history(kSwap, 130);
    world.clear_outputs();
    return world;
}

const CheckVerdict& last_check(const Decision& decision) { return decision.checks.back(); }

void expect_no_trade(StrategyWorld& world, const std::string& reason, const std::string& detail) {
    const Decision& decision = world.last_decision();
    EXPECT_TRUE(world.intents().empty());
    EXPECT_EQ(decision.outcome, DecisionOutcome::NoTrade);
    EXPECT_EQ(decision.reason, reason);
    ASSERT_FALSE(decision.checks.empty());
    EXPECT_FALSE(last_check(decision).has_passed);
    EXPECT_THAT(last_check(decision).detail, ::testing::HasSubstr(detail));
}

TEST(AdaptiveRsiReentry, buys_a_return_from_below_with_stop_and_take_profit) {
    auto world = ready_world();
    world.long_setup(kSwap);
    ASSERT_EQ(world.intents().size(), 1U);
    const OrderIntent intent = world.intents()[0];
    EXPECT_EQ(intent.kind, IntentKind::Enter);
    EXPECT_EQ(intent.side, Side::Buy);
    EXPECT_EQ(intent.type, OrderType::Limit);
    EXPECT_EQ(intent.time_in_force, TimeInForce::ImmediateOrCancel);
    EXPECT_EQ(intent.reason, "setup_long");
    EXPECT_LT(*intent.stop_price, *intent.limit_price);
    EXPECT_GT(*intent.take_profit_price, *intent.limit_price);
    EXPECT_EQ(intent.valid_until, world.now() + std::chrono::seconds{2});
    const Decision& decision = world.last_decision();
    EXPECT_EQ(decision.outcome, DecisionOutcome::Enter);
    EXPECT_EQ(decision.intent_id, intent.intent_id);
    EXPECT_EQ(decision.decision_id, intent.decision_id);
    for (const CheckVerdict& check : decision.checks) EXPECT_TRUE(check.has_passed) << check.check;
}

TEST(AdaptiveRsiReentry, sells_a_return_from_above_on_a_swap) {
    auto world = ready_world();
    world.short_setup(kSwap);
    ASSERT_EQ(world.intents().size(), 1U);
    const OrderIntent intent = world.intents()[0];
    EXPECT_EQ(intent.side, Side::Sell);
    EXPECT_GT(*intent.stop_price, *intent.limit_price);
    EXPECT_LT(*intent.take_profit_price, *intent.limit_price);
}

TEST(AdaptiveRsiReentry, never_sells_spot_short) {
    auto world = ready_world();
    world.history(kSpot, 130);
    world.short_setup(kSpot);
    expect_no_trade(world, "setup", "spot is only bought");
}

TEST(AdaptiveRsiReentry, respects_a_side_that_is_switched_off) {
    auto settings = sample_settings();
    settings.allows_long = false;
    auto world = ready_world(settings);
    world.long_setup(kSwap);
    expect_no_trade(world, "setup", "side is switched off");
}

TEST(AdaptiveRsiReentry, gives_one_decision_for_each_closed_bar) {
    auto world = ready_world();
    world.long_setup(kSwap);
    EXPECT_GT(world.decisions().size(), 2U);
    EXPECT_EQ(world.core().counters().bars, world.decisions().size());
}

TEST(AdaptiveRsiReentry, does_not_trade_while_stopped) {
    auto world = ready_world();
    world.send(StrategySwitch{kStrategy, false, "operator:test"});
    world.long_setup(kSwap);
    expect_no_trade(world, "enabled", "stopped");
}

TEST(AdaptiveRsiReentry, does_not_trade_during_the_warm_up) {
    StrategyWorld world;
    world.make_healthy();
    world.bar(kSwap, 60'010);
    expect_no_trade(world, "data_health", "warming_up");
}

TEST(AdaptiveRsiReentry, does_not_trade_on_a_stale_book) {
    auto world = ready_world();
    world.book(kSwap, FeedState::Stale);
    world.long_setup(kSwap);
    expect_no_trade(world, "data_health", "book_not_fresh");
}

TEST(AdaptiveRsiReentry, does_not_trade_on_old_quotes) {
    auto world = ready_world();
    world.bar(kSwap, 60'000);
    world.bar_alone(kSwap, 60'001);
    expect_no_trade(world, "data_health", "quote_stale");
}

TEST(AdaptiveRsiReentry, does_not_trade_after_the_quotes_were_lost) {
    auto world = ready_world();
    world.bar(kSwap, 60'000);
    world.send(MarketTopicLost{kSwap, MarketPart::Quotes});
    world.bar_alone(kSwap, 60'001);
    expect_no_trade(world, "data_health", "no_quote");
}

TEST(AdaptiveRsiReentry, does_not_trade_across_missing_bars) {
    auto world = ready_world();
    world.skip_bars(kSwap, 2);
    world.bar(kSwap, 60'000);
    expect_no_trade(world, "data_health", "bars_missing");
}

TEST(AdaptiveRsiReentry, does_not_trade_on_a_bar_that_comes_late) {
    auto world = ready_world();
    world.advance(std::chrono::seconds{66});
    world.bar(kSwap, 60'000);
    expect_no_trade(world, "data_health", "bar_late");
}

TEST(AdaptiveRsiReentry, does_not_trade_an_instrument_that_is_not_live) {
    auto world = ready_world();
    auto suspended = swap_instrument();
    suspended.status = InstrumentStatus::Suspended;
    world.send(MarketEvent{InstrumentUpdate{suspended, {world.now(), world.now()}}, false});
    world.long_setup(kSwap);
    expect_no_trade(world, "data_health", "instrument_not_live");
}

TEST(AdaptiveRsiReentry, does_not_enter_while_halted_reducing_or_unknown) {
    for (const TradingState state : {TradingState::Halted, TradingState::Reducing}) {
        auto world = ready_world();
        world.trading_state(state);
        world.long_setup(kSwap);
        expect_no_trade(world, "trading_state", std::string{to_string(state)});
    }
    auto world = ready_world();
    world.send(AccountLost{"gap"});
    world.long_setup(kSwap);
    expect_no_trade(world, "trading_state", "synchronised=no");
    auto silent = ready_world();
    silent.send(FeedSilence{Feed::Execution, true});
    silent.long_setup(kSwap);
    expect_no_trade(silent, "trading_state", "synchronised=no");
}

TEST(AdaptiveRsiReentry, does_not_enter_while_an_intent_is_unanswered) {
    auto world = ready_world();
    world.long_setup(kSwap);
    ASSERT_EQ(world.intents().size(), 1U);
    world.clear_outputs();
    world.long_setup(kSwap);
    expect_no_trade(world, "in_flight", "intent=unanswered");
}

TEST(AdaptiveRsiReentry, does_not_enter_beside_a_position_of_somebody_else) {
    auto world = ready_world();
    Position foreign;
    foreign.instrument_id = kSwap;
    foreign.strategy_id = StrategyId{"other"};
    foreign.quantity = quantity("1");
    foreign.version = 1;
    world.send(AccountEvent{foreign});
    world.long_setup(kSwap);
    expect_no_trade(world, "position", "owner=other");
}

TEST(AdaptiveRsiReentry, does_not_enter_when_the_spread_is_wide_and_does_at_the_limit) {
    auto settings = sample_settings();
    settings.spread_bp_max = 0.02;  // Far below the 0.2 of about 60000.
    auto world = ready_world(settings);
    world.long_setup(kSwap);
    expect_no_trade(world, "spread", "limit=0.020");
}

TEST(AdaptiveRsiReentry, does_not_enter_with_too_little_money) {
    auto world = ready_world();
    world.balance("1");
    world.long_setup(kSwap);
    expect_no_trade(world, "size", "below_minimum");
}

TEST(AdaptiveRsiReentry, does_not_ask_again_for_what_was_denied_until_a_pause_is_over) {
    auto settings = sample_settings();
    settings.cooldown.after_denial_bars = 500;
    auto world = ready_world(settings);
    world.long_setup(kSwap);
    world.reply(world.intents().at(0).intent_id, IntentVerdict::Denied);
    world.clear_outputs();
    world.long_setup(kSwap);
    expect_no_trade(world, "cooldown", "after_denial");
}

TEST(AdaptiveRsiReentry, asks_again_after_the_pause) {
    auto world = ready_world();
    world.long_setup(kSwap);
    world.reply(world.intents().at(0).intent_id, IntentVerdict::Denied);
    world.clear_outputs();
    world.long_setup(kSwap);
    EXPECT_EQ(world.intents().size(), 1U);
}

TEST(AdaptiveRsiReentry, waits_longer_after_a_stop_than_after_another_exit) {
    for (const bool was_stop : {true, false}) {
        auto settings = sample_settings();
        settings.cooldown = {1, 500, 0};
        auto world = ready_world(settings);
        world.long_setup(kSwap);
        const OrderIntent entry = world.intents().at(0);
        world.fill_whole(entry);
        world.fill(entry, was_stop ? OrderPurpose::StopLoss : OrderPurpose::TakeProfit);
        world.position(kSwap, "0");
        world.clear_outputs();
        world.long_setup(kSwap);
        if (was_stop) {
            expect_no_trade(world, "cooldown", "after_stop");
        } else {
            EXPECT_EQ(world.intents().size(), 1U);
        }
    }
}

TEST(AdaptiveRsiReentry, closes_a_position_when_its_time_is_over_and_not_before) {
    auto world = ready_world();
    world.long_setup(kSwap);
    const OrderIntent entry = world.intents().at(0);
    world.fill_whole(entry);
    world.clear_outputs();
    for (int count = 0; count < 9; ++count) world.bar(kSwap, 60'000);
    expect_no_trade(world, "position", "held_bars=8");
    world.bar(kSwap, 60'000);
    expect_no_trade(world, "position", "held_bars=9");
    world.bar(kSwap, 60'000);
    ASSERT_EQ(world.intents().size(), 1U);
    const OrderIntent exit = world.intents()[0];
    EXPECT_EQ(exit.kind, IntentKind::Exit);
    EXPECT_EQ(exit.side, Side::Sell);
    EXPECT_EQ(exit.quantity, entry.quantity);
    EXPECT_EQ(exit.reason, "time_stop");
    EXPECT_EQ(world.last_decision().outcome, DecisionOutcome::Exit);
}

TEST(AdaptiveRsiReentry, closes_even_while_stopped_and_reducing_but_not_while_halted) {
    auto world = ready_world();
    world.long_setup(kSwap);
    world.fill_whole(world.intents().at(0));
    world.clear_outputs();
    world.send(StrategySwitch{kStrategy, false, "operator:test"});
    world.trading_state(TradingState::Halted);
    for (int count = 0; count < 12; ++count) world.bar(kSwap, 60'000);
    expect_no_trade(world, "trading_state", "halted");
    world.trading_state(TradingState::Reducing);
    world.bar(kSwap, 60'000);
    EXPECT_EQ(world.intents().size(), 1U);
}

TEST(AdaptiveRsiReentry, goes_to_the_market_when_the_bounded_exit_did_not_fill) {
    auto world = ready_world();
    world.long_setup(kSwap);
    world.fill_whole(world.intents().at(0));
    world.clear_outputs();
    for (int count = 0; count < 11; ++count) world.bar(kSwap, 60'000);
    ASSERT_EQ(world.intents().size(), 1U);
    const OrderIntent first = world.intents()[0];
    EXPECT_EQ(first.type, OrderType::Limit);
    world.reply(first.intent_id, IntentVerdict::Accepted);
    world.order(first, OrderStatus::Cancelled);
    world.bar(kSwap, 60'000);
    ASSERT_EQ(world.intents().size(), 2U);
    EXPECT_EQ(world.intents()[1].type, OrderType::Market);
    EXPECT_FALSE(world.intents()[1].limit_price.has_value());
}

TEST(AdaptiveRsiReentry, rests_as_maker_and_cancels_what_rested_too_long) {
    auto settings = sample_settings();
    settings.entry.mode = EntryMode::Maker;
    settings.plan.resting_time = std::chrono::seconds{20};
    auto world = ready_world(settings);
    world.long_setup(kSwap);
    const OrderIntent entry = world.intents().at(0);
    EXPECT_EQ(entry.type, OrderType::PostOnly);
    world.reply(entry.intent_id, IntentVerdict::Accepted);
    world.order(entry, OrderStatus::Live);
    world.clear_outputs();
    world.advance(std::chrono::seconds{19});
    world.send(Tick{});
    EXPECT_TRUE(world.intents().empty());
    world.advance(std::chrono::seconds{1});
    world.send(Tick{});
    ASSERT_EQ(world.intents().size(), 1U);
    EXPECT_EQ(world.intents()[0].kind, IntentKind::Cancel);
    EXPECT_EQ(world.intents()[0].target_intent_id, entry.intent_id);
    EXPECT_EQ(world.intents()[0].decision_id, entry.decision_id);
}

TEST(AdaptiveRsiReentry, counts_dust_as_flat) {
    auto world = ready_world();
    world.history(kSpot, 130);
    world.position(kSpot, "0.000001");
    for (int count = 0; count < 6; ++count) world.bar(kSpot, world.last_close(kSpot));
    world.clear_outputs();
    world.long_setup(kSpot);
    EXPECT_EQ(world.intents().size(), 1U) << world.last_decision().checks.back().detail;
}

}  // namespace
}  // namespace trading::test
