#include "common/venue/okx/transport/okx_market_data_client.hpp"
#include "tests/integration/okx_transport/loop_driver.hpp"
#include "tests/support/okx_transport/scripted_venue.hpp"

#include <algorithm>

namespace trading::venue::okx {
namespace {

using domain::Channel;
using domain::FeedKey;
using std::chrono::milliseconds;
using std::chrono::seconds;

const domain::InstrumentId kBitcoin{"BTC-USDT"};
const FeedKey kBook{Channel::Book, kBitcoin, {}};
const FeedKey kTrades{Channel::Trades, kBitcoin, {}};

std::string book(std::int64_t previous, std::int64_t sequence) {
    const std::string action = previous < 0 ? "snapshot" : "update";
    return R"({"arg":{"channel":"books","instId":"BTC-USDT"},"action":")" + action +
           R"(","data":[{"asks":[["101","1","0","1"]],"bids":[["100","1","0","1"]],"ts":"1700000000000","checksum":0,"seqId":)" +
           std::to_string(sequence) + R"(,"prevSeqId":)" + std::to_string(previous) + "}]}";
}

std::string trade(int id) {
    return R"({"arg":{"channel":"trades","instId":"BTC-USDT"},"data":[{"instId":"BTC-USDT","tradeId":")" +
           std::to_string(id) +
           R"(","px":"100","sz":"1","side":"buy","ts":"1700000000000","count":"1","source":"0","seqId":1}]})";
}

class AMarketDataClient : public ::testing::Test {
protected:
    void start() {
        client_ = std::make_unique<OkxMarketDataClient>(
            driver_.loop(),
            clock_,
            OkxMarketDataClient::Options{
                .addresses = simulator_addresses("http://localhost:" + std::to_string(venue_.port())), .ca_file = {}}
        );
        client_->start([this](const domain::VenueFeedEvent& event) { events_.push_back(event); });
    }

    template <class Event>
    std::vector<Event> all() const {
        std::vector<Event> found;
        for (const domain::VenueFeedEvent& event : events_) {
            if (const auto* wanted = std::get_if<Event>(&event)) found.push_back(*wanted);
        }
        return found;
    }

    template <class Event>
    bool receives(std::size_t count) {
        return driver_.wait_until([&] { return all<Event>().size() >= count; });
    }

    void come_up_with_book_and_trades() {
        start();
        client_->execute(domain::Subscribe{kBook});
        client_->execute(domain::Subscribe{kTrades});
        ASSERT_TRUE(receives<domain::SubscriptionConfirmed>(2));
        ASSERT_TRUE(receives<domain::FeedConnection>(1));
        socket_ = venue_.sockets_at("/public").back();
    }

    test::LoopDriver driver_;
    base::SystemClock clock_;
    test::ScriptedVenue venue_;
    std::unique_ptr<OkxMarketDataClient> client_;
    std::vector<domain::VenueFeedEvent> events_;
    int socket_ = 0;
};

TEST_F(AMarketDataClient, brings_what_it_is_subscribed_to) {
    come_up_with_book_and_trades();
    EXPECT_TRUE(all<domain::FeedConnection>().front().is_up);
    venue_.push(socket_, book(-1, 10));
    venue_.push(socket_, book(10, 15));
    venue_.push(socket_, trade(7));
    ASSERT_TRUE(receives<domain::Trade>(1));
    EXPECT_EQ(all<domain::BookFrame>().size(), 2U);
    EXPECT_TRUE(all<domain::BookFrame>().front().is_snapshot);
}

TEST_F(AMarketDataClient, gets_candles_from_the_business_socket) {
    start();
    client_->execute(domain::Subscribe{{Channel::Candles, kBitcoin, std::chrono::minutes{1}}});
    ASSERT_TRUE(receives<domain::SubscriptionConfirmed>(1));
    const auto messages = venue_.messages(venue_.sockets_at("/business").front());
    EXPECT_NE(messages.front().find("candle1m"), std::string::npos);
}

