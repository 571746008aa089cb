#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

// Positions whose margin is their own: what they may lose, and what the rest of the account keeps.
class IsolatedMargin : public VenueFixture {
protected:
    static PlaceOrder isolated(PlaceOrder order) {
        order.margin_mode = MarginMode::Isolated;
        return order;
    }

    // A tenth of it is the margin, at the leverage that nobody has changed.
    void open_long(std::string_view contracts) {
        must_place(sell(kBob, kBtcSwap, contracts, "64000"));
        must_place(isolated(buy(kAnn, kBtcSwap, contracts, "64000")));
    }

    std::string margin() const { return position(kAnn)->margin.value_or(base::Decimal{}).to_string(); }

    base::Decimal spendable() const { return balance(kAnn, kUsdt).available_equity; }
};

TEST_F(IsolatedMargin, is_set_aside_when_a_position_opens_and_comes_back_when_it_closes) {
    const base::Decimal before = spendable();
    open_long("100");  // One BTC.
    EXPECT_EQ(position(kAnn)->margin_mode, MarginMode::Isolated);
    EXPECT_EQ(margin(), "6400");
    const BalanceView held = balance(kAnn, kUsdt);
    EXPECT_EQ(held.isolated_equity, dec("6400"));
    EXPECT_EQ(held.initial_margin, dec("0"));
    EXPECT_EQ(held.frozen, dec("0"));
    EXPECT_EQ(held.equity, base::add(held.cash, dec("6400")).value());
    const BillView bill = core_.bills(kAnn, {}).front();
    EXPECT_EQ(bill.balance_change, dec("-6432"));
    EXPECT_EQ(bill.position_balance_change, dec("6400"));
    // Margin and the taker's fee of 0.05 %.
    EXPECT_EQ(spendable(), base::subtract(before, dec("6432")).value());
    must_place(buy(kBob, kBtcSwap, "40", "64000"));
    must_place(isolated(sell(kAnn, kBtcSwap, "40", "64000")));
    EXPECT_EQ(margin(), "3840");
    must_place(buy(kBob, kBtcSwap, "60", "64000"));
    must_place(isolated(sell(kAnn, kBtcSwap, "60", "64000")));
    EXPECT_FALSE(position(kAnn).has_value());
    EXPECT_EQ(balance(kAnn, kUsdt).isolated_equity, dec("0"));
    EXPECT_EQ(spendable(), balance(kAnn, kUsdt).cash);
    expect_nothing_lost();
}

TEST_F(IsolatedMargin, stands_beside_a_cross_position_of_the_same_contract) {
    open_long("100");
    must_place(buy(kBob, kBtcSwap, "30", "64000"));
    must_place(sell(kAnn, kBtcSwap, "30", "64000"));
    const auto positions = core_.positions(kAnn);
    ASSERT_EQ(positions.size(), 2U);
    EXPECT_EQ(positions[0].margin_mode, MarginMode::Cross);
    EXPECT_EQ(positions[0].size, dec("-30"));
    EXPECT_EQ(positions[1].margin_mode, MarginMode::Isolated);
    EXPECT_EQ(positions[1].size, dec("100"));
    EXPECT_NE(positions[0].position_id, positions[1].position_id);
    PlaceOrder reducing = sell(kAnn, kBtcSwap, "1", "64500");
    reducing.is_reduce_only = true;
    EXPECT_EQ(send(reducing).code, "51170");
    EXPECT_EQ(send(isolated(reducing)).code, "0");
    expect_nothing_lost();
}

TEST_F(IsolatedMargin, has_a_leverage_of_its_own) {
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("4"), {}}).code, "0");
    EXPECT_EQ(core_.leverage(kAnn, "BTC-USDT-SWAP", {MarginMode::Isolated, PositionSide::Net}), dec("4"));
    EXPECT_EQ(core_.leverage(kAnn, "BTC-USDT-SWAP"), dec("10"));
    open_long("100");
    EXPECT_EQ(margin(), "16000");
    // More leverage leaves the margin where it is; less fills it up.
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("8"), {}}).code, "0");
    EXPECT_EQ(margin(), "16000");
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("2"), {}}).code, "0");
    EXPECT_EQ(margin(), "32000");
    send(Transfer{kAnn, kUsdt, dec("960000"), Pocket::Trading, Pocket::Funding, {}});
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("1"), {}}).code, "59101");
    EXPECT_EQ(margin(), "32000");
}

TEST_F(IsolatedMargin, leverage_wants_a_side_in_long_short_mode_only) {
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("4"), PositionSide::Long}).code, "51000");
    send(SetPositionMode{kAnn, PositionMode::LongShort});
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("4"), {}}).code, "51000");
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("4"), PositionSide::Long}).code, "0");
    EXPECT_EQ(core_.leverage(kAnn, "BTC-USDT-SWAP", {MarginMode::Isolated, PositionSide::Long}), dec("4"));
    EXPECT_EQ(core_.leverage(kAnn, "BTC-USDT-SWAP", {MarginMode::Isolated, PositionSide::Short}), dec("10"));
}

