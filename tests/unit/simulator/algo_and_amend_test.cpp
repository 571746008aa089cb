#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

using Story = std::vector<std::string>;
using std::chrono::milliseconds;
using std::chrono::seconds;

class AlgoOrders : public VenueFixture {
protected:
    void open_long(std::string_view contracts) {
        must_place(sell(kBob, kBtcSwap, contracts, "64000"));
        must_place(buy(kAnn, kBtcSwap, contracts, "64000"));
    }

    static PlaceAlgo protection(std::string_view size, std::string_view stop) {
        PlaceAlgo algo;
        algo.account = kAnn;
        algo.instrument = kBtcSwap;
        algo.margin_mode = MarginMode::Cross;
        algo.side = domain::Side::Sell;
        algo.kind = AlgoKind::Conditional;
        if (!size.empty()) algo.size = dec(size);
        algo.is_reduce_only = true;
        algo.legs.stop_loss_trigger = dec(stop);
        algo.legs.stop_loss_by = TriggerBy::Mark;
        algo.client_id = "stop1";
        return algo;
    }

    std::int64_t must_place_algo(const PlaceAlgo& request) {
        const Reply reply = send(request);
        EXPECT_EQ(reply.code, "0") << reply.message;
        return reply.order_id;
    }

    AlgoView algo_of(std::int64_t id) { return core_.find_algo(kAnn, id, {}).value(); }
};

TEST_F(AlgoOrders, a_stop_by_mark_closes_the_position_and_names_its_order) {
    open_long("10");
    const auto id = must_place_algo(protection("10", "63700"));
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("0"));
    must_place(buy(kBob, kBtcSwap, "20", "63600"));
    move_price("63800");
    EXPECT_EQ(algo_of(id).state, AlgoState::Live);
    move_price("63700");
    const AlgoView fired = algo_of(id);
    EXPECT_EQ(fired.state, AlgoState::Effective);
    EXPECT_EQ(fired.actual_leg, TriggeredLeg::StopLoss);
    const OrderView closing = order_of(kAnn, kBtcSwap, fired.order_id);
    EXPECT_EQ(closing.algo_client_id, "stop1");
    EXPECT_EQ(closing.source, OrderSource::TakeProfitStopLoss);
    EXPECT_EQ(closing.state, OrderState::Filled);
    EXPECT_EQ(closing.filled_size, dec("10"));
    EXPECT_FALSE(position(kAnn).has_value());
}

TEST_F(AlgoOrders, a_resting_reduce_only_order_shrinks_and_goes_with_the_position) {
    open_long("10");
    PlaceOrder profit = sell(kAnn, kBtcSwap, "10", "64500");
    profit.is_reduce_only = true;
    const auto id = must_place(profit);
    must_place(buy(kBob, kBtcSwap, "10", "63990"));
    must_place(sell(kAnn, kBtcSwap, "4", "63990"));
    EXPECT_EQ(order_of(kAnn, kBtcSwap, id).size, dec("6"));
    EXPECT_EQ(events<OrderChanged>().back().amend_source, AmendSource::ReduceOnly);
    must_place(sell(kAnn, kBtcSwap, "6", "63990"));
    EXPECT_EQ(order_of(kAnn, kBtcSwap, id).cancel_source, CancelSource::PositionClosed);
}

TEST_F(AlgoOrders, closing_the_position_cancels_what_closes_it) {
    open_long("10");
    PlaceAlgo whole = protection("", "63700");
    whole.closes_position = true;
    const auto id = must_place_algo(whole);
    PlaceAlgo bound = protection("5", "63600");
    bound.client_id = "stop2";
    bound.cancels_on_close = true;
    const auto second = must_place_algo(bound);
    must_place(buy(kBob, kBtcSwap, "10", "63990"));
    must_place(sell(kAnn, kBtcSwap, "10", "63990"));
    EXPECT_EQ(algo_of(id).state, AlgoState::Canceled);
    EXPECT_EQ(algo_of(second).state, AlgoState::Canceled);
}

TEST_F(AlgoOrders, a_stop_without_a_position_fails_when_it_fires) {
    const auto id = must_place_algo(protection("10", "63700"));
    move_price("63700");
    EXPECT_EQ(algo_of(id).state, AlgoState::Failed);
    EXPECT_EQ(algo_of(id).fail_code, "51169");
}

