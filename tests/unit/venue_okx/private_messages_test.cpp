#include "common/venue/okx/private_messages.hpp"
#include "tests/support/venue_okx/okx_data.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

using domain::OrderReport;
using domain::OrderStatus;
using domain::RequestOutcome;

constexpr base::Timestamp kReceived = base::from_unix_milliseconds(1'800'000'000'000);

class PrivateMessages : public ::testing::Test {
protected:
    void parse(std::string_view text) {
        const base::Status status = parser_.parse(test::frame_of(text), kReceived, frame_);
        EXPECT_TRUE(status.has_value()) << text;
    }

    template <class Report>
    Report report_of(std::string_view text) {
        parse(text);
        EXPECT_EQ(frame_.reports.size(), 1U) << frame_.loss_detail;
        if (frame_.reports.size() != 1) return {};
        return std::get<Report>(frame_.reports.front());
    }

    // An order message with the given fields in front of common ones; a repeated field of `fields` comes later and
    // wins.
    OrderReport order(const std::string& fields) {
        return report_of<OrderReport>(
            R"({"arg":{"channel":"orders","instType":"ANY","uid":"47"},"data":[{"instId":"BTC-USDT","instType":"SPOT",)"
            R"("ordId":"64","clOrdId":"X4BAEA","side":"buy","ordType":"limit","px":"34500","sz":"0.5","accFillSz":"0",)"
            R"("avgPx":"0","state":"live","reduceOnly":"false","category":"normal","uTime":"1699330197524","fillSz":"0",)"
            R"("tradeId":"","fillPx":"",)" +
            fields + "}]}"
        );
    }

    PrivateMessageParser parser_;
    PrivateFrame frame_;
};

TEST_F(PrivateMessages, read_a_resting_order) {
    const OrderReport report = order(R"("algoClOrdId":"","cancelSource":"")");
    EXPECT_EQ(report.instrument_id.value(), "BTC-USDT");
    EXPECT_EQ(report.client_order_id.value(), "X4BAEA");
    EXPECT_EQ(report.venue_order_id.value(), "64");
    EXPECT_EQ(report.status, OrderStatus::Live);
    EXPECT_EQ(report.limit_price->to_string(), "34500");
    EXPECT_EQ(report.quantity.to_string(), "0.5");
    EXPECT_FALSE(report.average_fill_price.has_value());
    EXPECT_FALSE(report.fill.has_value());
    EXPECT_FALSE(report.is_stop || report.is_reduce_only);
    EXPECT_EQ(base::to_unix_milliseconds(report.times.ts_event), 1699330197524);
    EXPECT_EQ(frame_.channel, "orders");
}

TEST_F(PrivateMessages, read_each_fill_with_its_own_fee_and_profit) {
    const OrderReport report = order(
        R"("state":"partially_filled","accFillSz":"0.3","avgPx":"34400.123456789012345678","fillPx":"34400.5","fillSz":"0.1",)"
        R"("tradeId":"435550732","fillTime":"1699330197600","fillFee":"-0.0001","fillFeeCcy":"BTC","fee":"-0.0003",)"
        R"("feeCcy":"BTC","execType":"M","fillPnl":"1.25")"
    );
    EXPECT_EQ(report.status, OrderStatus::PartiallyFilled);
    EXPECT_EQ(report.filled_quantity.to_string(), "0.3");
    EXPECT_EQ(report.average_fill_price->to_string(), "34400.12345678901234");
    EXPECT_EQ(parser_.counters().shortened_numbers, 1U);
    ASSERT_TRUE(report.fill.has_value());
    EXPECT_EQ(report.fill->trade_id.value(), "435550732");
    EXPECT_EQ(report.fill->client_order_id.value(), "X4BAEA");
    EXPECT_EQ(report.fill->price.to_string(), "34400.5");
    EXPECT_EQ(report.fill->quantity.to_string(), "0.1");
    EXPECT_EQ(report.fill->fee.to_string(), "-0.0001");
    EXPECT_EQ(report.fill->fee_currency.value(), "BTC");
    EXPECT_EQ(report.fill->realised_pnl.to_string(), "1.25");
    EXPECT_EQ(report.fill->liquidity_side, domain::LiquiditySide::Maker);
    EXPECT_EQ(base::to_unix_milliseconds(report.fill->times.ts_event), 1699330197600);
}

