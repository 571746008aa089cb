#include "services/simulator/io/replay_market.hpp"
#include "tests/unit/simulator_io/fakes.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::MonotonicTime kStart{1'000'000'000};

constexpr std::string_view kRecording =
    "wss://x <-> 1652459224.5\n"
    "wss://x <- 1652459225.2: {\"op\":\"subscribe\"}\n"
    "1652459225.1: {\"event\":\"subscribe\",\"arg\":{\"channel\":\"books\",\"instId\":\"UNI-USD-SWAP\"}}\n"
    "1652459225.5: "
    "{\"arg\":{\"channel\":\"books\",\"instId\":\"UNI-USD-SWAP\"},\"action\":\"snapshot\",\"data\":[{\"asks\":"
    "[[\"5.148\",\"60\",\"0\",\"1\"]],\"bids\":[[\"5.1\",\"7\",\"0\",\"2\"]],\"ts\":\"1652459225500\"}]}\n"
    "1652459225.6: "
    "{\"arg\":{\"channel\":\"trades\",\"instId\":\"UNI-USD-SWAP\"},\"data\":[{\"px\":\"5.148\",\"sz\":\"1\"}]}\n"
    "1652459226.5: "
    "{\"arg\":{\"channel\":\"books\",\"instId\":\"UNI-USD-SWAP\"},\"action\":\"update\",\"data\":[{\"asks\":"
    "[[\"5.148\",\"0\",\"0\",\"0\"],[\"5.15\",\"3\",\"0\",\"1\"]],\"bids\":[],\"ts\":\"1652459226500\"}]}\n";

class Listener final : public Subscriber {
public:
    void push(const FrameContext&, Frame frame) override { frames.push_back(*frame); }
    [[nodiscard]] std::size_t backlog() const override { return waiting; }

    std::vector<std::string> frames;
    std::size_t waiting = 0;
};

class ReplayTest : public testing::Test {
protected:
    void subscribe(ReplayMarket& replay, Listener& listener, const std::string& channel, base::MonotonicTime now) {
        const auto argument = JsonValue::parse(R"({"channel":")" + channel + R"(","instId":"UNI-USD-SWAP"})").value();
        const auto subscription =
            std::make_shared<const Subscription>(make_subscription(*find_channel(channel), argument, {}, ""));
        registry_.add(listener, subscription);
        replay.on_subscribed(listener, *subscription, now);
    }

    Capture capture_ = parse_capture(kRecording).value();
    SubscriberRegistry registry_;
    Listener listener_;
};

TEST_F(ReplayTest, reads_only_received_data_frames) {
    ASSERT_EQ(capture_.frames.size(), 3U);
    EXPECT_TRUE(capture_.frames[0].is_snapshot);
    EXPECT_EQ(capture_.frames[2].offset, seconds{1});
    EXPECT_FALSE(parse_capture("1652459225.5: {\"arg\":"));
    EXPECT_FALSE(parse_capture("nothing recorded\n"));
}

TEST_F(ReplayTest, derives_the_instrument_from_its_name_and_digits) {
    ASSERT_EQ(capture_.instruments.size(), 1U);
    const domain::Instrument& item = capture_.instruments.front().published;
    EXPECT_EQ(item.kind, domain::InstrumentKind::PerpetualSwap);
    EXPECT_EQ(item.contract_kind, domain::ContractKind::Inverse);
    EXPECT_EQ(item.settle_currency.value(), "UNI");
    EXPECT_EQ(item.tick_size.to_string(), "0.001");
    EXPECT_EQ(item.lot_size.to_string(), "1");
}

TEST_F(ReplayTest, starts_when_subscribing_is_over_and_keeps_recorded_time) {
    ReplayMarket replay(std::move(capture_), 1.0, registry_);
    replay.pump(kStart);
    subscribe(replay, listener_, "books", kStart);
    subscribe(replay, listener_, "trades", kStart + milliseconds{400});
    replay.pump(kStart + milliseconds{800});
    EXPECT_TRUE(listener_.frames.empty());
    replay.pump(kStart + milliseconds{900});
    EXPECT_EQ(listener_.frames.size(), 1U);
    replay.pump(kStart + milliseconds{1899});
    EXPECT_EQ(listener_.frames.size(), 2U);
    replay.pump(kStart + milliseconds{1900});
    EXPECT_EQ(listener_.frames.size(), 3U);
    EXPECT_TRUE(replay.is_finished());
}

