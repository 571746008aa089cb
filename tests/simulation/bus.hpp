#pragma once

#include "common/bus/topic_merge.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/domain/market_data.hpp"
#include "tests/simulation/scene.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace trading::simulation {

// One fact or heartbeat on its way.
template <class Fact>
struct Message {
    std::string topic;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;        // Of a heartbeat: of the last fact of the topic.
    std::shared_ptr<const Fact> fact;  // Null: a heartbeat.
};

// The state of every topic at one moment.
template <class Fact>
struct Snapshot {
    struct Topic {
        std::string name;
        std::uint64_t sequence = 0;
        std::vector<Fact> facts;
    };

    std::uint64_t epoch = 0;
    std::vector<Topic> topics;
};

// The publishing end of one process' life: numbers its facts topic by topic.
template <class Fact>
class FactSource {
public:
    using Deliver = std::function<void(const Message<Fact>&)>;

    explicit FactSource(std::uint64_t epoch) : epoch_(epoch) {}

    [[nodiscard]] Message<Fact> number(std::string topic, Fact fact) {
        const std::uint64_t sequence = ++sequences_[topic];
        return {std::move(topic), epoch_, sequence, std::make_shared<const Fact>(std::move(fact))};
    }

    [[nodiscard]] std::vector<Message<Fact>> heartbeats() const {
        std::vector<Message<Fact>> all;
        for (const auto& [topic, sequence] : sequences_) all.push_back({topic, epoch_, sequence, nullptr});
        return all;
    }

    // `topic_of` names the topic of each fact of the present state.
    template <class TopicOf>
    [[nodiscard]] Snapshot<Fact> snapshot(const std::vector<Fact>& facts, TopicOf topic_of) const {
        Snapshot<Fact> all;
        all.epoch = epoch_;
        std::map<std::string, std::size_t> places;
        for (const auto& [topic, sequence] : sequences_) {
            places[topic] = all.topics.size();
            all.topics.push_back({topic, sequence, {}});
        }
        for (const Fact& fact : facts) {
            const std::string topic = topic_of(fact);
            const auto [place, is_new] = places.try_emplace(topic, all.topics.size());
            if (is_new) all.topics.push_back({topic, 0, {}});
            all.topics[place->second].facts.push_back(fact);
        }
        return all;
    }

private:
    std::uint64_t epoch_;
    std::map<std::string, std::uint64_t> sequences_;
};

// The receiving end: the product's own TopicMerge decides what is whole, what is lost and what may be handed over; the
// facts themselves travel beside it. Asks for a snapshot until all is whole, as FactFeed does.
template <class Fact>
class FactSink final : private bus::TopicMerge::Handler {
public:
    struct Consumer {
        std::function<void(const Fact&)> on_fact;
        std::function<void(std::string_view topic, const std::vector<Fact>& facts)> on_recovered;
        std::function<void(std::string_view topic, bus::TopicLoss loss)> on_lost;
        std::function<void(bool is_silent)> on_silence;
        // Asks the publisher; the answer comes by `on_snapshot`, or never.
        std::function<void()> ask;
        // A topic that is not whole was read from, or a fact was left out: the merge is broken.
        std::function<void(std::string_view topic)> on_hole;
    };

    static constexpr base::Duration kSilenceLimit = std::chrono::seconds{3};
    static constexpr base::Duration kAskAgain = std::chrono::milliseconds{700};

    FactSink(Scene& scene, Consumer consumer) : scene_(scene), consumer_(std::move(consumer)), merge_(kWaitingMax) {
        ts_heard_ = scene_.now();
    }

    void on_message(const Message<Fact>& message) {
        hear();
        envelope_.Clear();
        envelope_.set_epoch(message.epoch);
        envelope_.set_sequence(message.sequence);
        if (message.fact == nullptr) {
            envelope_.mutable_heartbeat()->set_last_sequence(message.sequence);
        } else {
            bodies_[{message.topic, message.epoch, message.sequence}] = message.fact;
        }
        merge_.on_live(message.topic, envelope_, *this);
    }

    void on_snapshot(const Snapshot<Fact>& snapshot) {
        hear();
        is_asked_ = false;
        v1::SnapshotReply reply;
        reply.set_epoch(snapshot.epoch);
        for (const auto& topic : snapshot.topics) {
            v1::TopicSnapshot& state = *reply.add_topics();
            state.set_topic(topic.name);
            state.set_sequence(topic.sequence);
        }
        snapshot_ = &snapshot;
        has_snapshot_ = merge_.on_snapshot(reply, "", *this) || has_snapshot_;
        snapshot_ = nullptr;
        if (merge_.lost_topics() == 0) bodies_.clear();
    }

    // Every 100 ms or so.
    void tick() {
        if (!is_silent_ && scene_.now() - ts_heard_ > kSilenceLimit) {
            is_silent_ = true;
            consumer_.on_silence(true);
        }
        if (is_whole() || (is_asked_ && scene_.now() - ts_asked_ < kAskAgain)) return;
        is_asked_ = true;
        ts_asked_ = scene_.now();
        consumer_.ask();
    }

    void want_everything() { has_snapshot_ = false; }
    [[nodiscard]] bool is_whole() const { return has_snapshot_ && merge_.lost_topics() == 0; }

private:
    using Key = std::tuple<std::string, std::uint64_t, std::uint64_t>;
    static constexpr std::size_t kWaitingMax = 2000;

    void hear() {
        ts_heard_ = scene_.now();
        if (!is_silent_) return;
        is_silent_ = false;
        consumer_.on_silence(false);
    }

    void on_fact(std::string_view topic, const v1::Envelope& envelope) override {
        std::uint64_t& last = handed_over_[std::string{topic}];
        if (envelope.sequence() != last + 1) consumer_.on_hole(topic);
        last = envelope.sequence();
        const auto body = bodies_.find(Key{topic, envelope.epoch(), envelope.sequence()});
        if (body == bodies_.end()) return;
        const std::shared_ptr<const Fact> fact = body->second;
        bodies_.erase(body);
        consumer_.on_fact(*fact);
    }

    void on_recovered(const v1::TopicSnapshot& state) override {
        handed_over_[state.topic()] = state.sequence();
        static const std::vector<Fact> kNothing;
        const std::vector<Fact>* facts = &kNothing;
        for (const auto& topic : snapshot_->topics) {
            if (topic.name == state.topic()) facts = &topic.facts;
        }
        consumer_.on_recovered(state.topic(), *facts);
    }

    void on_lost(std::string_view topic, bus::TopicLoss loss) override {
        if (loss == bus::TopicLoss::Gap) scene_.sightings.see(Sight::FactGap);
        consumer_.on_lost(topic, loss);
    }

    void on_snapshot_needed(std::string_view /*topic*/) override {}
    void on_all_needed() override {
        has_snapshot_ = false;
        handed_over_.clear();
    }

    Scene& scene_;
    Consumer consumer_;
    bus::TopicMerge merge_;
    v1::Envelope envelope_;
    std::map<Key, std::shared_ptr<const Fact>> bodies_;
    std::map<std::string, std::uint64_t> handed_over_;
    const Snapshot<Fact>* snapshot_ = nullptr;
    base::Timestamp ts_heard_{};
    base::Timestamp ts_asked_{};
    bool has_snapshot_ = false;
    bool is_asked_ = false;
    bool is_silent_ = false;
};

}  // namespace trading::simulation
