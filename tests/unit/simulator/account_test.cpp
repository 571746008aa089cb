#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

class Accounts : public VenueFixture {
protected:
    void open_long(std::string_view contracts) {
        must_place(sell(kBob, kBtcSwap, contracts, "64000"));
        must_place(buy(kAnn, kBtcSwap, contracts, "64000"));
    }
};

TEST_F(Accounts, pays_spot_fees_in_what_is_received) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    must_place(buy(kAnn, kBtc, "1", "64000"));
    EXPECT_EQ(balance(kAnn, kBtcCurrency).cash, dec("100.999"));
    EXPECT_EQ(balance(kAnn, kUsdt).cash, dec("936000"));
    EXPECT_EQ(balance(kBob, kBtcCurrency).cash, dec("99"));
    EXPECT_EQ(balance(kBob, kUsdt).cash, dec("1063948.8"));
    const FillView taker = core_.fills(kAnn, {}).at(0);
    EXPECT_EQ(taker.fee, dec("-0.001"));
    EXPECT_EQ(taker.fee_currency, kBtcCurrency);
    expect_nothing_lost();
}

TEST_F(Accounts, rounds_a_fee_up_to_ten_digits_at_the_cost_of_the_payer) {
    must_place(sell(kBob, kBtc, "0.00123457", "64000"));
    must_place(buy(kAnn, kBtc, "0.00123457", "64000"));
    EXPECT_EQ(core_.fills(kAnn, {}).at(0).fee, dec("-0.0000012346"));
    expect_nothing_lost();
}

TEST_F(Accounts, freezes_what_a_resting_order_may_cost_and_releases_it) {
    const auto id = must_place(buy(kAnn, kBtc, "2", "63000"));
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("126000"));
    EXPECT_EQ(balance(kAnn, kUsdt).available, dec("874000"));
    must_place(sell(kBob, kBtc, "0.5", "63000"));
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("94500"));
    send(CancelOrder{kAnn, kBtc, id, {}});
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("0"));
}

TEST_F(Accounts, books_a_bill_for_every_change_of_cash) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    must_place(buy(kAnn, kBtc, "1", "64000"));
    open_long("10");
    send(Transfer{kAnn, kUsdt, dec("100"), Pocket::Funding, Pocket::Trading, {}});
    for (const domain::AccountId& account : {kAnn, kBob}) {
        base::Decimal sum = dec("1000000");
        const auto bills = core_.bills(account, {});
        for (auto bill = bills.rbegin(); bill != bills.rend(); ++bill) {
            if (bill->currency != kUsdt) continue;
            sum = base::add(sum, bill->balance_change).value();
            EXPECT_EQ(bill->balance, sum);
        }
        EXPECT_EQ(sum, balance(account, kUsdt).cash);
    }
    EXPECT_EQ(core_.bills(kAnn, {}).front().type, BillType::Transfer);
    expect_nothing_lost();
}

TEST_F(Accounts, opens_grows_closes_and_flips_a_net_position) {
    open_long("10");
    EXPECT_EQ(position(kAnn)->size, dec("10"));
    EXPECT_EQ(position(kAnn)->average_price, dec("64000"));
    must_place(sell(kBob, kBtcSwap, "10", "64100"));
    must_place(buy(kAnn, kBtcSwap, "10", "64100"));
    EXPECT_EQ(position(kAnn)->average_price, dec("64050"));
    must_place(buy(kBob, kBtcSwap, "30", "64150"));
    must_place(sell(kAnn, kBtcSwap, "30", "64150"));
    // 20 contracts of 0.01 BTC gained 100 each; ten were sold short at 64150.
    EXPECT_EQ(core_.fills(kAnn, {}).at(0).pnl, dec("20"));
    EXPECT_EQ(position(kAnn)->size, dec("-10"));
    EXPECT_EQ(position(kAnn)->average_price, dec("64150"));
    EXPECT_EQ(position(kBob)->size, dec("10"));
    expect_nothing_lost();
}

TEST_F(Accounts, marks_a_position_and_charges_margin_by_leverage) {
    open_long("100");  // One BTC.
    EXPECT_EQ(balance(kAnn, kUsdt).initial_margin, dec("6400"));
    EXPECT_EQ(position(kAnn)->leverage, dec("10"));
    EXPECT_EQ(send(SetLeverage{kAnn, kBtcSwap, MarginMode::Cross, dec("20")}).code, "0");
    EXPECT_EQ(balance(kAnn, kUsdt).initial_margin, dec("3200"));
    move_price("64500");
    EXPECT_EQ(position(kAnn)->unrealised_pnl, dec("500"));
    EXPECT_EQ(balance(kAnn, kUsdt).equity, base::add(balance(kAnn, kUsdt).cash, dec("500")).value());
}

