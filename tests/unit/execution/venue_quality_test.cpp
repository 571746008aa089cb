// R23: the windows judge only when they are full, pass at the limit, and begin anew after a breach.
#include "services/execution/core/venue_quality.hpp"
#include "tests/unit/execution/risk_fixture.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;
using namespace std::chrono_literals;

class VenueQualityTest : public testing::Test {
protected:
    ClientOrderId place(RequestOutcome outcome, base::Duration takes = 1ms) {
        Order order;
        order.client_order_id = ClientOrderId{"q" + std::to_string(++orders_)};
        order.instrument_id = it_.intent.instrument_id;
        order.type = OrderType::Market;
        quality_.on_planned(order);
        quality_.on_sent(order.client_order_id, it_.now);
        RequestAnswered answer;
        answer.outcome = outcome;
        answer.client_order_id = order.client_order_id;
        quality_.on_answered(answer, it_.now + takes);
        return order.client_order_id;
    }

    void fill(std::string_view at, Side side = Side::Buy) {
        Fill fill;
        fill.client_order_id = place(RequestOutcome::Accepted);
        fill.instrument_id = it_.intent.instrument_id;
        fill.side = side;
        fill.price = price(at);
        quality_.on_fill(fill);
    }

    std::string breach() { return quality_.breach(*it_.limits.account).value_or(""); }

    RiskFixture it_;
    VenueQuality quality_{it_.market};
    int orders_ = 0;
};

TEST_F(VenueQualityTest, judges_rejects_of_the_last_fifty_placements) {
    for (int each = 0; each < 10; ++each) place(RequestOutcome::Refused);
    EXPECT_EQ(breach(), "");
    for (int each = 0; each < 40; ++each) place(RequestOutcome::Accepted);
    EXPECT_EQ(breach(), "") << "10 of 50 are exactly 20 per cent";
    for (int each = 0; each < 11; ++each) place(RequestOutcome::Refused);
    EXPECT_EQ(breach(), "rejects=0.22 limit=0.2");
    EXPECT_EQ(breach(), "");
}

TEST_F(VenueQualityTest, counts_neither_lost_answers_nor_what_was_never_sent_as_rejects) {
    for (int each = 0; each < 60; ++each) place(RequestOutcome::Unknown);
    for (int each = 0; each < 60; ++each) place(RequestOutcome::NotSent);
    EXPECT_EQ(breach(), "");
}

TEST_F(VenueQualityTest, judges_the_mean_slippage_of_twenty_fills) {
    // 0.3 % of 42,000 is 126.
    for (int each = 0; each < 19; ++each) fill("42126");
    EXPECT_EQ(breach(), "");
    fill("42126");
    EXPECT_EQ(breach(), "");
    fill("42126.1");
    EXPECT_EQ(breach(), "slippage=0.00300012 limit=0.003");
}

TEST_F(VenueQualityTest, knows_on_which_side_a_price_is_worse) {
    for (int each = 0; each < 20; ++each) fill("42500", Side::Sell);
    EXPECT_EQ(breach(), "");
    for (int each = 0; each < 20; ++each) fill("41500", Side::Sell);
    EXPECT_EQ(breach(), "slippage=0.01190476 limit=0.003");
}

TEST_F(VenueQualityTest, wants_ninety_nine_of_a_hundred_answers_in_time) {
    place(RequestOutcome::Accepted, 3s);
    for (int each = 0; each < 99; ++each) place(RequestOutcome::Accepted, 2s);
    EXPECT_EQ(breach(), "");
    for (int each = 0; each < 2; ++each) place(RequestOutcome::Accepted, 2s + 1ns);
    EXPECT_EQ(breach(), "late_answers=2 of 100 limit=2000ms");
}

}  // namespace
}  // namespace trading::test
