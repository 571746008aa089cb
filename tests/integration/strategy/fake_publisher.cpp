#include "tests/integration/strategy/fake_publisher.hpp"

#include <gtest/gtest.h>

namespace trading::test {

FakePublisher::FakePublisher(bus::Context& context, const base::Clock& clock, std::uint64_t epoch) {
    publisher_ = std::make_unique<bus::FactPublisher>(
        bus::FactPublisher::bind(
            context, clock, {.endpoint = "tcp://127.0.0.1:*", .producer = "test", .epoch = epoch, .socket = {}}
        ).value()
    );
    snapshots_ = std::make_unique<bus::SnapshotServer>(
        bus::SnapshotServer::bind(context, *publisher_, {.endpoint = "tcp://127.0.0.1:*", .socket = {}}).value()
    );
}

void FakePublisher::publish(const std::string& topic, v1::Envelope fact) {
    EXPECT_TRUE(publisher_->publish(topic, fact));
}

void FakePublisher::serve() {
    publisher_->poll_subscriptions();
    snapshots_->serve([&](std::string_view prefix, v1::SnapshotReply& reply) -> base::Status {
        for (const auto& [topic, facts] : state_) {
            if (topic.rfind(prefix, 0) != 0) continue;
            v1::TopicSnapshot& snapshot = *reply.add_topics();
            snapshot.set_topic(topic);
            for (const v1::Envelope& fact : facts) *snapshot.add_facts() = fact;
        }
        return {};
    });
}

std::uint64_t FakePublisher::subscriptions() {
    publisher_->poll_subscriptions();
    return publisher_->counters().subscriptions;
}

}  // namespace trading::test
