#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

// Every code with which the venue refuses, reached the way a client would reach it.
class Rejections : public VenueFixture {
protected:
    void open_long(std::string_view contracts) {
        must_place(sell(kBob, kBtcSwap, contracts, "64000"));
        must_place(buy(kAnn, kBtcSwap, contracts, "64000"));
    }
};

TEST_F(Rejections, unknown_instrument_is_51001) {
    EXPECT_EQ(send(buy(kAnn, domain::InstrumentId{"DOGE-USDT"}, "1", "1")).code, "51001");
    EXPECT_EQ(send(CancelOrder{kAnn, domain::InstrumentId{"DOGE-USDT"}, 1, {}}).code, "51001");
}

TEST_F(Rejections, wrong_mode_is_51010_and_wrong_position_side_51000) {
    PlaceOrder spot = buy(kAnn, kBtc, "1", "64000");
    spot.margin_mode = MarginMode::Cross;
    EXPECT_EQ(send(spot).code, "51010");
    spot.margin_mode = MarginMode::Isolated;
    EXPECT_EQ(send(spot).code, "51010");
    PlaceOrder cash = buy(kAnn, kBtcSwap, "1", "64000");
    cash.margin_mode = MarginMode::Cash;
    EXPECT_EQ(send(cash).code, "51010");
    PlaceOrder sided = buy(kAnn, kBtcSwap, "1", "64000");
    sided.position_side = PositionSide::Long;
    EXPECT_EQ(send(sided).code, "51000");
}

TEST_F(Rejections, instrument_states_are_51021_51022_51027_51029) {
    const std::pair<domain::InstrumentStatus, std::string> cases[] = {
        {domain::InstrumentStatus::PreOpen, "51021"},
        {domain::InstrumentStatus::Suspended, "51022"},
        {domain::InstrumentStatus::PostOnly, "51022"},
        {domain::InstrumentStatus::Expired, "51027"},
        {domain::InstrumentStatus::Settling, "51029"},
        {domain::InstrumentStatus::Live, "0"},
    };
    for (const auto& [status, code] : cases) {
        send(SetInstrumentStatus{kBtc, status});
        EXPECT_EQ(events<InstrumentChanged>().size(), 1U);
        EXPECT_EQ(core_.find_instrument("BTC-USDT")->published.status, status);
        EXPECT_EQ(send(buy(kAnn, kBtc, "0.001", "63000")).code, code);
    }
}

TEST_F(Rejections, sizes_are_51020_51121_51005_51101_51202_51201) {
    EXPECT_EQ(send(buy(kAnn, kBtc, "0.000001", "64000")).code, "51020");
    EXPECT_EQ(send(buy(kAnn, kBtc, "0.1000000001", "64000")).code, "51121");
    EXPECT_EQ(send(buy(kAnn, kBtcSwap, "0.015", "64000")).code, "51121");
    EXPECT_EQ(send(buy(kAnn, kBtc, "10000000000", "64000")).code, "51005");
    EXPECT_EQ(send(buy(kAnn, kBtcSwap, "100000001", "64000")).code, "51101");
    EXPECT_EQ(send(buy(kAnn, kBtcSwap, "12001")).code, "51202");
    EXPECT_EQ(send(buy(kAnn, kBtc, "1000001")).code, "51201");
    EXPECT_EQ(send(sell(kAnn, kBtc, "16")).code, "51201");
    EXPECT_EQ(send(buy(kAnn, kBtc, "0.5")).code, "51020");
    EXPECT_EQ(send(buy(kAnn, kBtc, "-1", "64000")).code, "51000");
}

TEST_F(Rejections, prices_are_51000_51150_51006_51137_51138) {
    PlaceOrder missing = buy(kAnn, kBtc, "1");
    missing.kind = OrderKind::Limit;
    EXPECT_EQ(send(missing).code, "51000");
    EXPECT_EQ(send(buy(kAnn, kBtc, "1", "63000.05")).code, "51150");
    EXPECT_EQ(send(buy(kAnn, kBtc, "1", "65280.1")).code, "51137");
    EXPECT_EQ(send(sell(kAnn, kBtc, "1", "62719.9")).code, "51138");
    const Reply swap = send(buy(kAnn, kBtcSwap, "1", "64960.1"));
    EXPECT_EQ(swap.code, "51006");
    EXPECT_NE(swap.message.find("64960"), std::string::npos);
    PlaceOrder clamped = buy(kAnn, kBtcSwap, "1", "70000");
    clamped.clamps_to_price_limit = true;
    EXPECT_EQ(order_of(kAnn, kBtcSwap, must_place(clamped)).price, dec("64960"));
}

