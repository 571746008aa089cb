#include "common/venue/okx/public_messages.hpp"
#include "tests/support/venue_okx/okx_data.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

constexpr base::Timestamp kReceived = base::from_unix_milliseconds(1'800'000'000'000);

class PublicMessages : public ::testing::Test {
protected:
    // The one fact of a message.
    template <class Fact>
    Fact fact_of(std::string_view text) {
        parse(text);
        EXPECT_EQ(frame_.facts.size(), 1U) << frame_.loss_detail;
        if (frame_.facts.size() != 1) return {};
        return std::get<Fact>(frame_.facts.front());
    }

    template <class Event>
    Event event_of(std::string_view text) {
        parse(text);
        EXPECT_TRUE(frame_.event.has_value());
        if (!frame_.event) return {};
        return std::get<Event>(*frame_.event);
    }

    void parse(std::string_view text) {
        const base::Status status = parser_.parse(test::frame_of(text), kReceived, frame_);
        EXPECT_TRUE(status.has_value()) << text;
    }

    [[nodiscard]] bool is_refused(std::string_view text) {
        return !parser_.parse(test::frame_of(text), kReceived, frame_).has_value() && frame_.facts.empty();
    }

    PublicMessageParser parser_;
    PublicFrame frame_;
};

std::string level_of(const domain::BookLevel& level) {
    return level.price.to_string() + " x " + level.quantity.to_string();
}

TEST_F(PublicMessages, read_a_book_update_with_its_chain_of_sequences) {
    const auto book = fact_of<domain::BookFrame>(
        R"({"arg":{"channel":"books","instId":"NEAR-USDT"},"action":"update","data":[{"asks":[],"bids":)"
        R"([["1.781","14694.07509503","0","31"],["1.78","0","0","0"]],"ts":"1765201257205","checksum":0,)"
        R"("seqId":9690930617,"prevSeqId":9690930615}]})"
    );
    EXPECT_EQ(book.instrument_id.value(), "NEAR-USDT");
    EXPECT_FALSE(book.is_snapshot);
    EXPECT_EQ(book.sequence, 9690930617);
    EXPECT_EQ(book.previous_sequence, 9690930615);
    EXPECT_TRUE(book.has_sequence);
    ASSERT_EQ(book.bids.size(), 2U);
    EXPECT_EQ(level_of(book.bids[0]), "1.781 x 14694.07509503");
    EXPECT_TRUE(book.bids[1].quantity.is_zero());
    EXPECT_EQ(base::to_unix_milliseconds(book.times.ts_event), 1765201257205);
    EXPECT_EQ(book.times.ts_received, kReceived);
    EXPECT_EQ(frame_.key->channel, domain::Channel::Book);
    EXPECT_EQ(parser_.counters().unknown_fields, 0U);
}

TEST_F(PublicMessages, read_a_book_in_any_order_of_fields) {
    const auto book = fact_of<domain::BookFrame>(
        R"({"data":[{"prevSeqId":-1,"seqId":7,"ts":"1","bids":[["1","2","0","1"]],"asks":[]}],)"
        R"("action":"snapshot","arg":{"instId":"A-B","channel":"books"}})"
    );
    EXPECT_TRUE(book.is_snapshot);
    EXPECT_EQ(book.previous_sequence, -1);
    EXPECT_EQ(book.bids.size(), 1U);
}

TEST_F(PublicMessages, mark_books_without_sequence_and_whole_books) {
    EXPECT_FALSE(fact_of<domain::BookFrame>(R"({"arg":{"channel":"books","instId":"A-B"},"action":"update","data":)"
                                            R"([{"asks":[],"bids":[],"ts":"1","checksum":5}]})")
                     .has_sequence);
    const auto whole = fact_of<domain::BookFrame>(
        R"({"arg":{"channel":"books5","instId":"A-B"},"data":[{"asks":[["2","1","0","1"]],"bids":[],)"
        R"("instId":"A-B","ts":"1","seqId":44}]})"
    );
    EXPECT_TRUE(whole.is_snapshot);
    EXPECT_EQ(whole.sequence, 44);
}