TEST_F(IsolatedMargin, is_added_to_and_taken_from) {
    EXPECT_EQ(send(AdjustMargin{kAnn, kBtcSwap, PositionSide::Net, dec("100")}).code, "59300");
    open_long("100");
    EXPECT_EQ(send(AdjustMargin{kAnn, kBtcSwap, PositionSide::Net, dec("600")}).code, "0");
    EXPECT_EQ(events<PositionChanged>().at(0).reason, ChangeReason::AdjustMargin);
    EXPECT_EQ(core_.bills(kAnn, {}).front().sub_type, BillSubType::MarginIncrease);
    EXPECT_EQ(core_.bills(kAnn, {}).front().balance_change, dec("-600"));
    EXPECT_EQ(margin(), "7000");
    EXPECT_EQ(send(AdjustMargin{kAnn, kBtcSwap, PositionSide::Net, dec("-600.01")}).code, "59301");
    EXPECT_EQ(send(AdjustMargin{kAnn, kBtcSwap, PositionSide::Net, dec("-500")}).code, "0");
    EXPECT_EQ(margin(), "6500");
    EXPECT_EQ(send(AdjustMargin{kAnn, kBtcSwap, PositionSide::Net, dec("10000000")}).code, "59301");
    expect_nothing_lost();
}

TEST_F(IsolatedMargin, is_all_that_a_liquidation_takes) {
    send(SetLeverage{kAnn, kBtcSwap, MarginMode::Isolated, dec("100"), {}});
    open_long("1200");  // 768000 USDT on 7680.
    must_place(buy(kAnn, kBtcSwap, "1", "63000"));
    const base::Decimal before = balance(kAnn, kUsdt).cash;
    move_price("63000");
    EXPECT_FALSE(position(kAnn).has_value());
    EXPECT_EQ(core_.counters().liquidations, 1U);
    EXPECT_EQ(core_.fills(kAnn, {}).at(0).trade_id, "-1");
    EXPECT_EQ(core_.bills(kAnn, {}).front().sub_type, BillSubType::LiquidationTransferIn);
    EXPECT_EQ(balance(kAnn, kUsdt).cash, before);
    // The rest of the account goes on.
    EXPECT_EQ(core_.pending_orders(kAnn, {}).size(), 1U);
    expect_nothing_lost();
}

TEST_F(IsolatedMargin, outlives_the_liquidation_of_what_is_cross) {
    open_long("100");
    send(AdjustMargin{kAnn, kBtcSwap, PositionSide::Net, dec("10000")});
    send(Transfer{kAnn, kUsdt, dec("973000"), Pocket::Trading, Pocket::Funding, {}});
    send(SetLeverage{kAnn, kBtcSwap, MarginMode::Cross, dec("100"), {}});
    must_place(sell(kBob, kBtcSwap, "1200", "64000"));
    must_place(buy(kAnn, kBtcSwap, "1200", "64000"));
    move_price("63200");
    const auto left = core_.positions(kAnn);
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].margin_mode, MarginMode::Isolated);
    EXPECT_EQ(margin(), "16400");
    EXPECT_FALSE(balance(kAnn, kUsdt).cash.is_negative());
    expect_nothing_lost();
}

TEST_F(IsolatedMargin, pays_funding_out_of_the_margin) {
    open_long("100");
    now_ = base::from_iso8601("2026-08-22T15:59:59.000Z").value();
    send(AdvanceTime{});
    advance(std::chrono::seconds{2});
    EXPECT_EQ(margin(), "6393.6");
    EXPECT_EQ(core_.bills(kAnn, {}).front().balance_change, dec("0"));
    EXPECT_EQ(core_.bills(kAnn, {}).front().position_balance_change, dec("-6.4"));
    EXPECT_EQ(core_.bills(kAnn, {}).front().margin_mode, MarginMode::Isolated);
}

TEST_F(IsolatedMargin, closes_by_close_position_and_by_a_stop_of_its_mode) {
    open_long("100");
    EXPECT_EQ(send(ClosePosition{kAnn, kBtcSwap, MarginMode::Cross, {}, false, {}, {}}).code, "51023");
    PlaceAlgo stop;
    stop.account = kAnn;
    stop.instrument = kBtcSwap;
    stop.margin_mode = MarginMode::Isolated;
    stop.side = domain::Side::Sell;
    stop.closes_position = true;
    stop.is_reduce_only = true;
    stop.legs.stop_loss_trigger = dec("60000");
    EXPECT_EQ(send(stop).code, "0");
    must_place(buy(kBob, kBtcSwap, "100", "64000"));
    EXPECT_EQ(send(ClosePosition{kAnn, kBtcSwap, MarginMode::Isolated, {}, false, {}, {}}).code, "0");
    EXPECT_FALSE(position(kAnn).has_value());
    EXPECT_TRUE(core_.pending_algos(kAnn, {}).empty());
}

}  // namespace
}  // namespace trading::simulator
