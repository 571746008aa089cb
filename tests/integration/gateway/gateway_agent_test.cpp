#include "services/gateway/io/gateway_agent.hpp"
#include "common/bus/fact_feed.hpp"
#include "common/codec/envelope_codec.hpp"
#include "common/rpc/client.hpp"
#include "common/rpc/server.hpp"
#include "tests/integration/gateway/fakes.hpp"
#include "tests/support/gateway/core_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

namespace trading::test {
namespace {

using ::testing::Contains;
using ::testing::Not;

// What a consumer of the bus is told, as short texts.
class Consumer final : public bus::FactFeed::Handler {
public:
    void on_fact(std::string_view, const v1::Envelope& fact) override { note(fact); }
    void on_topic_recovered(const v1::TopicSnapshot& snapshot) override {
        for (const v1::Envelope& fact : snapshot.facts()) note(fact);
    }
    void on_topic_lost(std::string_view topic, bus::TopicLoss) override { lost.emplace_back(topic); }
    void on_publisher_silent() override {}
    void on_publisher_heard() override {}

    std::vector<std::string> texts;
    std::vector<std::string> lost;

private:
    void note(const v1::Envelope& envelope) {
        const auto fact = codec::decode_market_fact(envelope);
        texts.push_back(fact ? describe(*fact) : fact.error().detail);
    }
};

class GatewayAgent : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(agent.start()); }

    bus::FactFeed subscribe() {
        return bus::FactFeed::start(
                   context,
                   clock,
                   {
                       .facts_endpoint = publisher.last_endpoint(),
                       .snapshot_endpoint = snapshots.last_endpoint(),
                       .prefixes = {"md.okx."},
                   }
        )
            .value();
    }

    // Turns both sides until the condition holds; false when it does not in time.
    template <class Condition>
    bool turn_until(bus::FactFeed& feed, Consumer& consumer, Condition condition) {
        const base::MonotonicTime deadline = clock.monotonic_now() + std::chrono::seconds{10};
        while (!condition()) {
            if (clock.monotonic_now() > deadline) return false;
            loop.ring();
            agent.run_once();
            feed.poll(consumer);
        }
        return true;
    }

    base::SystemClock clock;
    bus::Context context;
    service::Log log{"gateway", service::LogLevel::Error, clock};
    service::Health health{clock};
    service::Metrics metrics;
    bus::FactPublisher publisher =
        bus::FactPublisher::bind(
            context, clock, {.endpoint = "tcp://127.0.0.1:*", .producer = "gateway", .epoch = 1, .socket = {}}
        ).value();
    bus::SnapshotServer snapshots =
        bus::SnapshotServer::bind(context, publisher, {.endpoint = "tcp://127.0.0.1:*"}).value();
    gateway::GatewayMetrics gateway_metrics{metrics, {btc()}};
    gateway::FeedQuestions questions{4, [] {}};
    FakeLoop loop;
    FakeMarketDataClient client;
    gateway::GatewayAgent agent{
        gateway_options(),
        "okx",
        {
            .loop = loop,
            .client = client,
            .publisher = publisher,
            .snapshots = snapshots,
            .recorder = nullptr,
            .questions = &questions,
            .metrics = gateway_metrics,
            .health = health,
            .log = log,
            .clock = clock,
            .on_heartbeat = {},
        },
    };
};

TEST_F(GatewayAgent, gives_a_late_subscriber_the_state_and_then_each_change) {
    client.say(domain::FeedConnection{true, "connected"});
    client.say(book_frame(-1, 10, {"100:1", "101:1"}));
    client.say(book_frame(10, 12, {"99:5", ""}));

    bus::FactFeed feed = subscribe();
    Consumer consumer;
    ASSERT_TRUE(turn_until(feed, consumer, [&] { return feed.is_whole(); }));
    EXPECT_THAT(consumer.texts, Contains("book snapshot 12 bids 100:1 99:5 asks 101:1"));
    EXPECT_THAT(consumer.texts, Contains("instrument BTC-USDT live"));
    EXPECT_THAT(consumer.texts, Contains("feed book fresh first_data"));

    consumer.texts.clear();
    client.say(book_frame(12, 15, {"100:2", ""}));
    client.say(trade(7));
    ASSERT_TRUE(turn_until(feed, consumer, [&] { return consumer.texts.size() >= 3; }));
    EXPECT_EQ(
        consumer.texts,
        (std::vector<std::string>{"book update 15 bids 100:2", "trade 7", "feed trades fresh first_data"})
    );
    EXPECT_THAT(consumer.lost, ::testing::IsEmpty());
}