TEST_F(AMarketDataClient, tells_of_a_refused_subscription_and_keeps_the_others) {
    venue_.on_message([](const std::string& text) -> std::vector<std::string> {
        if (text.find("NOTHING") == std::string::npos) return {};
        return {
            R"({"event":"error","msg":"Wrong URL or channel:books, instId:NOTHING-USDT doesn't exist. Please use the correct URL","code":"60018","connId":"a"})"};
    });
    come_up_with_book_and_trades();
    client_->execute(domain::Subscribe{{Channel::Book, domain::InstrumentId{"NOTHING-USDT"}, {}}});
    ASSERT_TRUE(receives<domain::SubscriptionRefused>(1));
    EXPECT_EQ(all<domain::SubscriptionRefused>().front().key.instrument_id.value(), "NOTHING-USDT");
    EXPECT_EQ(all<domain::FeedConnection>().size(), 1U);
}

TEST_F(AMarketDataClient, notices_a_half_open_socket_and_comes_back_with_all_subscriptions) {
    come_up_with_book_and_trades();
    venue_.mute(socket_);
    ASSERT_TRUE(receives<domain::FeedConnection>(2));  // After 5 s of silence and 5 s without a pong.
    EXPECT_EQ(all<domain::FeedConnection>()[1].reason, "silent");
    ASSERT_TRUE(receives<domain::SubscriptionConfirmed>(4));
    ASSERT_TRUE(receives<domain::FeedConnection>(3));
    EXPECT_TRUE(all<domain::FeedConnection>()[2].is_up);
}

// Each update is on both sockets, in pieces that arrive in turn; the book's chain must never break.
TEST_F(AMarketDataClient, survives_an_announced_restart_without_losing_a_frame) {
    come_up_with_book_and_trades();
    std::int64_t sequence = 1;
    venue_.push(socket_, book(-1, sequence));
    venue_.push(
        socket_, R"({"event":"notice","code":"64008","msg":"The connection will soon be closed.","connId":"a"})"
    );
    int next = 0;
    int last_trade = 0;
    const base::MonotonicTime end = LwsEventLoop::now() + seconds{8};  // The old socket is heard for five.
    while (LwsEventLoop::now() < end) {
        const auto sockets = venue_.sockets_at("/public");
        if (next == 0 && sockets.size() == 2 && !venue_.messages(sockets.back()).empty()) {
            next = sockets.back();
            venue_.push(next, book(-1, sequence));
        }
        for (const int socket : sockets) {
            if (socket == socket_ || socket == next) venue_.push(socket, book(sequence, sequence + 1));
        }
        ++sequence;
        venue_.push(next == 0 ? socket_ : next, trade(++last_trade));
        driver_.run_for(milliseconds{5});
    }
    ASSERT_TRUE(driver_.wait_until([&] { return all<domain::BookFrame>().back().sequence == sequence; }));
    EXPECT_EQ(client_->counters().handovers, 1U);
    EXPECT_EQ(all<domain::FeedConnection>().size(), 1U);
    std::int64_t last = -1;
    for (const domain::BookFrame& frame : all<domain::BookFrame>()) {
        if (!frame.is_snapshot) {
            ASSERT_EQ(frame.previous_sequence, last);
        }
        last = frame.sequence;
    }
    EXPECT_EQ(all<domain::Trade>().size(), static_cast<std::size_t>(last_trade));
    EXPECT_EQ(venue_.open_sockets(), 2);  // The new public one and the business one.
}

TEST_F(AMarketDataClient, fetches_a_book) {
    venue_.on_request([](const auto&) {
        simulator::HttpResponse response;
        response.body =
            R"({"code":"0","msg":"","data":[{"asks":[["101","1","0","1"]],"bids":[],"ts":"1700000000000","seqId":9}]})";
        return response;
    });
    start();
    client_->execute(domain::FetchBook{kBitcoin});
    ASSERT_TRUE(receives<domain::BookFetched>(1));
    EXPECT_EQ(all<domain::BookFetched>().front().frame.sequence, 9);
}

TEST_F(AMarketDataClient, tells_when_a_book_cannot_be_had) {
    venue_.on_request([](const auto&) {
        simulator::HttpResponse response;
        response.body = R"({"code":"51001","msg":"Instrument ID doesn't exist","data":[]})";
        return response;
    });
    start();
    client_->execute(domain::FetchBook{kBitcoin});
    ASSERT_TRUE(receives<domain::BookFetchFailed>(1));
    EXPECT_NE(all<domain::BookFetchFailed>().front().error.detail.find("51001"), std::string::npos);
}

TEST_F(AMarketDataClient, fetches_as_many_closed_candles_as_wanted_page_by_page) {
    // One candle a minute up to 1700000040; the newest is still open.
    venue_.on_request([](const simulator::HttpRequest& request) {
        std::int64_t open = 1'700'000'040'000 - 60'000 * (request.target.find("after=") != std::string::npos ? 300 : 0);
        if (const std::size_t after = request.target.find("after="); after != std::string::npos) {
            open = std::stoll(request.target.substr(after + 6)) - 60'000;
        }
        std::string rows;
        for (int row = 0; row < 300; ++row, open -= 60'000) {
            const bool is_open = open == 1'700'000'040'000;
            rows += std::string{row == 0 ? "" : ","} + "[\"" + std::to_string(open) +
                    R"(","1","2","1","1","5","5","5",")" + (is_open ? "0" : "1") + "\"]";
        }
        simulator::HttpResponse response;
        response.body = R"({"code":"0","msg":"","data":[)" + rows + "]}";
        return response;
    });
    start();
    client_->execute(domain::FetchCandles{kBitcoin, std::chrono::minutes{1}, 500});
    ASSERT_TRUE(receives<domain::CandlesFetched>(1));
    const auto candles = all<domain::CandlesFetched>().front().candles;
    ASSERT_EQ(candles.size(), 500U);
    EXPECT_EQ(candles.back().ts_open, base::from_unix_milliseconds(1'700'000'040'000 - 60'000));
    for (std::size_t index = 1; index < candles.size(); ++index) {
        ASSERT_EQ(candles[index].ts_open - candles[index - 1].ts_open, std::chrono::minutes{1});
    }
}

}  // namespace
}  // namespace trading::venue::okx
