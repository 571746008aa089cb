// Nothing that could sell coins of a position is forgotten when somebody wants to sell them.
#include "services/execution/core/spot_sales.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

class SpotSalesTest : public testing::Test {
protected:
    SpotSalesTest() {
        for (const Instrument& instrument : sample_instruments()) market_.load(instrument);
        Position position;
        position.instrument_id = spot_.id;
        position.strategy_id = StrategyId{"s1"};
        position.quantity = quantity("0.09995");
        positions_.recover(position);
    }

    ManagedOrder& add(const char* id, const char* size, OrderType type) {
        Order order;
        order.client_order_id = ClientOrderId{id};
        order.strategy_id = StrategyId{"s1"};
        order.instrument_id = spot_.id;
        order.side = Side::Sell;
        order.type = type;
        order.purpose = type == OrderType::Stop ? OrderPurpose::StopLoss : OrderPurpose::Exit;
        order.quantity = quantity(size);
        Step step{now_, out_};
        ManagedOrder& managed = orders_.add(order, step);
        orders_.move(managed, OrderTrigger::SeenLive, {}, step);
        return managed;
    }

    void move(ManagedOrder& managed, OrderTrigger trigger) {
        Step step{now_, out_};
        orders_.move(managed, trigger, {}, step);
    }

    bool claim(const char* size) { return sales_.claim(spot_, quantity(size), now_); }

    const Instrument spot_ = sample_instruments().front();
    const Instrument swap_ = sample_instruments().back();
    const ExecutionOptions options_ = sample_options();
    base::Timestamp now_ = base::from_unix_milliseconds(1'764'000'000'000);
    Outputs out_;
    MarketView market_;
    PositionKeeper positions_;
    OrderTable orders_;
    SpotSales sales_{options_, market_, positions_, orders_};
};

TEST_F(SpotSalesTest, what_nothing_else_can_sell_may_go_at_once) {
    EXPECT_TRUE(claim("0.0999"));
    EXPECT_FALSE(claim("0.1")) << "the dust cannot be sold";
}

TEST_F(SpotSalesTest, a_resting_stop_has_to_make_way_first) {
    ManagedOrder& stop = add("stop", "0.0599", OrderType::Stop);
    EXPECT_TRUE(claim("0.04"));
    EXPECT_FALSE(claim("0.0401"));
    EXPECT_EQ(sales_.claimed(spot_.id, now_), quantity("0.0401"));
    move(stop, OrderTrigger::SeenCancelled);
    EXPECT_TRUE(claim("0.0999"));
    EXPECT_TRUE(sales_.claimed(spot_.id, now_).is_zero()) << "granted is no longer claimed";
}

TEST_F(SpotSalesTest, an_order_of_unknown_fate_may_still_sell) {
    ManagedOrder& exit = add("exit", "0.09", OrderType::Market);
    move(exit, OrderTrigger::AnswerLost);
    EXPECT_FALSE(claim("0.01"));
    EXPECT_TRUE(claim("0.0099"));
}

TEST_F(SpotSalesTest, what_was_sold_and_is_not_booked_yet_is_gone) {
    ManagedOrder& exit = add("exit", "0.05", OrderType::Market);
    OrderChange change;
    change.filled_quantity = quantity("0.05");
    Step step{now_, out_};
    orders_.move(exit, OrderTrigger::SeenFilled, change, step);
    EXPECT_FALSE(claim("0.05"));
    EXPECT_TRUE(claim("0.0499"));
}

TEST_F(SpotSalesTest, an_amend_on_its_way_may_make_the_stop_larger) {
    ManagedOrder& stop = add("stop", "0.0001", OrderType::Stop);
    stop.awaited = AwaitedEffect{RequestKind::Amend, false, now_, {}};
    EXPECT_FALSE(claim("0.0001"));
    stop.awaited.reset();
    stop.ts_verify = now_ + 1s;
    EXPECT_FALSE(claim("0.0001")) << "of unknown outcome, it can still arrive";
    stop.ts_verify = {};
    EXPECT_TRUE(claim("0.0001"));
}

TEST_F(SpotSalesTest, a_stop_that_fired_sells_under_an_order_that_is_not_seen_yet) {
    ManagedOrder& stop = add("stop", "0.0999", OrderType::Stop);
    move(stop, OrderTrigger::SeenTriggered);
    EXPECT_FALSE(claim("0.0001"));
    now_ += PositionKeeper::kListedWithin + 1ms;
    EXPECT_FALSE(claim("0.0001")) << "time alone tells nothing";
    positions_.on_page(now_ - 1ms);
    EXPECT_FALSE(claim("0.0001")) << "the page is too early to show what it sold";
    positions_.on_page(now_);
    EXPECT_TRUE(claim("0.0001"));
}

TEST_F(SpotSalesTest, what_a_fired_stop_did_is_not_waited_for_when_the_venue_does_not_tell) {
    ManagedOrder& stop = add("stop", "0.0999", OrderType::Stop);
    move(stop, OrderTrigger::SeenTriggered);
    now_ += OrderTable::kFiringMax;
    EXPECT_FALSE(claim("0.0001"));
    now_ += 1ms;
    EXPECT_TRUE(claim("0.0001"));
}

TEST_F(SpotSalesTest, a_claim_that_is_not_repeated_lapses) {
    add("stop", "0.0999", OrderType::Stop);
    EXPECT_FALSE(claim("0.05"));
    EXPECT_FALSE(claim("0.02"));
    EXPECT_EQ(sales_.claimed(spot_.id, now_), quantity("0.05")) << "the largest counts";
    now_ += 501ms;
    EXPECT_TRUE(sales_.claimed(spot_.id, now_).is_zero());
    EXPECT_FALSE(claim("0.02"));
    EXPECT_EQ(sales_.claimed(spot_.id, now_), quantity("0.02"));
    sales_.withdraw(spot_.id);
    EXPECT_TRUE(sales_.claimed(spot_.id, now_).is_zero());
}

TEST_F(SpotSalesTest, derivatives_are_reduce_only_and_need_no_claim) {
    EXPECT_TRUE(sales_.claim(swap_, quantity("5"), now_));
}

}  // namespace
}  // namespace trading::test
