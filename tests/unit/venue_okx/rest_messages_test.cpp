#include "common/venue/okx/rest_messages.hpp"
#include "tests/support/venue_okx/okx_data.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

using domain::RequestKind;
using domain::RequestOutcome;

const domain::InstrumentId kBitcoin{"BTC-USDT"};

class RestMessages : public ::testing::Test {
protected:
    RestReply reply(std::string_view text, int http_status = 200) {
        body_ = test::frame_of(text);
        return {
            .http_status = http_status, .body = body_, .ts_received = base::from_unix_milliseconds(1'800'000'000'000)};
    }

    RestMessageParser parser_;
    FrameBuffer body_;
};

TEST_F(RestMessages, read_the_venues_time) {
    const auto time = parser_.server_time(reply(R"({"code":"0","msg":"","data":[{"ts":"1597026383085"}]})"));
    ASSERT_TRUE(time.has_value());
    EXPECT_EQ(base::to_unix_milliseconds(*time), 1597026383085);
    EXPECT_FALSE(parser_.server_time(reply(R"({"code":"0","msg":"","data":[]})")).has_value());
}

TEST_F(RestMessages, fail_with_the_venues_code_with_or_without_data) {
    const auto no_data = parser_.balances(reply(R"({"msg":"Invalid OK-ACCESS-KEY","code":"50111"})", 401));
    ASSERT_FALSE(no_data.has_value());
    EXPECT_EQ(no_data.error().code, "50111");
    EXPECT_EQ(no_data.error().advice.remedy, Remedy::StopTrading);
    EXPECT_EQ(no_data.error().to_error().code, base::ErrorCode::PermissionDenied);
    EXPECT_EQ(no_data.error().to_error().detail, "OKX 50111: the key is invalid (Invalid OK-ACCESS-KEY)");
    const auto expired =
        parser_.balances(reply(R"({"code":"50102","data":[],"msg":"Timestamp request expired"})", 401));
    EXPECT_EQ(expired.error().advice.remedy, Remedy::SynchroniseClock);
    EXPECT_FALSE(parser_.balances(reply(R"({"code":"50001","data":null,"msg":"down"})", 503)).has_value());
}

TEST_F(RestMessages, understand_a_page_of_html_by_its_status) {
    const auto busy = parser_.positions(reply("<html>Too Many Requests</html>", 429));
    ASSERT_FALSE(busy.has_value());
    EXPECT_TRUE(busy.error().advice.is_read_retryable);
    EXPECT_EQ(busy.error().to_error().code, base::ErrorCode::Unavailable);
    EXPECT_FALSE(parser_.positions(reply("", 502)).has_value());
    EXPECT_FALSE(parser_.positions(reply(R"({"code":"0","data":[)", 200)).has_value());
}

TEST_F(RestMessages, refuse_half_a_list) {
    const auto positions = parser_.positions(
        reply(R"({"code":"0","msg":"","data":[{"instId":"A","instType":"SWAP","pos":"1","posSide":"net"},)"
              R"({"instId":"B","instType":"SWAP","pos":"broken","posSide":"net"}]})")
    );
    ASSERT_FALSE(positions.has_value());
    EXPECT_EQ(positions.error().detail, "positions: pos 'broken'");
}

TEST_F(RestMessages, read_an_envelope_whose_data_comes_first) {
    const auto balances = parser_.balances(
        reply(R"({"data":[{"mgnRatio":"","details":[{"ccy":"USDT","cashBal":"5","availBal":"4","uTime":"1"}]}],)"
              R"("msg":"","code":"0"})")
    );
    ASSERT_TRUE(balances.has_value());
    EXPECT_EQ(balances->balances.at(0).available.to_string(), "4");
    EXPECT_FALSE(balances->margin_ratio.has_value());
}

TEST_F(RestMessages, read_a_book_that_can_be_joined_with_the_feed) {
    const auto book = parser_.book(
        reply(R"({"code":"0","msg":"","data":[{"asks":[["41006.8","0.6","0","1"]],"bids":[["41006.3","0.3","0","2"]],)"
              R"("ts":"1629966436396","seqId":77}]})"),
        kBitcoin
    );
    ASSERT_TRUE(book.has_value());
    EXPECT_TRUE(book->is_snapshot && book->has_sequence);
    EXPECT_EQ(book->sequence, 77);
    EXPECT_EQ(book->instrument_id, kBitcoin);
}

