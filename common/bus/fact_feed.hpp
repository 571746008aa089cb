#pragma once

#include "common/base/backoff.hpp"
#include "common/base/clock.hpp"
#include "common/bus/fact_subscriber.hpp"
#include "common/bus/snapshot_client.hpp"
#include "common/bus/topic_merge.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trading::bus {

// The facts of one publisher without holes: it subscribes, fetches the snapshot, keeps live facts until it has come,
// drops those that the snapshot contains, and starts over for a topic that lost something, or for all when the
// publisher restarted. The consumer sees, for each topic: a snapshot, then every later fact in order, then perhaps
// `on_topic_lost` and, some time later, the next snapshot.
//
// Snapshots are asked for one at a time with growing pauses, for ever: nothing can be done without them. One thread.
class FactFeed {
public:
    struct Options {
        std::string facts_endpoint;
        std::string snapshot_endpoint;
        std::vector<std::string> prefixes;  // What to follow, e.g. "md.okx.".
        // The publisher is called silent when not even a heartbeat came for so long.
        base::Duration silence_limit = std::chrono::seconds{3};
        // For a feed that takes the place of one whose publisher was silent: its first word is told as heard.
        bool begins_silent = false;
        base::Duration snapshot_timeout = std::chrono::seconds{2};
        base::Backoff::Options pauses{.first = std::chrono::milliseconds{100}, .longest = std::chrono::seconds{5}};
        // Live facts kept for topics that wait for their snapshot; beyond, they are dropped and fetched again.
        std::size_t waiting_facts_max = 50'000;
        SocketOptions socket;
        std::uint64_t seed = 1;  // Of the pauses' jitter; different for each process.
    };

    struct Counters {
        std::uint64_t facts = 0;      // Handed over, without those in snapshots.
        std::uint64_t snapshots = 0;  // Topics recovered.
        std::uint64_t topics_lost = 0;
        std::uint64_t requests = 0;
        std::uint64_t timeouts = 0;
        std::uint64_t silences = 0;
    };

    // What the consumer is told. References are valid only inside the call.
    class Handler {
    public:
        virtual ~Handler() = default;

        // The next fact of a topic, without hole since the topic's snapshot.
        virtual void on_fact(std::string_view topic, const v1::Envelope& fact) = 0;

        // The topic is whole (again). Replaces what was known of it; no facts: nothing is known of it.
        virtual void on_topic_recovered(const v1::TopicSnapshot& snapshot) = 0;

        // Facts are missing: what was known of the topic is out of date until `on_topic_recovered`.
        virtual void on_topic_lost(std::string_view topic, TopicLoss loss) = 0;

        // Nothing at all is heard of the publisher, or something again: everything may be out of date in between.
        virtual void on_publisher_silent() = 0;
        virtual void on_publisher_heard() = 0;
    };

    // More lost topics are fetched by their prefix as a whole.
    static constexpr std::size_t kSingleTopicsMax = 16;

    // Connects and subscribes; the publisher may come later.
    [[nodiscard]] static base::Result<FactFeed> start(Context& context, const base::Clock& clock, Options options);

    // For an event loop; edge-triggered, see descriptor_of. Call `poll` on each turn, at least every 100 ms: pauses,
    // timeouts and silence are measured there.
    [[nodiscard]] int facts_descriptor() const { return subscriber_.descriptor(); }
    [[nodiscard]] int snapshot_descriptor() const { return client_.descriptor(); }

    // Does what is due and hands over what has arrived, at most `limit` messages; never waits.
    Drained poll(Handler& handler, std::size_t limit = FactSubscriber::kMessagesPerCall);

    // Whether each prefix has had its snapshot and no topic is lost now.
    [[nodiscard]] bool is_whole() const;
    [[nodiscard]] bool is_silent() const noexcept { return is_silent_; }
    [[nodiscard]] std::size_t lost_topics() const { return merge_.lost_topics(); }
    // Live facts that could not be kept while their topic waited for its snapshot.
    [[nodiscard]] std::uint64_t facts_dropped() const { return merge_.facts_dropped(); }
    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }
    [[nodiscard]] const FactSubscriber::Counters& subscriber_counters() const { return subscriber_.counters(); }
    [[nodiscard]] const SnapshotClient::Counters& snapshot_counters() const { return client_.counters(); }

private:
    FactFeed(FactSubscriber subscriber, SnapshotClient client, const base::Clock& clock, const Options& options);

    class Relay;  // Between the merge and the consumer.

    void on_heard(Handler& handler);
    void on_answer(const v1::SnapshotReply& answer, Handler& handler);
    void watch_silence(Handler& handler);
    void want_topic(std::string_view topic);
    void want_all();
    void fall_calm();
    void request_what_is_wanted();

    FactSubscriber subscriber_;
    SnapshotClient client_;
    const base::Clock* clock_;
    Options options_;
    base::Backoff backoff_;
    TopicMerge merge_;
    std::set<std::string, std::less<>> wanted_;  // Prefixes and topics to fetch, the one asked for included.
    std::optional<std::string> asked_;
    base::MonotonicTime ts_asked_;
    base::MonotonicTime ts_next_request_;
    base::MonotonicTime ts_lost_;  // When something was lost last.
    base::MonotonicTime ts_heard_;
    bool is_silent_ = false;
    Counters counters_;
};

}  // namespace trading::bus
