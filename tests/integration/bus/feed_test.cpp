#include "common/bus/fact_feed.hpp"
#include "common/bus/fact_publisher.hpp"
#include "common/bus/snapshot_server.hpp"
#include "tests/integration/bus/bus_test_support.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <optional>
#include <thread>

namespace trading::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Timestamp kStart = base::from_unix_milliseconds(1'700'000'000'000);

// The publishing side: its state is the last number said on each topic.
class Teller {
public:
    Teller(
        bus::Context& context,
        const base::Clock& clock,
        std::uint64_t epoch,
        std::string facts,
        std::string snapshots,
        bus::SocketOptions socket = {}
    )
        : publisher_(*bus::FactPublisher::bind(
              context, clock, {.endpoint = std::move(facts), .producer = "teller", .epoch = epoch, .socket = socket}
          )),
          server_(
              *bus::SnapshotServer::bind(context, publisher_, {.endpoint = std::move(snapshots), .part_bytes_max = 200})
          ) {}

    Teller(const Teller&) = delete;
    Teller& operator=(const Teller&) = delete;

    void say(const std::string& topic, std::int64_t number) {
        numbers[topic] = number;
        auto envelope = numbered(number);
        EXPECT_TRUE(publisher_.publish(topic, envelope));
    }

    // Facts of each topic: `facts_per_topic` times the number, to have something to cut into parts.
    void serve(int facts_per_topic = 1) {
        server_.serve([&](std::string_view prefix, v1::SnapshotReply& snapshot) -> base::Status {
            if (!refusal.empty()) return base::failure(base::ErrorCode::Unavailable, refusal);
            for (const auto& [topic, number] : numbers) {
                if (!std::string_view{topic}.starts_with(prefix)) continue;
                v1::TopicSnapshot& state = *snapshot.add_topics();
                state.set_topic(topic);
                for (int count = 0; count < facts_per_topic; ++count) *state.add_facts() = numbered(number);
            }
            return {};
        });
    }

    void heartbeat() { publisher_.heartbeat_all(); }

    [[nodiscard]] bool has_subscriber() {
        publisher_.poll_subscriptions();
        return publisher_.counters().subscriptions > 0;
    }

    [[nodiscard]] std::string facts_endpoint() const { return publisher_.last_endpoint(); }
    [[nodiscard]] std::string snapshot_endpoint() const { return server_.last_endpoint(); }
    [[nodiscard]] const bus::SnapshotServer::Counters& counters() const { return server_.counters(); }

    std::map<std::string, std::int64_t> numbers;
    std::string refusal;

private:
    bus::FactPublisher publisher_;
    bus::SnapshotServer server_;
};

// The consuming side: checks that no number is skipped while a topic is whole.
class Listener final : public bus::FactFeed::Handler {
public:
    void on_fact(std::string_view topic, const v1::Envelope& fact) override {
        std::int64_t& known = numbers[std::string{topic}];
        if (fact.trade().match_count() != known + 1) ++skipped;
        known = fact.trade().match_count();
    }

    void on_topic_recovered(const v1::TopicSnapshot& snapshot) override {
        numbers[snapshot.topic()] =
            snapshot.facts().empty() ? 0 : snapshot.facts(snapshot.facts_size() - 1).trade().match_count();
        lines.push_back("recovered " + snapshot.topic() + std::to_string(snapshot.facts_size()));
    }

    void on_topic_lost(std::string_view topic, bus::TopicLoss loss) override {
        lines.push_back("lost " + std::string{topic} + (loss == bus::TopicLoss::Gap ? "gap" : "epoch"));
    }

    void on_publisher_silent() override { lines.emplace_back("silent"); }
    void on_publisher_heard() override { lines.emplace_back("heard"); }

    std::vector<std::string> take() { return std::exchange(lines, {}); }

    std::map<std::string, std::int64_t> numbers;
    std::vector<std::string> lines;
    int skipped = 0;
};

class Feed : public BusTest {
protected:
    bus::FactFeed follow(const base::Clock& time, bus::SocketOptions socket = {}, bool begins_silent = false) {
        auto feed = bus::FactFeed::start(
            context,
            time,
            {.facts_endpoint = teller->facts_endpoint(),
             .snapshot_endpoint = teller->snapshot_endpoint(),
             .prefixes = {"md."},
             .begins_silent = begins_silent,
             .socket = socket}
        );
        EXPECT_TRUE(feed) << feed.error().detail;
        return std::move(*feed);
    }