TEST_F(RestMessages, give_closed_candles_oldest_first) {
    const auto candles = parser_.candles(
        reply(R"({"code":"0","msg":"","data":[["180000","4","4","4","4","1","1","1","0"],)"
              R"(["120000","3","3","3","3","1","1","1","1"],["60000","2","2","2","2","1","1","1","1"]]})"),
        {.instrument_id = kBitcoin}
    );
    ASSERT_TRUE(candles.has_value());
    ASSERT_EQ(candles->size(), 2U);
    EXPECT_EQ(candles->at(0).close.to_string(), "2");
    EXPECT_EQ(candles->at(1).close.to_string(), "3");
}

TEST_F(RestMessages, read_the_settings_of_the_account_word_by_word) {
    const auto settings = parser_.account_settings(reply(
        R"({"code":"0","msg":"","data":[{"acctLv":"2","posMode":"net_mode","perm":"read_only,trade","level":"Lv1","feeType":"0","uid":"44"}]})"
    ));
    ASSERT_TRUE(settings.has_value());
    EXPECT_EQ(settings->account_mode(), "futures (acctLv 2)");
    EXPECT_TRUE(settings->has_net_positions && settings->can_trade);
    EXPECT_FALSE(settings->can_withdraw);
    const auto dangerous = parser_.account_settings(reply(
        R"({"code":"0","msg":"","data":[{"acctLv":"3","posMode":"long_short_mode","perm":"read_only,withdraw,trade"}]})"
    ));
    EXPECT_TRUE(dangerous->can_withdraw);
    EXPECT_FALSE(dangerous->has_net_positions);
}

TEST_F(RestMessages, take_the_dearest_fee_group) {
    const auto fees = parser_.fee_rates(reply(
        R"({"code":"0","msg":"","data":[{"instType":"SPOT","maker":"-0.0008","taker":"-0.001","feeGroup":)"
        R"([{"groupId":"1","maker":"-0.0005","taker":"-0.0007"},{"groupId":"2","maker":"-0.0006","taker":"-0.0004"}]},)"
        R"({"instType":"SWAP","maker":"-0.0002","taker":"-0.0005","makerU":"-0.0001","takerU":"-0.0004"}]})"
    ));
    ASSERT_TRUE(fees.has_value());
    EXPECT_EQ(fees->at(0).maker.to_string(), "-0.0006");
    EXPECT_EQ(fees->at(0).taker.to_string(), "-0.0007");
    EXPECT_EQ(fees->at(1).kind, domain::InstrumentKind::PerpetualSwap);
    EXPECT_EQ(fees->at(1).taker.to_string(), "-0.0004");
}

TEST_F(RestMessages, leave_trades_out_of_the_bills_but_page_past_them) {
    const auto bills = parser_.bills(reply(
        R"({"code":"0","msg":"","data":[{"billId":"9","type":"8","subType":"173","ccy":"USDT","balChg":"-0.5","instId":"BTC-USDT-SWAP","ts":"5"},)"
        R"({"billId":"8","type":"2","subType":"1","ccy":"USDT","balChg":"-1","ts":"4"}]})"
    ));
    ASSERT_TRUE(bills.has_value());
    ASSERT_EQ(bills->items.size(), 1U);
    EXPECT_EQ(bills->items[0].kind, domain::BillKind::Funding);
    EXPECT_EQ(bills->items[0].amount.to_string(), "-0.5");
    EXPECT_EQ(bills->items[0].detail, "type 8, sub-type 173");
    EXPECT_EQ(bills->row_count, 2U);
    EXPECT_EQ(bills->oldest_id, "8");
}

TEST_F(RestMessages, read_orders_without_inventing_fills) {
    const auto orders = parser_.orders(reply(
        R"({"code":"0","msg":"","data":[{"instId":"BTC-USDT","ordId":"680","clOrdId":"abc","side":"buy","ordType":"limit",)"
        R"("px":"1","sz":"2","accFillSz":"1","fillSz":"1","fillPx":"1","tradeId":"744876980","avgPx":"1","state":"partially_filled","uTime":"3"}]})"
    ));
    ASSERT_TRUE(orders.has_value());
    EXPECT_EQ(orders->items.at(0).filled_quantity.to_string(), "1");
    EXPECT_FALSE(orders->items.at(0).fill.has_value());
    EXPECT_EQ(orders->oldest_id, "680");
}

