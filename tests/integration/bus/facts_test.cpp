#include "common/base/clock.hpp"
#include "common/bus/fact_publisher.hpp"
#include "common/bus/fact_subscriber.hpp"
#include "tests/integration/bus/bus_test_support.hpp"

#include <gmock/gmock.h>

namespace trading::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const base::Timestamp kStart = base::from_unix_milliseconds(1'700'000'000'000);

class Facts : public BusTest {
protected:
    bus::FactPublisher make_publisher(std::uint64_t epoch, bus::SocketOptions socket = {}) {
        auto publisher = bus::FactPublisher::bind(
            context, clock, {.endpoint = endpoints.next(), .producer = "gateway", .epoch = epoch, .socket = socket}
        );
        EXPECT_TRUE(publisher) << publisher.error().detail;
        return std::move(*publisher);
    }

    // A subscriber to everything, joined.
    bus::FactSubscriber join(bus::FactPublisher& publisher, bus::SocketOptions socket = {}) {
        auto subscriber = *bus::FactSubscriber::create(context, socket);
        EXPECT_TRUE(subscriber.connect(publisher.last_endpoint()));
        EXPECT_TRUE(subscriber.subscribe("md."));
        EXPECT_TRUE(eventually([&] {
            publisher.poll_subscriptions();
            return publisher.counters().subscriptions > 0;
        }));
        return subscriber;
    }

    // "topic:sequence:continuity", gaps with what is missing.
    void drain(bus::FactSubscriber& subscriber) {
        subscriber.receive([&](const bus::Delivery& delivery) {
            static constexpr std::array<const char*, 5> kWords{"", "first", "next", "gap", "epoch"};
            std::string line{delivery.topic};
            line += delivery.envelope.has_heartbeat() ? "heartbeat" : std::to_string(delivery.envelope.sequence());
            line.append(":").append(kWords.at(static_cast<std::size_t>(delivery.continuity)));
            if (delivery.missing > 0) {
                line.append(":").append(std::to_string(delivery.first_missing));
                line.append("+").append(std::to_string(delivery.missing));
            }
            heard.push_back(line);
        });
    }

    [[nodiscard]] bool hears(bus::FactSubscriber& subscriber, std::size_t count) {
        return eventually(
            [&] {
                drain(subscriber);
                return heard.size() >= count;
            },
            {subscriber.descriptor()}
        );
    }

    base::ManualClock clock{kStart};
    std::vector<std::string> heard;
};

INSTANTIATE_TEST_SUITE_P(Transports, Facts, ::testing::Bool(), transport_name);

TEST_P(Facts, arrive_in_order_stamped_and_only_where_subscribed) {
    auto publisher = make_publisher(7);
    auto subscriber = join(publisher);
    auto envelope = numbered(1);
    ASSERT_TRUE(publisher.publish("ex.main.fill.", envelope));
    ASSERT_TRUE(publisher.publish("md.a.", envelope));
    EXPECT_EQ(envelope.producer(), "gateway");
    EXPECT_EQ(envelope.epoch(), 7U);
    EXPECT_EQ(envelope.sequence(), 1U);
    EXPECT_EQ(envelope.ts_sent_ns(), base::to_unix_nanoseconds(kStart));
    EXPECT_EQ(envelope.schema_version(), bus::kSchemaVersion);
    ASSERT_TRUE(publisher.publish("md.a.", envelope));
    ASSERT_TRUE(publisher.publish("md.b.", envelope));
    publisher.heartbeat_all();
    ASSERT_TRUE(hears(subscriber, 5));
    EXPECT_THAT(
        heard, ElementsAre("md.a.1:first", "md.a.2:next", "md.b.1:first", "md.a.heartbeat:next", "md.b.heartbeat:next")
    );
    EXPECT_EQ(publisher.counters().facts, 4U);
    EXPECT_EQ(publisher.last_sequence("md.a."), 2U);
    EXPECT_EQ(publisher.last_sequence("md.never."), 0U);
}