TEST_F(PrivateMessages, read_a_completion_without_a_fill) {
    const OrderReport report = order(R"("state":"filled","accFillSz":"0.3","fillSz":"0","tradeId":"","fillPx":"")");
    EXPECT_EQ(report.status, OrderStatus::Filled);
    EXPECT_FALSE(report.fill.has_value());
}

TEST_F(PrivateMessages, take_the_total_fee_only_for_the_first_fill_of_old_messages) {
    const OrderReport first = order(
        R"("state":"partially_filled","accFillSz":"0.1","fillPx":"3","fillSz":"0.1","tradeId":"1","fee":"-2","feeCcy":"USDT")"
    );
    EXPECT_EQ(first.fill->fee.to_string(), "-2");
    const OrderReport second = order(
        R"("state":"partially_filled","accFillSz":"0.2","fillPx":"3","fillSz":"0.1","tradeId":"2","fee":"-4","feeCcy":"USDT")"
    );
    EXPECT_TRUE(second.fill->fee.is_zero());
    EXPECT_EQ(parser_.counters().fills_without_fee, 1U);
}

TEST_F(PrivateMessages, say_why_an_order_was_cancelled) {
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"31")").reason, "31: post-only would have taken liquidity");
    EXPECT_EQ(order(R"("state":"mmp_canceled","cancelSource":"")").status, OrderStatus::Cancelled);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"999")").reason, "999: unknown source");
    EXPECT_EQ(order(R"("state":"live","cancelSource":"")").reason, "");
    EXPECT_EQ(order(R"("state":"live","cancelSource":"20")").cancel_cause, domain::CancelCause::None);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"")").cancel_cause, domain::CancelCause::None);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"1")").cancel_cause, domain::CancelCause::Requested);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"20")").cancel_cause, domain::CancelCause::DeadMan);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"31")").cancel_cause, domain::CancelCause::Terms);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"6")").cancel_cause, domain::CancelCause::Venue);
    EXPECT_EQ(order(R"("state":"canceled","cancelSource":"999")").cancel_cause, domain::CancelCause::Venue);
    EXPECT_EQ(order(R"("state":"mmp_canceled","cancelSource":"")").cancel_cause, domain::CancelCause::Venue);
}

TEST_F(PrivateMessages, take_no_order_of_the_venue_for_ours) {
    for (const char* category : {"full_liquidation", "partial_liquidation", "adl", "delivery"}) {
        const OrderReport report = order(
            std::string{
                R"("clOrdId":"X4BAEA","state":"filled","accFillSz":"1","fillSz":"1","fillPx":"2","tradeId":"-7",)"} +
            R"("category":")" + category + "\""
        );
        EXPECT_TRUE(report.client_order_id.empty());
        EXPECT_EQ(report.reason, category);
        ASSERT_TRUE(report.fill.has_value());
        EXPECT_TRUE(report.fill->client_order_id.empty());
        EXPECT_EQ(report.fill->trade_id.value(), "-7");
    }
    EXPECT_TRUE(order(R"("clOrdId":"written-by-hand")").client_order_id.empty());
}

TEST_F(PrivateMessages, name_the_stop_that_created_an_order) {
    const OrderReport report = order(R"("algoClOrdId":"STOP1","algoId":"99","clOrdId":"","ordType":"market","px":"")");
    EXPECT_EQ(report.parent_client_order_id.value(), "STOP1");
    EXPECT_TRUE(report.client_order_id.empty());
    EXPECT_EQ(report.type, domain::OrderType::Market);
    EXPECT_FALSE(report.limit_price.has_value());
}