TEST_F(PublicMessages, read_several_trades_with_their_counts) {
    parse(
        R"({"arg":{"channel":"trades","instId":"BTC-USDT-SWAP"},"data":[)"
        R"({"instId":"BTC-USDT-SWAP","tradeId":"2832749645","px":"63913.4","sz":"34.95","side":"sell",)"
        R"("ts":"1786540436090","count":"10","source":"0","seqId":333793118093},)"
        R"({"instId":"BTC-USDT-SWAP","tradeId":"2832749646","px":"63913.5","sz":"1","side":"buy","ts":"1786540436091"}]})"
    );
    ASSERT_EQ(frame_.facts.size(), 2U);
    const auto& first = std::get<domain::Trade>(frame_.facts[0]);
    EXPECT_EQ(first.trade_id.value(), "2832749645");
    EXPECT_EQ(first.match_count, 10);
    EXPECT_EQ(first.side, domain::Side::Sell);
    EXPECT_EQ(first.price.to_string(), "63913.4");
    EXPECT_EQ(std::get<domain::Trade>(frame_.facts[1]).match_count, 1);
}

TEST_F(PublicMessages, read_a_ticker_with_an_empty_side) {
    const auto ticker = fact_of<domain::Ticker>(
        R"({"arg":{"channel":"tickers","instId":"A-B"},"data":[{"instType":"SPOT","instId":"A-B","last":"9.5",)"
        R"("lastSz":"1","askPx":"","askSz":"","bidPx":"9.4","bidSz":"3","vol24h":"100","ts":"5"}]})"
    );
    EXPECT_FALSE(ticker.best_ask.has_value());
    EXPECT_EQ(level_of(*ticker.best_bid), "9.4 x 3");
    EXPECT_EQ(ticker.volume_24h.to_string(), "100");
    parse(R"({"arg":{"channel":"tickers","instId":"A-B"},"data":[{"instId":"A-B","last":"","ts":"5"}]})");
    EXPECT_TRUE(frame_.facts.empty());
    EXPECT_EQ(parser_.counters().incomplete_items, 1U);
}

TEST_F(PublicMessages, read_a_candle_with_the_interval_of_its_channel) {
    const auto candle = fact_of<domain::Candle>(
        R"({"arg":{"channel":"candle5m","instId":"BTC-USDT"},"data":[["1757076000000","112600.1","112631.9",)"
        R"("112477.1","112478","3.10944629","349947.335430728","349947.335430728","1"]]})"
    );
    EXPECT_EQ(candle.interval, std::chrono::minutes{5});
    EXPECT_TRUE(candle.is_closed);
    EXPECT_EQ(candle.high.to_string(), "112631.9");
    EXPECT_EQ(candle.close.to_string(), "112478");
    EXPECT_EQ(candle.volume.to_string(), "3.10944629");
    EXPECT_EQ(candle.times.ts_event - candle.ts_open, std::chrono::minutes{5});
}

TEST_F(PublicMessages, read_mark_price_funding_limits_and_status) {
    EXPECT_EQ(
        fact_of<domain::MarkPrice>(
            R"({"arg":{"channel":"mark-price","instId":"W"},"data":[{"instId":"W","markPx":"2.1729","ts":"1"}]})"
        )
            .price.to_string(),
        "2.1729"
    );
    const auto funding = fact_of<domain::FundingRate>(
        R"({"arg":{"channel":"funding-rate","instId":"L"},"data":[{"fundingRate":"0.0001000000000000",)"
        R"("fundingTime":"1765209600000","instId":"L","nextFundingTime":"1765238400000","nextFundingRate":"","ts":"1"}]})"
    );
    EXPECT_EQ(funding.rate.to_string(), "0.0001");
    EXPECT_EQ(funding.ts_next_funding - funding.ts_funding, std::chrono::hours{8});
    const auto free = fact_of<domain::PriceLimit>(
        R"({"arg":{"channel":"price-limit","instId":"X"},"data":[{"instId":"X","buyLmt":"","sellLmt":"","enabled":false,"ts":"1"}]})"
    );
    EXPECT_FALSE(free.highest_buy.has_value() || free.lowest_sell.has_value());
    const auto limit = fact_of<domain::PriceLimit>(
        R"({"arg":{"channel":"price-limit","instId":"X"},"data":[{"instId":"X","buyLmt":"1.2","sellLmt":"0.8","enabled":true,"ts":"1"}]})"
    );
    EXPECT_EQ(limit.highest_buy->to_string(), "1.2");
    const auto status = fact_of<domain::VenueStatus>(
        R"({"arg":{"channel":"status"},"data":[{"begin":"1000","end":"2000","state":"ongoing","title":"a \"break\"","ts":"3"}]})"
    );
    EXPECT_EQ(status.title, "a \"break\"");
    EXPECT_EQ(status.state, "ongoing");
}

