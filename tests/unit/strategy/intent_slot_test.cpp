#include "services/strategy/core/intent_slot.hpp"

#include <gtest/gtest.h>

#include "services/strategy/core/holding.hpp"
#include "tests/support/strategy/strategy_world.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace strategy;

constexpr base::Duration kWait = std::chrono::seconds{2};
const base::Timestamp kStart = base::from_unix_milliseconds(1'700'000'000'000);

base::Timestamp at(int milliseconds) { return kStart + std::chrono::milliseconds{milliseconds}; }

OrderIntent intent() {
    OrderIntent intent;
    intent.intent_id = IntentId{"i1"};
    intent.strategy_id = kStrategy;
    intent.instrument_id = kSwap;
    intent.valid_until = at(1000);
    return intent;
}

Order order_of(OrderStatus status, const std::string& filled, base::Timestamp ts_event) {
    Order order;
    order.client_order_id = ClientOrderId{"c1"};
    order.intent_id = IntentId{"i1"};
    order.strategy_id = kStrategy;
    order.instrument_id = kSwap;
    order.status = status;
    order.filled_quantity = quantity(filled);
    order.ts_event = ts_event;
    return order;
}

Position position_at(const std::string& size, base::Timestamp ts_event) {
    Position position;
    position.instrument_id = kSwap;
    position.strategy_id = kStrategy;
    position.quantity = quantity(size);
    position.ts_event = ts_event;
    return position;
}

IntentReply reply(IntentVerdict verdict) { return IntentReply{IntentId{"i1"}, verdict, {}, "", kStart}; }

IntentSlot opened() {
    IntentSlot slot{kWait};
    slot.open(intent(), {}, kStart);
    return slot;
}

TEST(IntentSlot, is_free_again_after_a_denial_even_a_late_one) {
    auto slot = opened();
    slot.on_reply(reply(IntentVerdict::Denied), at(5));
    EXPECT_TRUE(slot.is_free());
    EXPECT_EQ(slot.ts_denied(), at(5));
    auto late = opened();
    late.on_expired(IntentId{"i1"}, at(1000));
    EXPECT_FALSE(late.is_free());
    late.on_reply(reply(IntentVerdict::Denied), at(1005));
    EXPECT_TRUE(late.is_free());
}

TEST(IntentSlot, is_not_freed_by_an_answer_to_another_intent) {
    auto slot = opened();
    slot.on_reply(IntentReply{IntentId{"i0"}, IntentVerdict::Denied, {}, "", kStart}, at(5));
    slot.on_expired(IntentId{"i0"}, at(5));
    EXPECT_EQ(slot.state(), SlotState::Unanswered);
}

TEST(IntentSlot, is_free_when_its_order_ended_without_a_fill) {
    for (const OrderStatus end : {OrderStatus::Cancelled, OrderStatus::Rejected, OrderStatus::NotPlaced}) {
        auto slot = opened();
        slot.on_reply(reply(IntentVerdict::Accepted), at(5));
        slot.on_order(order_of(OrderStatus::InFlight, "0", at(6)), at(6));
        EXPECT_EQ(slot.state(), SlotState::Working);
        slot.on_order(order_of(end, "0", at(9)), at(9));
        EXPECT_TRUE(slot.is_free());
    }
}

TEST(IntentSlot, waits_for_the_position_after_a_fill) {
    auto slot = opened();
    slot.on_order(order_of(OrderStatus::Filled, "1", at(9)), at(10));
    EXPECT_EQ(slot.state(), SlotState::AwaitingPosition);
    slot.on_position(position_at("0", at(3)), at(11));
    EXPECT_EQ(slot.state(), SlotState::AwaitingPosition);
    slot.on_position(position_at("1", at(9)), at(12));
    EXPECT_TRUE(slot.is_free());
}

TEST(IntentSlot, takes_position_order_and_fill_in_any_order) {
    // The order was cancelled (its time: 20) after a fill at 9.
    Fill fill;
    fill.client_order_id = ClientOrderId{"c1"};
    fill.instrument_id = kSwap;
    fill.times.ts_event = at(9);
    auto slot = opened();
    slot.on_position(position_at("1", at(9)), at(10));
    slot.on_order(order_of(OrderStatus::Cancelled, "1", at(20)), at(21));
    EXPECT_EQ(slot.state(), SlotState::AwaitingPosition);
    slot.on_fill(fill, at(22));
    EXPECT_TRUE(slot.is_free());
}

TEST(IntentSlot, does_not_take_protection_for_its_order) {
    auto slot = opened();
    Order stop = order_of(OrderStatus::Live, "0", at(5));
    stop.purpose = OrderPurpose::StopLoss;
    slot.on_order(stop, at(5));
    EXPECT_EQ(slot.state(), SlotState::Unanswered);
}