TEST_F(PrivateMessages, give_no_quantity_in_quote_currency_for_base) {
    const OrderReport report = order(R"("sz":"100","tgtCcy":"quote_ccy","accFillSz":"0.00192834")");
    EXPECT_EQ(report.quantity.to_string(), "0.00192834");
}

TEST_F(PrivateMessages, never_guess_a_state) {
    parse(
        R"({"arg":{"channel":"orders"},"data":[{"instId":"A","ordId":"1","side":"buy","ordType":"limit","state":"hovering"}]})"
    );
    EXPECT_TRUE(frame_.reports.empty());
    EXPECT_EQ(frame_.lost_items, 1U);
    EXPECT_EQ(frame_.loss_detail, "orders: state 'hovering'");
}

TEST_F(PrivateMessages, report_the_result_of_an_amendment_beside_the_order) {
    using Result = AmendReported::Result;
    static_cast<void>(order(R"("amendResult":"-1","reqId":"m9","code":"51503","msg":"gone")"));
    ASSERT_EQ(frame_.amends.size(), 1U);
    EXPECT_EQ(frame_.amends[0].result, Result::Failed);
    EXPECT_EQ(frame_.amends[0].request_id, "m9");
    EXPECT_EQ(frame_.amends[0].code, "51503");
    EXPECT_EQ(frame_.amends[0].client_order_id.value(), "X4BAEA");
    static_cast<void>(order(R"("amendResult":"0","reqId":"m9")"));
    EXPECT_EQ(frame_.amends.at(0).result, Result::Amended);
    static_cast<void>(order(R"("amendResult":"1","state":"canceled")"));
    EXPECT_EQ(frame_.amends.at(0).result, Result::FailedAndCancelled);
    static_cast<void>(order(R"("amendResult":"")"));
    EXPECT_TRUE(frame_.amends.empty());
}

TEST_F(PrivateMessages, read_stops_in_every_state) {
    const auto stop = [&](const std::string& fields) {
        return report_of<OrderReport>(
            R"({"arg":{"channel":"orders-algo","instType":"ANY"},"data":[{"instId":"BTC-USDT-SWAP","algoId":"70",)"
            R"("algoClOrdId":"STOP1","side":"sell","ordType":"conditional","sz":"2","slTriggerPx":"48000","slOrdPx":"-1",)"
            R"("tpTriggerPx":"","triggerPx":"","reduceOnly":"true","cTime":"1000","triggerTime":"","failCode":"",)" +
            fields + "}]}"
        );
    };
    const OrderReport live = stop(R"("state":"live")");
    EXPECT_TRUE(live.is_stop && live.is_reduce_only);
    EXPECT_EQ(live.type, domain::OrderType::Stop);
    EXPECT_EQ(live.status, OrderStatus::Live);
    EXPECT_EQ(live.trigger_price->to_string(), "48000");
    EXPECT_EQ(live.client_order_id.value(), "STOP1");
    EXPECT_EQ(live.venue_order_id.value(), "70");
    EXPECT_EQ(stop(R"("state":"effective","triggerTime":"9000")").status, OrderStatus::Triggered);
    EXPECT_EQ(base::to_unix_milliseconds(stop(R"("state":"effective","triggerTime":"9000")").times.ts_event), 9000);
    EXPECT_EQ(stop(R"("state":"canceled")").status, OrderStatus::Cancelled);
    const OrderReport failed = stop(R"("state":"order_failed","failCode":"51008")");
    EXPECT_EQ(failed.status, OrderStatus::Rejected);
    EXPECT_EQ(failed.reason, "51008: the balance or margin is insufficient");
}