TEST_F(ReplayTest, keeps_frames_for_a_channel_that_is_subscribed_to_late) {
    ReplayMarket replay(std::move(capture_), std::nullopt, registry_);
    subscribe(replay, listener_, "books", kStart);
    replay.pump(kStart + seconds{1});
    EXPECT_EQ(listener_.frames.size(), 2U);
    EXPECT_FALSE(replay.is_finished());
    subscribe(replay, listener_, "trades", kStart + seconds{5});
    replay.pump(kStart + seconds{5});
    EXPECT_EQ(listener_.frames.size(), 3U);
    EXPECT_TRUE(replay.is_finished());
}

TEST_F(ReplayTest, waits_for_a_slow_reader) {
    ReplayMarket replay(std::move(capture_), std::nullopt, registry_);
    subscribe(replay, listener_, "books", kStart);
    listener_.waiting = ReplayMarket::kBacklogMax;
    replay.pump(kStart + seconds{1});
    EXPECT_TRUE(listener_.frames.empty());
    listener_.waiting = 0;
    replay.pump(kStart + seconds{2});
    EXPECT_EQ(listener_.frames.size(), 2U);
}

TEST_F(ReplayTest, gives_a_late_subscriber_the_book_as_it_is_then_and_what_is_left) {
    ReplayMarket replay(std::move(capture_), 1.0, registry_);
    subscribe(replay, listener_, "books", kStart);
    replay.pump(kStart + seconds{1});
    ASSERT_EQ(listener_.frames.size(), 1U);
    Listener late;
    subscribe(replay, late, "books", kStart + seconds{1});
    ASSERT_EQ(late.frames.size(), 1U);
    EXPECT_EQ(
        late.frames.front(),
        R"({"arg":{"channel":"books","instId":"UNI-USD-SWAP"},"action":"snapshot","data":[{"asks":[["5.148","60","0",)"
        R"("1"]],"bids":[["5.1","7","0","2"]],"ts":"1652459225500"}]})"
    );
    replay.pump(kStart + seconds{2});
    EXPECT_EQ(late.frames.size(), 2U);
    EXPECT_EQ(late.frames.back(), listener_.frames.back());
    const auto book = replay.book("UNI-USD-SWAP");
    ASSERT_TRUE(book);
    ASSERT_EQ(book->asks.size(), 1U);
    EXPECT_EQ(book->asks.front().price.to_string(), "5.15");
    EXPECT_EQ(book->bids.front().orders, 2);
}

TEST_F(ReplayTest, serves_each_frame_once_to_who_subscribes_again) {
    ReplayMarket replay(std::move(capture_), std::nullopt, registry_);
    subscribe(replay, listener_, "books", kStart);
    subscribe(replay, listener_, "trades", kStart);
    replay.pump(kStart + seconds{1});
    ASSERT_TRUE(replay.is_finished());
    listener_.frames.clear();
    subscribe(replay, listener_, "trades", kStart + seconds{2});
    EXPECT_TRUE(listener_.frames.empty());
    subscribe(replay, listener_, "books", kStart + seconds{2});
    replay.pump(kStart + seconds{3});
    ASSERT_EQ(listener_.frames.size(), 1U);
    EXPECT_NE(listener_.frames.front().find(R"("asks":[["5.15","3","0","1"]])"), std::string::npos);
}

TEST_F(ReplayTest, takes_the_place_of_the_simulated_feed) {
    const ReplayMarket replay(std::move(capture_), std::nullopt, registry_);
    EXPECT_TRUE(registry_.is_reserved("books:UNI-USD-SWAP"));
    EXPECT_FALSE(registry_.is_reserved("books:BTC-USDT"));
}

}  // namespace
}  // namespace trading::test