TEST_F(PublicMessages, read_an_instrument_with_padded_numbers) {
    const auto update = fact_of<domain::InstrumentUpdate>(
        R"({"arg":{"channel":"instruments","instType":"SWAP"},"data":[{"ctMult":"1","ctType":"inverse","ctVal":"100",)"
        R"("ctValCcy":"USD","instFamily":"BTC-USD","instId":"BTC-USD-SWAP","instIdCode":10458,"instType":"SWAP",)"
        R"("lever":"100","listTime":"1535424203000","lotSz":"1.0000000000000000","maxLmtSz":"100000000.0000000000000000",)"
        R"("maxMktSz":"30000","minSz":"1","settleCcy":"BTC","state":"post_only","tickSz":"0.1","baseCcy":"","quoteCcy":""}]})"
    );
    const domain::Instrument& instrument = update.instrument;
    EXPECT_EQ(instrument.kind, domain::InstrumentKind::PerpetualSwap);
    EXPECT_EQ(instrument.contract_kind, domain::ContractKind::Inverse);
    EXPECT_EQ(instrument.status, domain::InstrumentStatus::PostOnly);
    EXPECT_EQ(instrument.base_currency.value(), "BTC");
    EXPECT_EQ(instrument.quote_currency.value(), "USD");
    EXPECT_EQ(instrument.settle_currency.value(), "BTC");
    EXPECT_EQ(instrument.contract_multiplier.to_string(), "100");
    EXPECT_EQ(instrument.maximum_limit_quantity.to_string(), "100000000");
    EXPECT_EQ(instrument.venue_numeric_id, 10458);
}

TEST_F(PublicMessages, suspend_an_instrument_whose_state_they_do_not_know) {
    const auto update = fact_of<domain::InstrumentUpdate>(
        R"({"arg":{"channel":"instruments","instType":"SPOT"},"data":[{"baseCcy":"A","quoteCcy":"B","instId":"A-B",)"
        R"("instIdCode":null,"instType":"SPOT","lotSz":"1","maxMktSz":"1000000","minSz":"1","state":"dreaming","tickSz":"0.1"}]})"
    );
    EXPECT_EQ(update.instrument.status, domain::InstrumentStatus::Suspended);
    EXPECT_TRUE(update.instrument.maximum_market_quantity.is_zero());  // Named in USDT.
    EXPECT_FALSE(update.instrument.venue_numeric_id.has_value());
    EXPECT_EQ(parser_.counters().unknown_values, 1U);
}

TEST_F(PublicMessages, turn_events_of_the_socket_into_events) {
    const auto ack = event_of<SubscriptionAcknowledged>(
        R"({"id":"15","event":"subscribe","arg":{"channel":"books","instId":"BTC-USD"},"connId":"94d38802"})"
    );
    EXPECT_EQ(ack.argument.channel, "books");
    EXPECT_EQ(ack.request_id, "15");
    EXPECT_EQ(
        event_of<UnsubscriptionAcknowledged>(R"({"event":"unsubscribe","arg":{"channel":"status"}})").argument.channel,
        "status"
    );
    EXPECT_EQ(event_of<NoticeReceived>(R"({"event":"notice","code":"64008","msg":"soon","connId":"8"})").code, "64008");
    EXPECT_EQ(event_of<LoggedIn>(R"({"event":"login","code":"0","msg":"","connId":"a4"})").connection_id, "a4");
    EXPECT_EQ(event_of<ErrorReported>(R"({"event":"login","code":"60009","msg":"no"})").code, "60009");
    static_cast<void>(event_of<PongReceived>("pong"));
}

