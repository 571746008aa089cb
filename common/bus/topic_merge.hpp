#pragma once

#include "trading/v1/envelope.pb.h"
#include "trading/v1/snapshot.pb.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace trading::bus {

// Why what is known of a topic is out of date.
enum class TopicLoss {
    Gap = 1,       // Facts were lost on the way.
    NewEpoch = 2,  // The publisher restarted.
};

// Joins the live facts of one publisher with snapshots, topic by topic. Pure: it neither asks nor waits; FactFeed does.
//
//   topic waiting: live facts are kept             <-- at first, and from a gap or a new epoch on
//   topic whole:   live facts are handed over      <-- from its snapshot on
class TopicMerge {
public:
    class Handler {
    public:
        virtual ~Handler() = default;
        virtual void on_fact(std::string_view topic, const v1::Envelope& fact) = 0;
        virtual void on_recovered(const v1::TopicSnapshot& snapshot) = 0;
        // Only for topics that were whole.
        virtual void on_lost(std::string_view topic, TopicLoss loss) = 0;
        // The topic needs a (new) snapshot.
        virtual void on_snapshot_needed(std::string_view topic) = 0;
        // All of them do.
        virtual void on_all_needed() = 0;
    };

    explicit TopicMerge(std::size_t waiting_facts_max) : waiting_facts_max_(waiting_facts_max) {}

    // A live fact or heartbeat, in the order received.
    void on_live(std::string_view topic, const v1::Envelope& envelope, Handler& handler);

    // The state of all topics that begin with the prefix; those not named have none. False when it is of an epoch
    // already replaced, so it does not count.
    bool on_snapshot(const v1::SnapshotReply& snapshot, std::string_view prefix, Handler& handler);

    [[nodiscard]] std::uint64_t epoch() const noexcept { return epoch_; }
    [[nodiscard]] std::size_t lost_topics() const noexcept { return lost_; }
    [[nodiscard]] std::uint64_t facts_dropped() const noexcept { return facts_dropped_; }

private:
    struct Topic {
        bool is_whole = false;
        std::uint64_t sequence = 0;        // Of the last fact handed over.
        std::deque<v1::Envelope> waiting;  // Only while not whole.
    };

    using Topics = std::map<std::string, Topic, std::less<>>;

    void begin_epoch(std::uint64_t epoch, Handler& handler);
    void lose(std::string_view name, Topic& topic, TopicLoss loss, Handler& handler);
    void keep(Topic& topic, const v1::Envelope& envelope);
    void recover(std::string_view name, Topic& topic, const v1::TopicSnapshot& snapshot, Handler& handler);
    void replay(std::string_view name, Topic& topic, Handler& handler);
    void on_whole(std::string_view name, Topic& topic, const v1::Envelope& envelope, Handler& handler);
    [[nodiscard]] bool is_covered(std::string_view name) const;

    std::size_t waiting_facts_max_;
    std::uint64_t epoch_ = 0;
    Topics topics_;
    // Prefixes whose snapshot was applied in this epoch: a topic below them that is heard of for the first time is
    // whole from its first sequence on.
    std::set<std::string, std::less<>> covered_;
    std::size_t waiting_ = 0;
    std::size_t lost_ = 0;
    std::uint64_t facts_dropped_ = 0;
};

}  // namespace trading::bus
