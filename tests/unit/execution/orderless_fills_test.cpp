// A fill whose order we never heard of is not taken for a stop's for long: the venue is asked whose it was.
#include "services/execution/core/client_order_id.hpp"
#include "services/execution/core/orderless_fills.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

class OrderlessFillsTest : public testing::Test {
protected:
    OrderlessFillsTest() {
        fill_.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
        fill_.venue_order_id = VenueOrderId{"777"};
        fill_.trade_id = TradeId{"t9"};
        fill_.strategy_id = StrategyId{"s1"};
        fill_.side = Side::Sell;
        fill_.purpose = OrderPurpose::StopLoss;
        fill_.quantity = quantity("2");
    }

    // The queries of one tick, that much later.
    std::vector<VenueRequest> tick_after(base::Duration wait) {
        now_ += wait;
        out_.clear();
        Step step{now_, out_};
        fills_.tick(step);
        return out_.requests;
    }

    OrderReport report(const char* venue_id, const char* parent) const {
        OrderReport report;
        report.instrument_id = fill_.instrument_id;
        report.venue_order_id = VenueOrderId{venue_id};
        report.parent_client_order_id = ClientOrderId{parent};
        report.status = OrderStatus::Filled;
        return report;
    }

    void settle(const OrderReport& found) {
        out_.clear();
        Step step{now_, out_};
        fills_.settle(found, step);
    }

    ManagedOrder& add_order(const char* id, const char* venue_id) {
        Order order;
        order.client_order_id = ClientOrderId{id};
        order.venue_order_id = VenueOrderId{venue_id};
        order.instrument_id = fill_.instrument_id;
        order.quantity = quantity("2");
        Step step{now_, out_};
        return orders_.add(order, step);
    }

    base::Timestamp now_ = base::from_unix_milliseconds(1'764'000'000'000);
    Fill fill_;
    Outputs out_;
    OrderTable orders_;
    PositionKeeper positions_;
    EntryPauses pauses_;
    ExternalDesk external_{orders_, positions_, pauses_};
    OrderlessFills fills_{orders_, external_};
};

TEST_F(OrderlessFillsTest, asks_by_the_venues_id_when_the_order_does_not_come_by_itself) {
    fills_.note(fill_, now_);
    EXPECT_TRUE(tick_after(499ms).empty());
    const auto requests = tick_after(1ms);
    ASSERT_EQ(requests.size(), 1U);
    const auto& query = std::get<QueryOrder>(requests.front());
    EXPECT_EQ(query.venue_order_id, VenueOrderId{"777"});
    EXPECT_EQ(query.instrument_id, fill_.instrument_id);
    EXPECT_FALSE(query.is_stop);
    EXPECT_TRUE(tick_after(1999ms).empty());
    EXPECT_EQ(tick_after(1ms).size(), 1U) << "until there is an answer";
}

TEST_F(OrderlessFillsTest, asks_once_for_all_fills_of_an_order) {
    fills_.note(fill_, now_);
    fill_.trade_id = TradeId{"t10"};
    fills_.note(fill_, now_);
    EXPECT_EQ(tick_after(1s).size(), 1U);
}

TEST_F(OrderlessFillsTest, a_strangers_order_is_noted_and_pauses_entries) {
    fills_.note(fill_, now_);
    settle(report("777", ""));
    ASSERT_EQ(external_.open().size(), 1U);
    EXPECT_EQ(external_.open().front().activity_id, "order:777");
    EXPECT_NE(pauses_.covering(fill_.strategy_id, fill_.instrument_id), nullptr);
    EXPECT_TRUE(tick_after(10s).empty()) << "there is nothing left to ask";
}

TEST_F(OrderlessFillsTest, the_order_of_a_stop_of_ours_is_no_news) {
    add_order("STOP1", "1");
    fills_.note(fill_, now_);
    settle(report("777", "STOP1"));
    EXPECT_TRUE(external_.open().empty());
}

TEST_F(OrderlessFillsTest, an_order_that_came_by_itself_is_not_asked_for) {
    fills_.note(fill_, now_);
    add_order("V777", "777");
    EXPECT_TRUE(tick_after(10s).empty());
    EXPECT_EQ(fills_.waiting(), 0U);
}

TEST_F(OrderlessFillsTest, a_report_of_another_order_settles_nothing) {
    fills_.note(fill_, now_);
    settle(report("778", ""));
    EXPECT_TRUE(external_.open().empty());
    EXPECT_EQ(fills_.waiting(), 1U);
}

TEST_F(OrderlessFillsTest, a_fill_that_was_booked_with_its_order_is_not_asked_about) {
    fill_.client_order_id = key_of_foreign_order(fill_.venue_order_id);
    fills_.note(fill_, now_);
    fill_.client_order_id = client_order_id_of(AccountId{"a"}, IntentId{"i1"}, "entry");
    fills_.note(fill_, now_);
    EXPECT_EQ(fills_.waiting(), 0U);
    fill_.client_order_id = ClientOrderId{"aPersonsName"};
    fills_.note(fill_, now_);
    EXPECT_EQ(fills_.waiting(), 1U);
}

TEST_F(OrderlessFillsTest, more_than_it_can_ask_about_are_counted) {
    for (std::size_t index = 0; index <= OrderlessFills::kOrdersMax; ++index) {
        fill_.venue_order_id = VenueOrderId{std::to_string(index)};
        fills_.note(fill_, now_);
    }
    EXPECT_EQ(fills_.waiting(), OrderlessFills::kOrdersMax);
    EXPECT_EQ(fills_.not_asked(), 1);
}

}  // namespace
}  // namespace trading::test