TEST_F(RestMessages, read_fills_with_fee_and_time) {
    const auto fills = parser_.fills(reply(
        R"({"code":"0","msg":"","data":[{"side":"buy","fillSz":"0.00192834","fillPx":"51858","fee":"-0.00000192834","feeCcy":"BTC",)"
        R"("fillPnl":"0","ordId":"680","clOrdId":"abc","tradeId":"744876980","billId":"6808","execType":"T","instId":"BTC-USDT",)"
        R"("fillTime":"1708587373361","ts":"1708587373362"}]})"
    ));
    ASSERT_TRUE(fills.has_value());
    const domain::Fill& fill = fills->items.at(0);
    EXPECT_EQ(fill.fee.to_string(), "-0.00000192834");
    EXPECT_EQ(fill.client_order_id.value(), "abc");
    EXPECT_EQ(base::to_unix_milliseconds(fill.times.ts_event), 1708587373361);
    EXPECT_EQ(fills->oldest_id, "6808");
}

TEST_F(RestMessages, say_when_the_venue_does_not_know_an_order) {
    const auto orders = parser_.orders(reply(R"({"code":"51603","data":[],"msg":"Order does not exist"})"));
    ASSERT_FALSE(orders.has_value());
    EXPECT_TRUE(says_order_unknown(orders.error()));
    EXPECT_FALSE(says_order_unknown(parser_.orders(reply(R"({"code":"50011","data":[],"msg":""})")).error()));
}

TEST_F(RestMessages, judge_a_write_by_its_item_and_never_by_its_text) {
    const auto placed = parser_.answers(
        reply(
            R"({"code":"0","msg":"","data":[{"clOrdId":"a","ordId":"5","sCode":"0","sMsg":"Order placed"}],"inTime":"1","outTime":"2"})"
        ),
        RequestKind::Place,
        false
    );
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed[0].outcome, RequestOutcome::Accepted);
    const auto failed = parser_.answers(
        reply(R"({"code":"1","msg":"","data":[{"clOrdId":"a","ordId":"","sCode":"51006","sMsg":"price"}]})"),
        RequestKind::Place,
        false
    );
    EXPECT_EQ(failed.at(0).outcome, RequestOutcome::Refused);
    EXPECT_EQ(failed.at(0).code, "51006");
    // The envelope says ok, the item does not.
    const auto stop = parser_.answers(
        reply(
            R"({"code":"0","msg":"","data":[{"algoId":"","algoClOrdId":"s1","sCode":"51000","sMsg":"Parameter instId error"}]})"
        ),
        RequestKind::Place,
        true
    );
    EXPECT_EQ(stop.at(0).outcome, RequestOutcome::Refused);
    EXPECT_EQ(stop.at(0).client_order_id.value(), "s1");
    EXPECT_TRUE(stop.at(0).is_stop);
}

TEST_F(RestMessages, call_a_write_unknown_unless_something_proves_otherwise) {
    const auto outcome = [&](std::string_view text, int status) {
        return parser_.answers(reply(text, status), RequestKind::Place, false).at(0).outcome;
    };
    EXPECT_EQ(outcome("", 200), RequestOutcome::Unknown);
    EXPECT_EQ(outcome("<html/>", 502), RequestOutcome::Unknown);
    EXPECT_EQ(outcome("<html/>", 429), RequestOutcome::NotSent);
    EXPECT_EQ(outcome(R"({"code":"0","msg":"","data":[]})", 200), RequestOutcome::Unknown);
    EXPECT_EQ(outcome(R"({"code":"50011","msg":"slow"})", 429), RequestOutcome::NotSent);
    EXPECT_EQ(outcome(R"({"code":"50004","msg":"timeout","data":[]})", 400), RequestOutcome::Unknown);
    EXPECT_EQ(outcome(R"({"code":"50113","msg":"Invalid Sign"})", 401), RequestOutcome::Refused);
    EXPECT_EQ(outcome(R"({"code":"0","data":[{"sCode":"0","ordId":"5")", 200), RequestOutcome::Unknown);
}

TEST_F(RestMessages, read_the_dead_mans_time_in_seconds_or_milliseconds) {
    const auto trigger = [&](const char* text) {
        const std::string body =
            std::string{R"({"code":"0","msg":"","data":[{"triggerTime":")"} + text + R"(","tag":"","ts":"1"}]})";
        return base::to_unix_milliseconds(parser_.dead_man(reply(body))->ts_trigger);
    };
    EXPECT_EQ(trigger("1587971460"), 1587971460000);
    EXPECT_EQ(trigger("1587971460123"), 1587971460123);
    EXPECT_EQ(trigger("0"), 0);
    EXPECT_FALSE(parser_.dead_man(reply(R"({"code":"51000","msg":"","data":[]})")).has_value());
}

}  // namespace
}  // namespace trading::venue::okx