    void start_teller(std::uint64_t epoch) {
        const std::string facts = teller_facts.empty() ? endpoints.next() : teller_facts;
        const std::string snapshots = teller_snapshots.empty() ? endpoints.next() : teller_snapshots;
        teller.emplace(context, clock, epoch, facts, snapshots);
        teller_facts = teller->facts_endpoint();
        teller_snapshots = teller->snapshot_endpoint();
    }

    // Both sides work until the condition holds; time passes so that retries come.
    template <class Condition>
    [[nodiscard]] bool work_until(bus::FactFeed& feed, Condition condition, int facts_per_topic = 1) {
        return eventually([&] {
            if (teller) {
                teller->serve(facts_per_topic);
                teller->heartbeat();
            }
            clock.advance(std::chrono::milliseconds{5});
            feed.poll(listener);
            return condition();
        });
    }

    base::ManualClock clock{kStart};
    std::string teller_facts;
    std::string teller_snapshots;
    std::optional<Teller> teller;
    Listener listener;
};

INSTANTIATE_TEST_SUITE_P(Transports, Feed, ::testing::Bool(), transport_name);

TEST_P(Feed, gives_the_state_then_every_later_fact) {
    start_teller(1);
    teller->say("md.a.", 41);
    teller->say("md.b.", 7);
    auto feed = follow(clock);
    EXPECT_FALSE(feed.is_whole());
    ASSERT_TRUE(work_until(feed, [&] { return feed.is_whole(); }));
    EXPECT_EQ(listener.numbers, teller->numbers);
    teller->say("md.a.", 42);
    teller->say("md.c.", 1);
    ASSERT_TRUE(work_until(feed, [&] { return listener.numbers == teller->numbers; }));
    EXPECT_EQ(listener.skipped, 0);
}

TEST_P(Feed, puts_a_snapshot_of_many_parts_together_in_order) {
    start_teller(1);
    teller->say("md.a.", 1);
    teller->say("md.b.", 2);
    auto feed = follow(clock);
    ASSERT_TRUE(work_until(
        feed, [&] { return feed.is_whole(); }, 100
    ));
    EXPECT_THAT(listener.take(), ElementsAre("recovered md.a.100", "recovered md.b.100"));
    EXPECT_GT(teller->counters().parts, 2U);
}

TEST_P(Feed, starts_over_when_the_publisher_restarts) {
    start_teller(1);
    teller->say("md.a.", 5);
    auto feed = follow(clock);
    ASSERT_TRUE(work_until(feed, [&] { return feed.is_whole(); }));
    listener.take();
    teller.reset();
    ASSERT_TRUE(work_until(feed, [&] { return feed.is_silent(); }));
    EXPECT_THAT(listener.take(), ElementsAre("silent"));
    start_teller(2);
    teller->say("md.a.", 9);
    ASSERT_TRUE(work_until(feed, [&] { return feed.is_whole() && listener.numbers["md.a."] == 9; }));
    EXPECT_THAT(listener.take(), ElementsAre("heard", "lost md.a.epoch", "recovered md.a.1"));
    EXPECT_EQ(listener.skipped, 0);
}

// A consumer that makes a new feed while it holds the publisher for silent would wait for this word for ever.
TEST_P(Feed, tells_the_first_word_when_it_takes_the_place_of_a_silent_one) {
    start_teller(1);
    teller->say("md.a.", 5);
    auto feed = follow(clock, {}, true);
    EXPECT_TRUE(feed.is_silent());
    ASSERT_TRUE(work_until(feed, [&] { return feed.is_whole(); }));
    EXPECT_FALSE(feed.is_silent());
    EXPECT_THAT(listener.take(), ElementsAre("heard", "recovered md.a.1"));
}

TEST_P(Feed, is_whole_at_once_although_facts_of_many_topics_come_before_their_snapshots) {
    start_teller(1);
    std::vector<std::string> topics;
    for (int number = 0; number < 30; ++number) topics.push_back("md." + std::to_string(number) + ".");
    auto feed = *bus::FactFeed::start(
        context,
        clock,
        {.facts_endpoint = teller->facts_endpoint(),
         .snapshot_endpoint = teller->snapshot_endpoint(),
         .prefixes = topics}
    );
    std::optional<base::MonotonicTime> ts_first_answer;
    std::int64_t said = 0;
    ASSERT_TRUE(work_until(feed, [&] {
        ++said;
        for (const std::string& topic : topics) teller->say(topic, said);
        if (!ts_first_answer && feed.counters().snapshots > 0) ts_first_answer = clock.monotonic_now();
        return feed.is_whole();
    }));
    ASSERT_TRUE(ts_first_answer);
    EXPECT_LT(clock.monotonic_now() - *ts_first_answer, std::chrono::seconds{2});
    EXPECT_EQ(listener.skipped, 0);
}

