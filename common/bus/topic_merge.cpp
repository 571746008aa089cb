#include "common/bus/topic_merge.hpp"

#include <algorithm>
#include <utility>

namespace trading::bus {

void TopicMerge::on_live(std::string_view name, const v1::Envelope& envelope, Handler& handler) {
    if (envelope.epoch() < epoch_) return;
    if (envelope.epoch() > epoch_) begin_epoch(envelope.epoch(), handler);
    auto found = topics_.find(name);
    if (found == topics_.end()) {
        found = topics_.emplace(std::string{name}, Topic{}).first;
        found->second.is_whole = is_covered(name);
        if (!found->second.is_whole) {
            ++lost_;
            handler.on_snapshot_needed(name);
        }
    }
    Topic& topic = found->second;
    if (topic.is_whole) {
        on_whole(name, topic, envelope, handler);
    } else {
        keep(topic, envelope);
    }
}

void TopicMerge::on_whole(std::string_view name, Topic& topic, const v1::Envelope& envelope, Handler& handler) {
    if (envelope.has_heartbeat()) {
        if (envelope.heartbeat().last_sequence() <= topic.sequence) return;
        lose(name, topic, TopicLoss::Gap, handler);
        handler.on_snapshot_needed(name);
        return;
    }
    if (envelope.sequence() <= topic.sequence) return;  // The snapshot contains it.
    if (envelope.sequence() == topic.sequence + 1) {
        ++topic.sequence;
        handler.on_fact(name, envelope);
        return;
    }
    lose(name, topic, TopicLoss::Gap, handler);
    keep(topic, envelope);
    handler.on_snapshot_needed(name);
}

bool TopicMerge::on_snapshot(const v1::SnapshotReply& snapshot, std::string_view prefix, Handler& handler) {
    if (snapshot.epoch() < epoch_) return false;
    if (snapshot.epoch() > epoch_) begin_epoch(snapshot.epoch(), handler);
    covered_.emplace(prefix);
    std::set<std::string_view> named;
    for (const v1::TopicSnapshot& state : snapshot.topics()) {
        if (!std::string_view{state.topic()}.starts_with(prefix)) continue;
        named.insert(state.topic());
        const auto [found, is_new] = topics_.try_emplace(state.topic());
        if (is_new) ++lost_;
        recover(found->first, found->second, state, handler);
    }
    v1::TopicSnapshot nothing;
    for (auto known = topics_.lower_bound(prefix); known != topics_.end(); ++known) {
        if (!known->first.starts_with(prefix)) break;
        if (named.contains(known->first)) continue;
        nothing.set_topic(known->first);
        recover(known->first, known->second, nothing, handler);
    }
    return true;
}

void TopicMerge::recover(std::string_view name, Topic& topic, const v1::TopicSnapshot& snapshot, Handler& handler) {
    // Live facts have carried it as far already, or further.
    if (topic.is_whole && topic.sequence >= snapshot.sequence()) return;
    if (!topic.is_whole) --lost_;
    topic.is_whole = true;
    topic.sequence = snapshot.sequence();
    handler.on_recovered(snapshot);
    replay(name, topic, handler);
}

void TopicMerge::replay(std::string_view name, Topic& topic, Handler& handler) {
    std::deque<v1::Envelope> waiting;
    waiting.swap(topic.waiting);
    waiting_ -= waiting.size();
    for (const v1::Envelope& envelope : waiting) {
        if (topic.is_whole) {
            on_whole(name, topic, envelope, handler);
        } else {
            keep(topic, envelope);
        }
    }
}

void TopicMerge::begin_epoch(std::uint64_t epoch, Handler& handler) {
    epoch_ = epoch;
    covered_.clear();
    for (auto& [name, topic] : topics_) {
        waiting_ -= topic.waiting.size();
        topic.waiting.clear();
        topic.sequence = 0;
        if (topic.is_whole) lose(name, topic, TopicLoss::NewEpoch, handler);
    }
    handler.on_all_needed();
}

void TopicMerge::lose(std::string_view name, Topic& topic, TopicLoss loss, Handler& handler) {
    topic.is_whole = false;
    ++lost_;
    handler.on_lost(name, loss);
}

void TopicMerge::keep(Topic& topic, const v1::Envelope& envelope) {
    if (envelope.has_heartbeat()) return;
    if (waiting_ >= waiting_facts_max_) {
        // The hole this leaves shows when the topic is replayed or heard of next.
        ++facts_dropped_;
        return;
    }
    topic.waiting.push_back(envelope);
    ++waiting_;
}

bool TopicMerge::is_covered(std::string_view name) const {
    return std::any_of(covered_.begin(), covered_.end(), [&](const std::string& prefix) {
        return name.starts_with(prefix);
    });
}

}  // namespace trading::bus