TEST_F(PrivateMessages, read_balances_and_whether_they_are_a_whole_picture) {
    parse(
        R"({"arg":{"channel":"account","uid":"3"},"eventType":"snapshot","curPage":1,"lastPage":false,"data":[{"uTime":"5",)"
        R"("totalEq":"1","mgnRatio":"4","details":[{"ccy":"USDT","cashBal":"8694.2179403378290202","availBal":"4734.37",)"
        R"("availEq":"1","mgnRatio":"3.5","uTime":"6"},)"
        R"({"ccy":"BTC","cashBal":"0.5","availBal":"","availEq":"0.4","mgnRatio":"","uTime":"7"}]}]})"
    );
    ASSERT_EQ(frame_.reports.size(), 1U);
    const auto& report = std::get<domain::BalancesReported>(frame_.reports[0]);
    const auto& balances = report.balances;
    EXPECT_EQ(report.margin_ratio->to_string(), "3.5");
    ASSERT_EQ(balances.size(), 2U);
    EXPECT_EQ(balances[0].total.to_string(), "8694.21794033782902");
    EXPECT_EQ(balances[0].available.to_string(), "4734.37");
    EXPECT_EQ(balances[1].available.to_string(), "0.4");
    EXPECT_TRUE(frame_.is_snapshot);
    EXPECT_FALSE(frame_.is_last_page);
}

TEST_F(PrivateMessages, sign_positions_by_their_side) {
    const auto quantity = [&](const std::string& fields) {
        return report_of<domain::PositionReport>(
                   R"({"arg":{"channel":"positions","instType":"ANY"},"data":[{"instId":"BTC-USDT-SWAP","avgPx":"43684",)"
                   R"("markPx":"43691.043152768407","liqPx":"","uTime":"5",)" +
                   fields + "}]}"
        )
            .quantity.to_string();
    };
    EXPECT_EQ(quantity(R"("pos":"-3","posSide":"net","instType":"SWAP")"), "-3");
    EXPECT_EQ(quantity(R"("pos":"3","posSide":"long","instType":"SWAP")"), "3");
    EXPECT_EQ(quantity(R"("pos":"3","posSide":"short","instType":"SWAP")"), "-3");
    EXPECT_EQ(quantity(R"("pos":"3","posSide":"net","instType":"MARGIN","posCcy":"BTC")"), "3");
    EXPECT_EQ(quantity(R"("pos":"3","posSide":"net","instType":"MARGIN","posCcy":"USDT")"), "-3");
    EXPECT_EQ(quantity(R"("pos":"0","posSide":"net","instType":"SWAP")"), "0");
    EXPECT_FALSE(std::get<domain::PositionReport>(frame_.reports[0]).average_entry_price.has_value());
}

TEST_F(PrivateMessages, say_how_the_account_is_set_for_a_position) {
    const auto position = [&](const std::string& fields) {
        return report_of<domain::PositionReport>(
            R"({"arg":{"channel":"positions","instType":"ANY"},"data":[{"instId":"BTC-USDT-SWAP","instType":"SWAP",)"
            R"("avgPx":"43684","pos":"1","uTime":"5",)" +
            fields + "}]}"
        );
    };
    EXPECT_EQ(position(R"("posSide":"net","lever":"5")").leverage->to_string(), "5");
    EXPECT_FALSE(position(R"("posSide":"net","lever":"")").leverage.has_value());
    EXPECT_TRUE(position(R"("posSide":"net","lever":"5")").is_net);
    EXPECT_FALSE(position(R"("posSide":"long","lever":"5")").is_net);
    EXPECT_FALSE(position(R"("posSide":"short","lever":"5")").is_net);
}

TEST_F(PrivateMessages, read_cash_and_positions_together) {
    parse(
        R"({"arg":{"channel":"balance_and_position","uid":"1"},"data":[{"pTime":"1","eventType":"filled","balData":)"
        R"([{"cashBal":"200.5137143201668551","ccy":"USDT","uTime":"1644330337903"}],"posData":[{"avgPx":"43684",)"
        R"("ccy":"USDT","instId":"BTC-USDT-SWAP","instType":"SWAP","pos":"1","posSide":"net","uTime":"1644330337903"}],)"
        R"("trades":[{"instId":"BTC-USDT-SWAP","tradeId":"2"}]}]})"
    );
    ASSERT_EQ(frame_.cash.size(), 1U);
    EXPECT_EQ(frame_.cash[0].total.to_string(), "200.5137143201668551");
    ASSERT_EQ(frame_.reports.size(), 1U);
    EXPECT_EQ(std::get<domain::PositionReport>(frame_.reports[0]).average_entry_price->to_string(), "43684");
}