TEST(IntentSlot, is_never_freed_by_silence_but_wishes_for_a_snapshot) {
    auto slot = opened();
    EXPECT_FALSE(slot.wants_snapshot(at(2999)));
    EXPECT_TRUE(slot.wants_snapshot(at(3000)));
    EXPECT_FALSE(slot.wants_snapshot(at(3001)));
    EXPECT_TRUE(slot.wants_snapshot(at(5000)));
    EXPECT_FALSE(slot.is_free());
}

TEST(IntentSlot, believes_a_snapshot_only_once_nothing_can_come_any_more) {
    auto slot = opened();
    AccountView account;
    slot.on_synchronised(account, at(2999));
    EXPECT_FALSE(slot.is_free());
    slot.on_synchronised(account, at(3000));
    EXPECT_TRUE(slot.is_free());
}

TEST(IntentSlot, follows_an_order_that_a_snapshot_shows) {
    auto slot = opened();
    AccountView account;
    account.replace({AccountPart::Orders, {OrderEvent{order_of(OrderStatus::Live, "0", at(5)), OrderStatus::Planned}}});
    slot.on_synchronised(account, at(9000));
    EXPECT_EQ(slot.state(), SlotState::Working);
    EXPECT_FALSE(slot.wants_snapshot(at(99000)));
}

TEST(AccountView, does_not_revive_an_order_by_an_older_copy) {
    AccountView account;
    Order order = order_of(OrderStatus::Live, "0", at(5));
    order.version = 3;
    Order ended = order_of(OrderStatus::Cancelled, "0", at(6));
    ended.version = 4;
    EXPECT_TRUE(account.apply(OrderEvent{order, OrderStatus::InFlight}));
    EXPECT_TRUE(account.apply(OrderEvent{ended, OrderStatus::Live}));
    EXPECT_FALSE(account.apply(OrderEvent{order, OrderStatus::InFlight}));
    EXPECT_FALSE(account.has_open_order(kSwap));
}

TEST(AccountView, is_halted_until_it_is_whole_and_heard) {
    AccountView account;
    account.apply(RiskState{TradingState::Active, "", "", 1, kStart});
    EXPECT_EQ(account.trading_state(), TradingState::Halted);
    account.set_whole(true);
    EXPECT_EQ(account.trading_state(), TradingState::Active);
    account.set_silent(true);
    EXPECT_EQ(account.trading_state(), TradingState::Halted);
}

TEST(Holding, counts_an_exit_of_unknown_cause_as_a_stop_on_both_sides) {
    Holding holding{kStrategy, kSwap};
    EXPECT_FALSE(holding.was_stopped(Side::Buy));
    holding.on_position(position_at("0", at(5)));
    EXPECT_TRUE(holding.was_stopped(Side::Buy));
    EXPECT_TRUE(holding.was_stopped(Side::Sell));
}

TEST(Holding, ends_when_the_position_becomes_somebody_elses) {
    Holding holding{kStrategy, kSwap};
    holding.on_position(position_at("1", at(5)));
    Position adopted = position_at("1", at(9));
    adopted.strategy_id = StrategyId{};
    holding.on_position(adopted);
    EXPECT_FALSE(holding.side().has_value());
    EXPECT_EQ(holding.ts_closed(), at(9));
}

// Else it would wish to sell nothing with every bar, and never enter again.
TEST(Holding, of_less_than_can_be_sold_is_flat_also_when_that_becomes_known_later) {
    Holding holding{kStrategy, kSpot};
    Position crumb = position_at("0.000003", at(5));
    crumb.instrument_id = kSpot;
    holding.on_position(crumb);
    EXPECT_TRUE(holding.side().has_value());
    holding.set_minimum(quantity("0.00001"));
    EXPECT_FALSE(holding.side().has_value());
    EXPECT_TRUE(holding.quantity().is_zero());
    EXPECT_EQ(holding.ts_closed(), at(5));
}

TEST(Holding, dates_a_position_from_its_opening_and_a_turn_anew) {
    Holding holding{kStrategy, kSwap};
    holding.on_position(position_at("1", at(5)));
    holding.on_position(position_at("2", at(9)));
    EXPECT_EQ(holding.ts_opened(), at(5));
    holding.on_position(position_at("-1", at(20)));
    EXPECT_EQ(holding.side(), Side::Sell);
    EXPECT_EQ(holding.ts_opened(), at(20));
    EXPECT_EQ(holding.quantity(), quantity("1"));
}

}  // namespace
}  // namespace trading::test