TEST_P(Feed, asks_again_when_it_is_refused) {
    start_teller(1);
    teller->say("md.a.", 5);
    teller->refusal = "not yet";
    auto feed = follow(clock);
    ASSERT_TRUE(work_until(feed, [&] { return feed.snapshot_counters().refusals >= 2; }));
    EXPECT_FALSE(feed.is_whole());
    EXPECT_THAT(listener.take(), IsEmpty());
    teller->refusal.clear();
    ASSERT_TRUE(work_until(feed, [&] { return feed.is_whole(); }));
}

TEST_P(Feed, asks_a_server_that_never_answers_ever_more_rarely) {
    start_teller(1);
    auto mute = *bus::make_socket(context, zmq::socket_type::router, {});
    ASSERT_TRUE(bus::bind(mute, endpoints.next()));
    auto feed = *bus::FactFeed::start(
        context,
        clock,
        {.facts_endpoint = teller->facts_endpoint(),
         .snapshot_endpoint = bus::last_endpoint(mute),
         .prefixes = {"md.", "ex."}}
    );
    ASSERT_TRUE(eventually([&] {
        clock.advance(std::chrono::milliseconds{5});
        feed.poll(listener);
        return feed.counters().requests == 1;
    }));
    // Two minutes, a moment at a time.
    for (int moment = 0; moment < 12'000; ++moment) {
        clock.advance(std::chrono::milliseconds{10});
        feed.poll(listener);
    }
    EXPECT_GE(feed.counters().timeouts, 20U);
    EXPECT_LE(feed.counters().requests, 60U);
}

// A publisher in full swing, with limits so narrow that facts are lost again and again: whatever is lost, the consumer
// never sees a number skipped, and ends where the publisher ended.
TEST_P(Feed, is_right_while_the_publisher_goes_on_and_facts_are_lost) {
    const base::SystemClock time;
    const bus::SocketOptions narrow{.send_messages_max = 20, .receive_messages_max = 20};
    std::atomic<bool> is_finished{false};
    std::atomic<bool> is_caught_up{false};
    constexpr std::int64_t kNumbers = 30'000;
    std::optional<Teller> busy;
    busy.emplace(context, time, 1, endpoints.next(), endpoints.next(), narrow);
    const std::string facts = busy->facts_endpoint();
    const std::string snapshots = busy->snapshot_endpoint();
    const std::array<std::string, 3> topics{"md.a.", "md.b.", "md.c."};
    std::thread publishing{[&] {
        EXPECT_TRUE(eventually([&] { return busy->has_subscriber(); }));
        for (std::int64_t number = 1; number <= kNumbers; ++number) {
            for (const std::string& topic : topics) busy->say(topic, number);
            if (number % 10 == 0) busy->serve();
            if (number % 1'000 == 0) busy->heartbeat();
        }
        is_finished = true;
        EXPECT_TRUE(eventually([&] {
            busy->serve();
            busy->heartbeat();
            return is_caught_up.load();
        }));
    }};
    auto feed = *bus::FactFeed::start(
        context,
        time,
        {.facts_endpoint = facts,
         .snapshot_endpoint = snapshots,
         .prefixes = {"md."},
         .pauses = {.first = std::chrono::milliseconds{1}, .longest = std::chrono::milliseconds{5}},
         .socket = narrow}
    );
    const bool has_ended = eventually(
        [&] {
            // A few at a time, so that snapshots come in between.
            while (feed.poll(listener, 7).has_more) continue;
            return is_finished && feed.is_whole() && listener.numbers["md.a."] == kNumbers &&
                   listener.numbers["md.b."] == kNumbers && listener.numbers["md.c."] == kNumbers;
        },
        {feed.facts_descriptor(), feed.snapshot_descriptor()}
    );
    is_caught_up = true;
    publishing.join();
    ASSERT_TRUE(has_ended) << "ended at " << listener.numbers["md.a."] << ", lost topics " << feed.lost_topics();
    EXPECT_EQ(listener.skipped, 0);
    EXPECT_GT(feed.counters().topics_lost, 0U);
    EXPECT_GT(feed.counters().facts, 0U);
}

}  // namespace
}  // namespace trading::test