TEST_P(Facts, tell_each_gap_once_also_when_only_a_heartbeat_follows) {
    RawPublisher publisher{context, endpoints.next()};
    auto subscriber = *bus::FactSubscriber::create(context);
    ASSERT_TRUE(subscriber.connect(publisher.endpoint()));
    ASSERT_TRUE(subscriber.subscribe("md."));
    ASSERT_TRUE(eventually([&] { return publisher.has_subscriber(); }));
    publisher.fact("md.a.", 1, 1);
    publisher.fact("md.a.", 1, 4);
    publisher.fact("md.a.", 1, 4);
    publisher.fact("md.a.", 1, 3);
    publisher.heartbeat("md.a.", 1, 6);
    publisher.heartbeat("md.a.", 1, 6);
    publisher.fact("md.a.", 1, 7);
    ASSERT_TRUE(hears(subscriber, 5));
    EXPECT_THAT(
        heard,
        ElementsAre("md.a.1:first", "md.a.4:gap:2+2", "md.a.heartbeat:gap:5+2", "md.a.heartbeat:next", "md.a.7:next")
    );
    EXPECT_EQ(subscriber.counters().gaps, 2U);
    EXPECT_EQ(subscriber.counters().missed_facts, 4U);
    EXPECT_EQ(subscriber.counters().duplicates, 2U);
}

TEST_P(Facts, of_a_restarted_publisher_are_a_new_epoch_and_the_old_one_is_dropped) {
    RawPublisher publisher{context, endpoints.next()};
    auto subscriber = *bus::FactSubscriber::create(context);
    ASSERT_TRUE(subscriber.connect(publisher.endpoint()));
    ASSERT_TRUE(subscriber.subscribe("md."));
    ASSERT_TRUE(eventually([&] { return publisher.has_subscriber(); }));
    publisher.fact("md.a.", 1, 5);
    publisher.fact("md.a.", 2, 1);
    publisher.fact("md.a.", 1, 6);
    publisher.fact("md.a.", 2, 2);
    ASSERT_TRUE(hears(subscriber, 3));
    EXPECT_THAT(heard, ElementsAre("md.a.5:first", "md.a.1:epoch", "md.a.2:next"));
    EXPECT_EQ(subscriber.counters().outdated_epochs, 1U);
}

TEST_P(Facts, that_do_not_parse_are_counted_and_show_as_a_gap) {
    RawPublisher publisher{context, endpoints.next()};
    auto subscriber = *bus::FactSubscriber::create(context);
    ASSERT_TRUE(subscriber.connect(publisher.endpoint()));
    ASSERT_TRUE(subscriber.subscribe("md."));
    ASSERT_TRUE(eventually([&] { return publisher.has_subscriber(); }));
    v1::Envelope newer = numbered(1);
    newer.set_epoch(1);
    newer.set_sequence(2);
    newer.set_schema_version(bus::kSchemaVersion + 1);
    v1::Envelope empty;
    empty.set_epoch(1);
    empty.set_sequence(2);
    v1::Envelope without_epoch = numbered(1);
    without_epoch.set_sequence(2);
    publisher.fact("md.a.", 1, 1);
    publisher.send({"md.a."});
    publisher.send({"md.a.", "\xff\xff\xff"});
    publisher.send({"md.a.", numbered(1).SerializeAsString(), "more"});
    publisher.send({"md.a.", newer.SerializeAsString()});
    publisher.send({"md.a.", empty.SerializeAsString()});
    publisher.send({"md.a.", without_epoch.SerializeAsString()});
    publisher.fact("md.a.", 1, 3);
    ASSERT_TRUE(hears(subscriber, 2));
    EXPECT_THAT(heard, ElementsAre("md.a.1:first", "md.a.3:gap:2+1"));
    EXPECT_EQ(subscriber.counters().malformed, 6U);
}