TEST_F(PublicMessages, find_the_refused_argument_in_the_text) {
    const auto error = event_of<ErrorReported>(
        R"({"event":"error","msg":"Wrong URL or channel:index-tickers, instId:NEAR-USDT-SWAP doesn't exist. Please use )"
        R"(the correct URL, channel and parameters referring to API document.","code":"60018","connId":"94d38802"})"
    );
    ASSERT_TRUE(error.argument.has_value());
    EXPECT_EQ(error.argument->channel, "index-tickers");
    EXPECT_EQ(error.argument->instrument_id, "NEAR-USDT-SWAP");
    EXPECT_FALSE(event_of<ErrorReported>(R"({"event":"error","msg":"API key doesn't exist","code":"60032"})").argument);
}

TEST_F(PublicMessages, count_what_they_do_not_know_and_go_on) {
    EXPECT_EQ(
        fact_of<domain::MarkPrice>(R"({"arg":{"channel":"mark-price","instId":"W"},"brandNew":1,)"
                                   R"("data":[{"instId":"W","markPx":"2","ts":"1","surprise":{"a":[1]}}]})")
            .price.to_string(),
        "2"
    );
    EXPECT_EQ(parser_.counters().unknown_fields, 2U);
    parse(R"({"arg":{"channel":"telepathy"},"data":[{"x":1}]})");
    EXPECT_EQ(parser_.counters().unknown_channels, 1U);
    parse(R"({"arg":{"channel":"open-interest","instId":"A"},"data":[{"oi":"1"}]})");
    EXPECT_EQ(parser_.counters().ignored_channels, 1U);
    parse(R"({"event":"applause"})");
    EXPECT_EQ(parser_.counters().unknown_events, 1U);
    EXPECT_FALSE(frame_.event.has_value());
    EXPECT_EQ(parser_.counters().unknown_examples.front(), "message.brandNew");
}

TEST_F(PublicMessages, lose_only_the_broken_item_and_say_so) {
    parse(
        R"({"arg":{"channel":"trades","instId":"A"},"data":[{"instId":"A","tradeId":"1","px":"1e5","sz":"1","side":"buy","ts":"1"},)"
        R"({"instId":"A","tradeId":"2","px":"5","sz":"1","side":"buy","ts":"1"}]})"
    );
    EXPECT_EQ(frame_.facts.size(), 1U);
    EXPECT_EQ(frame_.lost_items, 1U);
    EXPECT_EQ(frame_.loss_detail, "trades: px '1e5'");
    EXPECT_EQ(parser_.counters().malformed_items, 1U);
}

TEST_F(PublicMessages, refuse_what_is_not_a_message_of_the_venue) {
    EXPECT_TRUE(is_refused(""));
    EXPECT_TRUE(is_refused("ping"));
    EXPECT_TRUE(is_refused("{}"));
    EXPECT_TRUE(is_refused("[]"));
    EXPECT_TRUE(is_refused("<html>429</html>"));
    EXPECT_TRUE(is_refused(R"({"arg":{"channel":"trades","instId":"A"}})"));
    EXPECT_TRUE(is_refused(R"({"arg":{"channel":"trades","instId":"A"},"data":[{"instId":"A")"));
    EXPECT_TRUE(is_refused(R"({"arg":{"channel":"status"},"data":[]} trailing)"));
    EXPECT_TRUE(is_refused(R"({"arg":{"channel":"books","instId":"A"},"action":"dance","data":[{"asks":[],"bids":[]}]})"
    ));
    EXPECT_EQ(parser_.counters().malformed_frames, 9U);
}

TEST_F(PublicMessages, never_take_a_book_without_one_of_its_sides) {
    parse(
        R"({"arg":{"channel":"books","instId":"A"},"action":"update","data":[{"asks":[],"ts":"1","seqId":2,"prevSeqId":1}]})"
    );
    EXPECT_TRUE(frame_.facts.empty());
    EXPECT_EQ(frame_.lost_items, 1U);
    parse(
        R"({"arg":{"channel":"books","instId":"A"},"action":"update","data":[{"asks":[["1"]],"bids":[],"ts":"1","seqId":2,"prevSeqId":1}]})"
    );
    EXPECT_TRUE(frame_.facts.empty());
    EXPECT_EQ(frame_.lost_items, 1U);
}

TEST(FrameBuffer, joins_fragments_and_refuses_more_than_its_limit) {
    FrameBuffer frame{10};
    EXPECT_TRUE(frame.append("12345"));
    EXPECT_TRUE(frame.append("67890"));
    EXPECT_FALSE(frame.append("x"));
    EXPECT_EQ(frame.text(), "1234567890");
    EXPECT_GE(frame.readable_bytes(), frame.text().size() + FrameBuffer::kPadding);
    EXPECT_TRUE(frame.assign(""));
    EXPECT_EQ(frame.text(), "");
}

// A message that broke off was once continued with what was left of the message before it.
TEST(FrameBuffer, leaves_nothing_of_a_longer_message_behind_a_shorter_one) {
    FrameBuffer frame;
    ASSERT_TRUE(frame.assign(std::string(1000, ',')));
    ASSERT_TRUE(frame.assign("[1"));
    for (std::size_t offset = 0; offset < FrameBuffer::kPadding; ++offset) {
        EXPECT_EQ(frame.text().data()[frame.text().size() + offset], '\0');
    }
}

}  // namespace
}  // namespace trading::venue::okx