TEST_F(PrivateMessages, answer_each_item_of_an_operation) {
    parse(
        R"({"id":"2000001","op":"batch-orders","data":[{"clOrdId":"a1","ordId":"12","tag":"","ts":"1","sCode":"0","sMsg":"Order placed"},)"
        R"({"clOrdId":"a2","ordId":"","sCode":"51008","sMsg":"Insufficient","subCode":"1000"},)"
        R"({"clOrdId":"a3","ordId":"","sCode":"51149","sMsg":"timed out"},{"clOrdId":"a4","ordId":"","sCode":"50011","sMsg":"slow"}],)"
        R"("code":"2","msg":"","inTime":"1695190491421339","outTime":"1695190491423240"})"
    );
    ASSERT_TRUE(frame_.operation.has_value());
    EXPECT_EQ(frame_.operation->request_id, "2000001");
    EXPECT_EQ(frame_.operation->venue_duration, std::chrono::microseconds{1901});
    const auto& answers = frame_.operation->answers;
    ASSERT_EQ(answers.size(), 4U);
    EXPECT_EQ(answers[0].outcome, RequestOutcome::Accepted);
    EXPECT_EQ(answers[0].venue_order_id.value(), "12");
    EXPECT_EQ(answers[1].outcome, RequestOutcome::Refused);
    EXPECT_EQ(answers[1].detail, "Insufficient (sub-code 1000)");
    EXPECT_EQ(answers[2].outcome, RequestOutcome::Unknown);
    EXPECT_EQ(answers[3].outcome, RequestOutcome::NotSent);
    EXPECT_EQ(answers[3].kind, domain::RequestKind::Place);
}

TEST_F(PrivateMessages, answer_an_operation_as_a_whole_when_it_has_no_items) {
    parse(R"({"id":"1","op":"cancel-order","data":[],"code":"60013","msg":"Invalid args"})");
    ASSERT_EQ(frame_.operation->answers.size(), 1U);
    EXPECT_EQ(frame_.operation->answers[0].outcome, RequestOutcome::Refused);
    EXPECT_EQ(frame_.operation->answers[0].kind, domain::RequestKind::Cancel);
    parse(R"({"id":"1","op":"order","code":"0","msg":""})");
    EXPECT_EQ(frame_.operation->answers.at(0).outcome, RequestOutcome::Unknown);
    parse(R"({"id":"1","op":"amend-order","data":[],"code":"50026","msg":"System error"})");
    EXPECT_EQ(frame_.operation->answers.at(0).outcome, RequestOutcome::Unknown);
}

TEST_F(PrivateMessages, tell_when_a_subscription_is_dead) {
    parse(R"({"event":"channel-conn-count","channel":"account","connCount":"1","connId":"4adc328c"})");
    EXPECT_FALSE(std::get<ConnectionsCounted>(*frame_.event).is_over_limit);
    parse(R"({"event":"channel-conn-count-error","channel":"orders","connCount":"30","connId":"4adc328c"})");
    const auto counted = std::get<ConnectionsCounted>(*frame_.event);
    EXPECT_TRUE(counted.is_over_limit);
    EXPECT_EQ(counted.channel, "orders");
    EXPECT_EQ(counted.count, 30);
}

TEST_F(PrivateMessages, refuse_what_is_not_a_message_of_the_venue) {
    for (const char* text : {"", "{}", "null", "{\"arg\":{\"channel\":\"orders\"}}", "{\"op\":", "{\"data\":[]}"}) {
        EXPECT_FALSE(parser_.parse(test::frame_of(text), kReceived, frame_).has_value()) << text;
    }
    EXPECT_EQ(parser_.counters().malformed_frames, 6U);
}

}  // namespace
}  // namespace trading::venue::okx
