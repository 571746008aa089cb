#include "common/bus/topic_merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trading::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kTopic = "md.okx.A.trade.";
constexpr std::string_view kPrefix = "md.okx.";

// Writes down what it is told, one word each.
class Notes final : public bus::TopicMerge::Handler {
public:
    void on_fact(std::string_view, const v1::Envelope& fact) override {
        lines.push_back("fact " + std::to_string(fact.sequence()));
    }

    void on_recovered(const v1::TopicSnapshot& snapshot) override {
        lines.push_back("recovered " + std::to_string(snapshot.sequence()));
    }

    void on_lost(std::string_view, bus::TopicLoss loss) override {
        lines.push_back(loss == bus::TopicLoss::Gap ? "lost gap" : "lost epoch");
    }

    void on_snapshot_needed(std::string_view) override { lines.push_back("needed"); }
    void on_all_needed() override { lines.push_back("all needed"); }

    std::vector<std::string> take() { return std::exchange(lines, {}); }

    std::vector<std::string> lines;
};

class TopicMerge : public ::testing::Test {
protected:
    void fact(std::uint64_t sequence, std::uint64_t epoch = 1, std::string_view topic = kTopic) {
        v1::Envelope envelope;
        envelope.set_epoch(epoch);
        envelope.set_sequence(sequence);
        envelope.mutable_trade();
        merge.on_live(topic, envelope, notes);
    }

    void heartbeat(std::uint64_t last_sequence, std::uint64_t epoch = 1) {
        v1::Envelope envelope;
        envelope.set_epoch(epoch);
        envelope.mutable_heartbeat()->set_last_sequence(last_sequence);
        merge.on_live(kTopic, envelope, notes);
    }

    bool snapshot(std::uint64_t sequence, std::uint64_t epoch = 1, std::string_view prefix = kPrefix) {
        v1::SnapshotReply reply;
        reply.set_epoch(epoch);
        v1::TopicSnapshot& topic = *reply.add_topics();
        topic.set_topic(std::string{kTopic});
        topic.set_sequence(sequence);
        return merge.on_snapshot(reply, prefix, notes);
    }

    bool empty_snapshot(std::uint64_t epoch = 1) {
        v1::SnapshotReply reply;
        reply.set_epoch(epoch);
        return merge.on_snapshot(reply, kPrefix, notes);
    }

    // A topic whole up to the sequence, and nothing noted.
    void whole_at(std::uint64_t sequence) {
        snapshot(sequence);
        notes.take();
    }

    Notes notes;
    bus::TopicMerge merge{4};
};

TEST_F(TopicMerge, keeps_live_facts_until_the_snapshot_and_drops_those_it_contains) {
    fact(4);
    fact(5);
    fact(6);
    EXPECT_THAT(notes.take(), ElementsAre("all needed", "needed"));
    EXPECT_TRUE(snapshot(5));
    EXPECT_THAT(notes.take(), ElementsAre("recovered 5", "fact 6"));
    fact(7);
    EXPECT_THAT(notes.take(), ElementsAre("fact 7"));
    EXPECT_EQ(merge.lost_topics(), 0U);
}

TEST_F(TopicMerge, loses_a_topic_at_a_gap_and_goes_on_after_its_snapshot) {
    whole_at(5);
    fact(8);
    EXPECT_THAT(notes.take(), ElementsAre("lost gap", "needed"));
    fact(9);
    EXPECT_THAT(notes.take(), IsEmpty());
    EXPECT_EQ(merge.lost_topics(), 1U);
    snapshot(8, 1, kTopic);
    EXPECT_THAT(notes.take(), ElementsAre("recovered 8", "fact 9"));
}

TEST_F(TopicMerge, loses_a_topic_when_only_a_heartbeat_tells_of_the_gap) {
    whole_at(5);
    heartbeat(5);
    EXPECT_THAT(notes.take(), IsEmpty());
    heartbeat(6);
    EXPECT_THAT(notes.take(), ElementsAre("lost gap", "needed"));
}

TEST_F(TopicMerge, needs_another_snapshot_when_the_kept_facts_have_a_hole_themselves) {
    whole_at(5);
    fact(8);
    fact(11);
    notes.take();
    snapshot(8, 1, kTopic);
    EXPECT_THAT(notes.take(), ElementsAre("recovered 8", "lost gap", "needed"));
    snapshot(10, 1, kTopic);
    EXPECT_THAT(notes.take(), ElementsAre("recovered 10", "fact 11"));
}

TEST_F(TopicMerge, ignores_a_snapshot_older_than_what_a_whole_topic_has_seen) {
    whole_at(5);
    fact(6);
    notes.take();
    EXPECT_TRUE(snapshot(5));
    EXPECT_THAT(notes.take(), IsEmpty());
    fact(7);
    EXPECT_THAT(notes.take(), ElementsAre("fact 7"));
}

TEST_F(TopicMerge, loses_everything_in_a_new_epoch_and_drops_the_old_one) {
    whole_at(5);
    fact(1, 2);
    EXPECT_THAT(notes.take(), ElementsAre("lost epoch", "all needed"));
    fact(6, 1);
    EXPECT_FALSE(snapshot(6, 1));
    EXPECT_THAT(notes.take(), IsEmpty());
    EXPECT_TRUE(snapshot(0, 2));
    EXPECT_THAT(notes.take(), ElementsAre("recovered 0", "fact 1"));
}

TEST_F(TopicMerge, learns_of_a_new_epoch_from_a_snapshot_too) {
    whole_at(5);
    EXPECT_TRUE(snapshot(3, 2));
    EXPECT_THAT(notes.take(), ElementsAre("lost epoch", "all needed", "recovered 3"));
}

TEST_F(TopicMerge, takes_a_topic_first_heard_of_below_a_covered_prefix_from_its_first_fact_on) {
    empty_snapshot();
    notes.take();
    fact(1);
    EXPECT_THAT(notes.take(), ElementsAre("fact 1"));
    fact(2, 1, "md.okx.B.trade.");
    EXPECT_THAT(notes.take(), ElementsAre("lost gap", "needed"));
}

TEST_F(TopicMerge, recovers_a_topic_that_the_publisher_no_longer_knows_as_nothing) {
    whole_at(5);
    fact(8);
    notes.take();
    EXPECT_TRUE(empty_snapshot(2));
    EXPECT_THAT(notes.take(), ElementsAre("all needed", "recovered 0"));
}

TEST_F(TopicMerge, keeps_no_more_than_its_limit_and_notices_the_hole_that_leaves) {
    for (std::uint64_t sequence = 1; sequence <= 6; ++sequence) fact(sequence);
    EXPECT_EQ(merge.facts_dropped(), 2U);
    notes.take();
    snapshot(2);
    EXPECT_THAT(notes.take(), ElementsAre("recovered 2", "fact 3", "fact 4"));
    fact(7);
    EXPECT_THAT(notes.take(), ElementsAre("lost gap", "needed"));
}

}  // namespace
}  // namespace trading::test