TEST_F(AlgoOrders, a_spot_pair_fires_one_leg_only) {
    PlaceAlgo pair;
    pair.account = kAnn;
    pair.instrument = kBtc;
    pair.side = domain::Side::Sell;
    pair.kind = AlgoKind::OneCancelsOther;
    pair.size = dec("1");
    pair.legs.take_profit_trigger = dec("64400");
    pair.legs.take_profit_price = dec("64400");
    pair.legs.stop_loss_trigger = dec("63600");
    const auto id = must_place_algo(pair);
    move_price("64400");
    EXPECT_EQ(algo_of(id).actual_leg, TriggeredLeg::TakeProfit);
    const OrderView order = order_of(kAnn, kBtc, algo_of(id).order_id);
    EXPECT_EQ(order.state, OrderState::Live);
    EXPECT_EQ(order.price, dec("64400"));
    send(CancelOrder{kAnn, kBtc, order.order_id, {}});
    move_price("63600");
    EXPECT_EQ(core_.pending_orders(kAnn, {}).size(), 0U);
}

TEST_F(AlgoOrders, a_trigger_fires_in_the_direction_it_was_placed_for) {
    PlaceAlgo trigger;
    trigger.account = kAnn;
    trigger.instrument = kBtc;
    trigger.side = domain::Side::Buy;
    trigger.kind = AlgoKind::Trigger;
    trigger.size = dec("0.01");
    trigger.trigger_price = dec("64300");
    trigger.order_price = dec("64200");
    const auto id = must_place_algo(trigger);
    move_price("63800");
    EXPECT_EQ(algo_of(id).state, AlgoState::Live);
    move_price("64300");
    EXPECT_EQ(algo_of(id).state, AlgoState::Effective);
    EXPECT_EQ(order_of(kAnn, kBtc, algo_of(id).order_id).source, OrderSource::Trigger);
}

TEST_F(AlgoOrders, a_trailing_stop_follows_and_fires_after_the_callback) {
    PlaceAlgo trailing;
    trailing.account = kAnn;
    trailing.instrument = kBtc;
    trailing.side = domain::Side::Sell;
    trailing.kind = AlgoKind::Trailing;
    trailing.size = dec("0.01");
    trailing.callback_spread = dec("200");
    trailing.active_price = dec("64300");
    const auto id = must_place_algo(trailing);
    move_price("63700");
    EXPECT_EQ(algo_of(id).state, AlgoState::Live);
    move_price("64300");
    move_price("64600");
    EXPECT_EQ(algo_of(id).moving_trigger, dec("64400"));
    move_price("64450");
    EXPECT_EQ(algo_of(id).state, AlgoState::Live);
    move_price("64390");
    EXPECT_EQ(algo_of(id).state, AlgoState::Effective);
    EXPECT_EQ(order_of(kAnn, kBtc, algo_of(id).order_id).source, OrderSource::Trailing);
}

TEST_F(AlgoOrders, an_attached_pair_comes_to_life_when_its_parent_has_filled) {
    PlaceOrder parent = buy(kAnn, kBtcSwap, "3", "64000");
    parent.attached = ProtectionLegs{};
    parent.attached->stop_loss_trigger = dec("63700");
    parent.attached->take_profit_trigger = dec("64500");
    parent.attached_client_id = "pair1";
    must_place(parent);
    EXPECT_TRUE(core_.pending_algos(kAnn, {}).empty());
    must_place(sell(kBob, kBtcSwap, "3", "64000"));
    const auto algos = core_.pending_algos(kAnn, {});
    ASSERT_EQ(algos.size(), 1U);
    EXPECT_EQ(algos[0].kind, AlgoKind::OneCancelsOther);
    EXPECT_EQ(algos[0].size, dec("3"));
    EXPECT_EQ(algos[0].client_id, "pair1");
}

TEST_F(AlgoOrders, attached_legs_must_lie_on_the_right_side_of_the_price) {
    struct Case {
        domain::Side side;
        const char* take_profit;
        const char* stop_loss;
        const char* code;
    };
    for (const Case& each :
         {Case{domain::Side::Buy, "63999", "63000", "51046"},
          Case{domain::Side::Buy, "65000", "64001", "51047"},
          Case{domain::Side::Sell, "64001", "65000", "51048"},
          Case{domain::Side::Sell, "63000", "63999", "51049"}}) {
        PlaceOrder parent = order(kAnn, kBtcSwap, each.side, "1", "64000");
        parent.attached = ProtectionLegs{};
        parent.attached->take_profit_trigger = dec(each.take_profit);
        parent.attached->stop_loss_trigger = dec(each.stop_loss);
        EXPECT_EQ(send(parent).code, each.code);
    }
}

TEST_F(AlgoOrders, attached_to_a_spot_buy_sells_what_is_left_after_the_fee) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    PlaceOrder parent = buy(kAnn, kBtc, "1", "64000");
    parent.attached = ProtectionLegs{};
    parent.attached->stop_loss_trigger = dec("63500");
    must_place(parent);
    EXPECT_EQ(core_.pending_algos(kAnn, {}).at(0).size, dec("0.999"));
}