TEST_F(GatewayAgent, asks_the_venue_for_what_the_core_wants) {
    EXPECT_FALSE(client.commands.empty());
    client.say(domain::FeedConnection{true, "connected"});
    client.say(book_frame(-1, 10, {"100:1", "101:1"}));
    client.commands.clear();
    client.say(book_frame(11, 12));
    ASSERT_EQ(client.commands.size(), 2U);
    EXPECT_EQ(describe(client.commands[1]), "subscribe book BTC-USDT");
}

TEST_F(GatewayAgent, says_that_everything_is_stale_before_it_goes) {
    bus::FactFeed feed = subscribe();
    Consumer consumer;
    ASSERT_TRUE(turn_until(feed, consumer, [&] { return feed.is_whole(); }));
    agent.stop();
    EXPECT_TRUE(client.is_stopped);
    ASSERT_TRUE(turn_until(feed, consumer, [&] {
        return std::count(consumer.texts.begin(), consumer.texts.end(), "feed book stale disconnected") > 0;
    }));
}

TEST_F(GatewayAgent, reports_its_connection_and_its_counters) {
    EXPECT_FALSE(health.is_ready());
    client.say(domain::FeedConnection{true, "connected"});
    EXPECT_TRUE(health.is_ready());
    client.say(book_frame(-1, 10, {"100:1", "101:1"}));
    loop.ring();
    loop.ring();
    const std::string text = metrics.to_text();
    EXPECT_THAT(text, ::testing::HasSubstr("trading_gateway_book_frames_total 1"));
    EXPECT_THAT(text, ::testing::HasSubstr("trading_gateway_book_staleness_seconds{instrument=\"BTC-USDT\"}"));
}

TEST_F(GatewayAgent, answers_by_grpc_what_it_follows_and_how_well) {
    client.say(domain::FeedConnection{true, "connected"});
    client.say(book_frame(-1, 10, {"100:1", "101.5:1"}));
    gateway::GatewayService service{questions, {.config = "a=b", .build = "1"}};
    const auto server = rpc::Server::start({}, {&service}).value();
    const auto stub = v1::GatewayService::NewStub(rpc::make_channel("127.0.0.1:" + std::to_string(server->port())));
    v1::ListFeedsResponse feeds;
    auto asked = std::async(std::launch::async, [&] {
        grpc::ClientContext call;
        rpc::set_deadline(call, std::chrono::seconds{10});
        return stub->ListFeeds(&call, {}, &feeds);
    });
    while (asked.wait_for(std::chrono::seconds{0}) != std::future_status::ready) agent.run_once();
    ASSERT_TRUE(asked.get().ok());
    ASSERT_EQ(feeds.books_size(), 1);
    EXPECT_EQ(feeds.books(0).best_ask_price(), "101.5");
    EXPECT_EQ(feeds.books(0).venue_sequence(), 10);
    EXPECT_GE(feeds.feeds_size(), 6);
}

TEST_F(GatewayAgent, does_not_start_when_the_venue_does_not_list_an_instrument) {
    gateway::GatewayOptions options = gateway_options();
    options.instruments.emplace_back("NOT-THERE");
    gateway::GatewayAgent other{
        options,
        "okx",
        {
            .loop = loop,
            .client = client,
            .publisher = publisher,
            .snapshots = snapshots,
            .recorder = nullptr,
            .questions = nullptr,
            .metrics = gateway_metrics,
            .health = health,
            .log = log,
            .clock = clock,
            .on_heartbeat = {},
        },
    };
    const base::Status started = other.start();
    ASSERT_FALSE(started);
    EXPECT_THAT(started.error().detail, ::testing::HasSubstr("NOT-THERE"));
}

}  // namespace
}  // namespace trading::test