TEST_P(Facts, are_lost_by_a_subscriber_that_does_not_read_and_it_knows_how_many_while_the_publisher_goes_on) {
    const bus::SocketOptions narrow{.send_messages_max = 50, .receive_messages_max = 50};
    auto publisher = make_publisher(1, narrow);
    auto subscriber = join(publisher, narrow);
    constexpr std::uint64_t kFacts = 100'000;
    v1::Envelope envelope = numbered(0);
    envelope.mutable_trade()->set_trade_id(std::string(500, 'x'));
    for (std::uint64_t count = 0; count < kFacts; ++count) {
        // Nobody reads: each one must be taken all the same.
        ASSERT_TRUE(publisher.publish("md.a.", envelope));
    }
    EXPECT_EQ(publisher.counters().facts, kFacts);
    EXPECT_EQ(publisher.counters().failures, 0U);

    const auto& counters = subscriber.counters();
    ASSERT_TRUE(eventually(
        [&] {
            publisher.heartbeat("md.a.");
            subscriber.receive([](const bus::Delivery&) {});
            return counters.facts + counters.missed_facts == kFacts;
        },
        {subscriber.descriptor()}
    )) << counters.facts
       << " heard, " << counters.missed_facts << " known to be missed";
    EXPECT_GT(counters.missed_facts, 0U);
    EXPECT_GE(counters.gaps, 1U);
}

TEST_P(Facts, reach_the_living_while_a_dead_subscriber_reads_nothing) {
    const bus::SocketOptions narrow{.send_messages_max = 50, .receive_messages_max = 50};
    auto publisher = make_publisher(1, narrow);
    auto dead = join(publisher, narrow);
    auto living = *bus::FactSubscriber::create(context);
    ASSERT_TRUE(living.connect(publisher.last_endpoint()));
    ASSERT_TRUE(living.subscribe("md.living."));
    ASSERT_TRUE(eventually([&] {
        publisher.poll_subscriptions();
        return publisher.counters().subscriptions > 1;
    }));
    v1::Envelope envelope = numbered(0);
    envelope.mutable_trade()->set_trade_id(std::string(500, 'x'));
    constexpr std::uint64_t kFacts = 20'000;
    for (std::uint64_t count = 1; count <= kFacts; ++count) {
        ASSERT_TRUE(publisher.publish("md.living.", envelope));
        if (count % 25 != 0) continue;
        // The living reader is within its limit before more comes.
        ASSERT_TRUE(eventually(
            [&] {
                living.receive([](const bus::Delivery&) {});
                return living.counters().facts == count;
            },
            {living.descriptor()}
        ));
    }
    EXPECT_EQ(living.counters().missed_facts, 0U);
    EXPECT_EQ(dead.counters().facts, 0U);
}

TEST_P(Facts, wait_for_a_publisher_that_comes_later_and_again) {
    auto first = make_publisher(1);
    const std::string endpoint = first.last_endpoint();
    auto subscriber = join(first);
    v1::Envelope envelope = numbered(1);
    ASSERT_TRUE(first.publish("md.a.", envelope));
    ASSERT_TRUE(hears(subscriber, 1));
    { const auto closed = std::move(first); }
    std::optional<bus::FactPublisher> second;
    ASSERT_TRUE(eventually([&] {
        auto bound =
            bus::FactPublisher::bind(context, clock, {.endpoint = endpoint, .producer = "gateway", .epoch = 2});
        if (bound) second.emplace(std::move(*bound));
        return second.has_value();
    }));
    ASSERT_TRUE(eventually(
        [&] {
            EXPECT_TRUE(second->publish("md.a.", envelope));
            drain(subscriber);
            return heard.size() >= 2;
        },
        {subscriber.descriptor()}
    ));
    EXPECT_THAT(heard[1], HasSubstr(":epoch"));
}

// Only ports: binding a socket file takes it over.
TEST(FactPublisher, names_the_endpoint_that_is_in_use_or_makes_no_sense) {
    bus::Context context;
    const base::ManualClock clock{kStart};
    const auto bind = [&](const std::string& endpoint) {
        return bus::FactPublisher::bind(context, clock, {.endpoint = endpoint, .producer = "gateway", .epoch = 1});
    };
    const auto first = bind("tcp://127.0.0.1:*");
    ASSERT_TRUE(first);
    const auto second = bind(first->last_endpoint());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, base::ErrorCode::Unavailable);
    EXPECT_THAT(second.error().detail, HasSubstr(first->last_endpoint()));
    const auto nonsense = bind("nonsense");
    ASSERT_FALSE(nonsense);
    EXPECT_EQ(nonsense.error().code, base::ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace trading::test