TEST_F(AlgoOrders, triggers_on_the_wrong_side_are_refused) {
    EXPECT_EQ(send(protection("1", "64000")).code, "51051");
    PlaceAlgo profit = protection("1", "63000");
    profit.legs = {};
    profit.legs.take_profit_trigger = dec("63999");
    EXPECT_EQ(send(profit).code, "51050");
    profit.side = domain::Side::Buy;
    profit.legs.take_profit_trigger = dec("64001");
    EXPECT_EQ(send(profit).code, "51052");
    PlaceAlgo stop = protection("1", "63999");
    stop.side = domain::Side::Buy;
    EXPECT_EQ(send(stop).code, "51053");
    PlaceAlgo whole = protection("", "63700");
    whole.closes_position = true;
    EXPECT_EQ(send(whole).code, "51023");
    whole.is_reduce_only = false;
    EXPECT_EQ(send(whole).code, "51000");
}

TEST_F(AlgoOrders, are_capped_and_their_names_are_unique_while_live) {
    PlaceAlgo algo = protection("1", "63000");
    must_place_algo(algo);
    EXPECT_EQ(send(algo).code, "51065");
    algo.client_id = "";
    for (int count = 1; count < 100; ++count) must_place_algo(algo);
    EXPECT_EQ(send(algo).code, "51103");
}

TEST_F(AlgoOrders, can_be_amended_and_cancelled) {
    const auto id = must_place_algo(protection("1", "63000"));
    AmendAlgo amend;
    amend.account = kAnn;
    amend.instrument = kBtcSwap;
    amend.algo_id = id;
    amend.new_size = dec("2");
    amend.new_legs.stop_loss_trigger = dec("63500");
    EXPECT_EQ(send(amend).code, "0");
    EXPECT_EQ(algo_of(id).size, dec("2"));
    EXPECT_EQ(algo_of(id).legs.stop_loss_trigger, dec("63500"));
    amend.new_legs.stop_loss_trigger = dec("64100");
    EXPECT_EQ(send(amend).code, "51051");
    EXPECT_EQ(send(CancelAlgo{kAnn, kBtcSwap, id, {}}).code, "0");
    EXPECT_EQ(send(CancelAlgo{kAnn, kBtcSwap, id, {}}).code, "51400");
    EXPECT_EQ(send(amend).code, "51503");
    EXPECT_EQ(core_.algo_history(kAnn, {}).size(), 1U);
}

class Amending : public VenueFixture {
protected:
    AmendOrder amend_of(std::int64_t id) const {
        AmendOrder amend;
        amend.account = kAnn;
        amend.instrument = kBtc;
        amend.order_id = id;
        amend.request_id = "r1";
        return amend;
    }
};

TEST_F(Amending, moves_adds_and_removes_attached_legs) {
    PlaceOrder parent = buy(kAnn, kBtcSwap, "1", "63900");
    parent.attached = ProtectionLegs{};
    parent.attached->stop_loss_trigger = dec("63000");
    const auto id = must_place(parent);
    AmendOrder amend = amend_of(id);
    amend.instrument = kBtcSwap;
    amend.new_attached.stop_loss_trigger = dec("63500");
    amend.new_attached.take_profit_trigger = dec("64500");
    EXPECT_EQ(send(amend).code, "0");
    EXPECT_EQ(order_of(kAnn, kBtcSwap, id).attached->stop_loss_trigger, dec("63500"));
    EXPECT_EQ(order_of(kAnn, kBtcSwap, id).attached->take_profit_trigger, dec("64500"));
    amend.new_attached.stop_loss_trigger = dec("63950");  // Above what the order pays.
    EXPECT_EQ(send(amend).code, "51047");
    EXPECT_EQ(order_of(kAnn, kBtcSwap, id).attached->stop_loss_trigger, dec("63500"));
    amend.new_attached.stop_loss_trigger = dec("0");
    amend.new_attached.take_profit_trigger = dec("0");
    EXPECT_EQ(send(amend).code, "0");
    EXPECT_FALSE(order_of(kAnn, kBtcSwap, id).attached.has_value());
}