TEST_F(Rejections, money_is_51008_with_its_sub_code) {
    const Reply spot = send(buy(kAnn, kBtc, "16", "64000"));
    EXPECT_EQ(spot.code, "51008");
    EXPECT_EQ(spot.sub_code, "1000");
    EXPECT_EQ(send(sell(kAnn, kBtc, "100.1", "64000")).code, "51008");
    const Reply swap = send(buy(kAnn, kBtcSwap, "20000", "64000"));
    EXPECT_EQ(swap.code, "51008");
    EXPECT_EQ(swap.sub_code, "1001");
    must_place(buy(kAnn, kBtc, "15", "64000"));
    EXPECT_EQ(send(buy(kAnn, kBtc, "1", "64000")).code, "51008");
}

TEST_F(Rejections, position_limit_is_51004) { EXPECT_EQ(send(buy(kAnn, kBtcSwap, "600000", "64000")).code, "51004"); }

TEST_F(Rejections, reducing_is_51169_51170_51112) {
    PlaceOrder reduce = sell(kAnn, kBtcSwap, "1", "64000");
    reduce.is_reduce_only = true;
    EXPECT_EQ(send(reduce).code, "51169");
    open_long("2");
    PlaceOrder same_way = buy(kAnn, kBtcSwap, "1", "63900");
    same_way.is_reduce_only = true;
    EXPECT_EQ(send(same_way).code, "51170");
    reduce.size = dec("2.01");
    EXPECT_EQ(send(reduce).code, "51112");
    reduce.size = dec("2");
    EXPECT_EQ(send(reduce).code, "0");
}

TEST_F(Rejections, a_client_order_id_is_51016_until_its_order_ends) {
    PlaceOrder named = buy(kAnn, kBtc, "0.001", "63000");
    named.client_order_id = "mine1";
    const auto first = must_place(named);
    EXPECT_EQ(send(named).code, "51016");
    send(CancelOrder{kAnn, kBtc, std::nullopt, "mine1"});
    const auto second = must_place(named);
    EXPECT_NE(first, second);
    EXPECT_EQ(core_.find_order(kAnn, "BTC-USDT", std::nullopt, "mine1")->order_id, second);
}

TEST_F(Rejections, pending_orders_are_capped_at_51174_per_instrument) {
    for (int count = 0; count < 500; ++count) must_place(buy(kAnn, kBtc, "0.0001", "63000"));
    EXPECT_EQ(send(buy(kAnn, kBtc, "0.0001", "63000")).code, "51174");
    EXPECT_EQ(send(buy(kAnn, kEth, "0.001", "1840")).code, "0");
}

TEST_F(Rejections, contradictions_and_late_requests_are_54036_and_50036) {
    PlaceOrder both = buy(kAnn, kBtc, "1", "64000");
    both.kind = OrderKind::FillOrKill;
    both.self_trade = SelfTrade::CancelBoth;
    EXPECT_EQ(send(both).code, "54036");
    PlaceOrder late = buy(kAnn, kBtc, "1", "64000");
    late.expires = now_ - std::chrono::milliseconds{1};
    EXPECT_EQ(send(late).code, "50036");
    EXPECT_TRUE(outputs_.events.empty());
}

TEST_F(Rejections, cancelling_and_amending_what_is_gone_is_51400_and_51503) {
    EXPECT_EQ(send(CancelOrder{kAnn, kBtc, 42, {}}).code, "51400");
    EXPECT_EQ(send(CancelOrder{kAnn, kBtc, std::nullopt, {}}).code, "51003");
    AmendOrder amend;
    amend.account = kAnn;
    amend.instrument = kBtc;
    EXPECT_EQ(send(amend).code, "51003");
    amend.order_id = 42;
    amend.new_size = dec("1");
    EXPECT_EQ(send(amend).code, "51503");
    amend.order_id = must_place(buy(kAnn, kBtc, "1", "63000"));
    amend.new_size.reset();
    EXPECT_EQ(send(amend).code, "51500");
}

TEST_F(Rejections, settings_are_59000_59101_59102) {
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Cross, dec("101")}).code, "59102");
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Cross, dec("0")}).code, "51000");
    open_long("10000");
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Cross, dec("2")}).code, "59101");
    EXPECT_EQ(core_.leverage(kAnn, "BTC-USDT-SWAP"), dec("10"));
    EXPECT_EQ(send(SetPositionMode{kAnn, PositionMode::LongShort}).code, "59000");
}

TEST_F(Rejections, closing_nothing_is_51023_and_closing_under_orders_51115) {
    EXPECT_EQ(send(ClosePosition{kAnn, kBtcSwap}).code, "51023");
    open_long("10");
    must_place(sell(kAnn, kBtcSwap, "10", "64500"));
    must_place(buy(kBob, kBtcSwap, "10", "63990"));
    ClosePosition close{kAnn, kBtcSwap};
    EXPECT_EQ(send(close).code, "51115");
    close.cancels_pending = true;
    EXPECT_EQ(send(close).code, "0");
    EXPECT_FALSE(position(kAnn).has_value());
}

}  // namespace
}  // namespace trading::simulator