TEST_F(Accounts, settles_funding_at_the_funding_time) {
    open_long("100");
    const auto before = balance(kAnn, kUsdt).cash;
    now_ = base::from_iso8601("2026-08-22T15:59:59.000Z").value();
    send(AdvanceTime{});
    EXPECT_EQ(balance(kAnn, kUsdt).cash, before);
    advance(std::chrono::seconds{2});
    // 64000 USDT at 0.01 %.
    EXPECT_EQ(balance(kAnn, kUsdt).cash, base::subtract(before, dec("6.4")).value());
    EXPECT_EQ(core_.bills(kAnn, {}).front().sub_type, BillSubType::FundingExpense);
    EXPECT_EQ(core_.bills(kBob, {}).front().sub_type, BillSubType::FundingIncome);
    EXPECT_EQ(position(kAnn)->funding_fee, dec("-6.4"));
    const std::vector<FundingHistoryView> settled = core_.funding_history("BTC-USDT-SWAP", {});
    EXPECT_EQ(settled.front().funding_time, base::from_iso8601("2026-08-22T16:00:00.000Z").value());
    EXPECT_EQ(settled.front().rate, dec("0.0001"));
    EXPECT_EQ(settled.at(1).funding_time, base::from_iso8601("2026-08-22T08:00:00.000Z").value());
    expect_nothing_lost();
}

TEST_F(Accounts, liquidates_a_position_that_its_equity_no_longer_carries) {
    send(Transfer{kAnn, kUsdt, dec("990000"), Pocket::Trading, Pocket::Funding, {}});
    send(SetLeverage{kAnn, kBtcSwap, MarginMode::Cross, dec("100")});
    open_long("1200");  // 768000 USDT on 10000.
    must_place(buy(kAnn, kBtcSwap, "1", "63900"));
    move_price("63500");
    EXPECT_TRUE(position(kAnn).has_value());
    move_price("63300");
    EXPECT_FALSE(position(kAnn).has_value());
    EXPECT_EQ(core_.counters().liquidations, 1U);
    const FillView fill = core_.fills(kAnn, {}).at(0);
    EXPECT_EQ(fill.trade_id, "-1");
    OrderFilter forced;
    forced.category = OrderCategory::FullLiquidation;
    EXPECT_EQ(core_.order_history(kAnn, forced, now_).size(), 1U);
    EXPECT_TRUE(core_.pending_orders(kAnn, {}).empty());
    EXPECT_FALSE(balance(kAnn, kUsdt).cash.is_negative());
    expect_nothing_lost();
}

TEST_F(Accounts, keeps_long_and_short_side_by_side_in_long_short_mode) {
    EXPECT_EQ(send(SetPositionMode{kAnn, PositionMode::LongShort}).code, "0");
    EXPECT_EQ(send(buy(kAnn, kBtcSwap, "1", "64000")).code, "51000");
    PlaceOrder open = buy(kAnn, kBtcSwap, "2", "64000");
    open.position_side = PositionSide::Long;
    must_place(sell(kBob, kBtcSwap, "2", "64000"));
    must_place(open);
    PlaceOrder shorted = sell(kAnn, kBtcSwap, "1", "64000");
    shorted.position_side = PositionSide::Short;
    must_place(buy(kBob, kBtcSwap, "1", "64000"));
    must_place(shorted);
    EXPECT_EQ(core_.positions(kAnn).size(), 2U);
    EXPECT_EQ(send(SetPositionMode{kAnn, PositionMode::Net}).code, "59000");
    expect_nothing_lost();
}

TEST_F(Accounts, moves_cash_between_pockets_only_when_it_is_there) {
    EXPECT_EQ(send(Transfer{kAnn, kUsdt, dec("5000.01"), Pocket::Funding, Pocket::Trading, {}}).code, "58350");
    EXPECT_EQ(send(Transfer{kAnn, kUsdt, dec("5000"), Pocket::Funding, Pocket::Trading, {}}).code, "0");
    EXPECT_EQ(balance(kAnn, kUsdt).cash, dec("1005000"));
    EXPECT_EQ(send(Transfer{kAnn, kUsdt, dec("0"), Pocket::Funding, Pocket::Trading, {}}).code, "51000");
    must_place(buy(kAnn, kBtc, "15", "64000"));
    EXPECT_EQ(send(Transfer{kAnn, kUsdt, dec("50000"), Pocket::Trading, Pocket::Funding, {}}).code, "58350");
    expect_nothing_lost();
}

TEST_F(Accounts, says_how_much_could_be_traded) {
    const auto spot = core_.size_limit(kAnn, "BTC-USDT", dec("50000")).value();
    EXPECT_EQ(spot.maximum_buy, dec("20"));
    EXPECT_EQ(spot.maximum_sell, dec("100"));
    const auto swap = core_.size_limit(kAnn, "BTC-USDT-SWAP", dec("64000")).value();
    PlaceOrder most = buy(kAnn, kBtcSwap, swap.maximum_buy.to_string(), "64000");
    EXPECT_EQ(send(most).code, "0");
}

}  // namespace
}  // namespace trading::simulator