TEST_F(Amending, keeps_priority_when_shrinking_and_loses_it_when_growing) {
    const auto mine = must_place(buy(kAnn, kBtc, "2", "64000"));
    const auto others = must_place(buy(kBob, kBtc, "2", "64000"));
    AmendOrder shrink = amend_of(mine);
    shrink.new_size = dec("1");
    EXPECT_EQ(send(shrink).code, "0");
    EXPECT_EQ(events<OrderChanged>().at(0).amend_result, AmendResult::Done);
    EXPECT_EQ(events<OrderChanged>().at(0).request_id, "r1");
    must_place(sell(kCat, kBtc, "0.5", "64000"));
    EXPECT_EQ(order_of(kAnn, kBtc, mine).filled_size, dec("0.5"));
    AmendOrder grow = amend_of(mine);
    grow.new_size = dec("3");
    send(grow);
    must_place(sell(kCat, kBtc, "1", "64000"));
    EXPECT_EQ(order_of(kAnn, kBtc, mine).filled_size, dec("0.5"));
    EXPECT_EQ(order_of(kBob, kBtc, others).filled_size, dec("1"));
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("160000"));
}

TEST_F(Amending, to_no_more_than_is_filled_completes_the_order) {
    const auto id = must_place(buy(kAnn, kBtc, "2", "64000"));
    must_place(sell(kCat, kBtc, "0.5", "64000"));
    AmendOrder amend = amend_of(id);
    amend.new_size = dec("0.4");
    send(amend);
    EXPECT_EQ(order_of(kAnn, kBtc, id).state, OrderState::Filled);
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("0"));
    EXPECT_TRUE(core_.book("BTC-USDT", 5).bids.empty());
}

TEST_F(Amending, to_a_crossing_price_trades) {
    must_place(sell(kBob, kBtc, "1", "64100"));
    const auto id = must_place(buy(kAnn, kBtc, "1", "64000"));
    AmendOrder amend = amend_of(id);
    amend.new_price = dec("64100");
    send(amend);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "filled +1@64100 T"}));
}

TEST_F(Amending, without_the_money_fails_on_the_channel_and_cancels_on_request) {
    const auto id = must_place(buy(kAnn, kBtc, "1", "64000"));
    AmendOrder amend = amend_of(id);
    amend.new_size = dec("20");
    EXPECT_EQ(send(amend).code, "0");
    EXPECT_EQ(events<OrderChanged>().at(0).amend_result, AmendResult::Failed);
    EXPECT_EQ(events<OrderChanged>().at(0).code, "51008");
    EXPECT_EQ(order_of(kAnn, kBtc, id).size, dec("1"));
    amend.cancels_on_failure = true;
    send(amend);
    EXPECT_EQ(events<OrderChanged>().at(0).amend_result, AmendResult::FailedAndCanceled);
    EXPECT_EQ(order_of(kAnn, kBtc, id).state, OrderState::Canceled);
}

class DeadMansSwitch : public VenueFixture {};

TEST_F(DeadMansSwitch, cancels_orders_but_not_algo_orders) {
    const auto id = must_place(buy(kAnn, kBtc, "1", "63000"));
    PlaceAlgo trigger;
    trigger.account = kAnn;
    trigger.instrument = kBtc;
    trigger.kind = AlgoKind::Trigger;
    trigger.size = dec("100");
    trigger.trigger_price = dec("60000");
    ASSERT_EQ(send(trigger).code, "0");
    EXPECT_EQ(send(CancelAllAfter{kAnn, {}, seconds{9}}).code, "51000");
    EXPECT_EQ(send(CancelAllAfter{kAnn, {}, seconds{10}}).trigger_time, now_ + seconds{10});
    advance(seconds{6});
    send(CancelAllAfter{kAnn, {}, seconds{10}});
    advance(seconds{6});
    EXPECT_EQ(order_of(kAnn, kBtc, id).state, OrderState::Live);
    advance(seconds{5});
    EXPECT_EQ(order_of(kAnn, kBtc, id).cancel_source, CancelSource::CancelAllAfter);
    EXPECT_EQ(core_.pending_algos(kAnn, {}).size(), 1U);
}

TEST_F(DeadMansSwitch, covers_one_tag_or_is_disarmed) {
    PlaceOrder tagged = buy(kAnn, kBtc, "1", "63000");
    tagged.tag = "bot";
    const auto mine = must_place(tagged);
    const auto others = must_place(buy(kAnn, kBtc, "1", "63000"));
    send(CancelAllAfter{kAnn, "bot", seconds{10}});
    send(CancelAllAfter{kAnn, {}, seconds{10}});
    send(CancelAllAfter{kAnn, {}, {}});
    advance(seconds{11});
    EXPECT_EQ(order_of(kAnn, kBtc, mine).state, OrderState::Canceled);
    EXPECT_EQ(order_of(kAnn, kBtc, others).state, OrderState::Live);
    for (int tag = 0; tag < 20; ++tag) send(CancelAllAfter{kAnn, "t" + std::to_string(tag), seconds{100}});
    EXPECT_EQ(send(CancelAllAfter{kAnn, "t20", seconds{100}}).code, "51071");
}

}  // namespace
}  // namespace trading::simulator
