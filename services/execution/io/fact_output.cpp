#include "services/execution/io/fact_output.hpp"

#include "common/codec/envelope_codec.hpp"
#include "common/codec/topics.hpp"

namespace trading::execution {

bool FactOutput::publish(const domain::ExecutionFact& fact) {
    v1::Envelope& envelope = envelopes_[fact.index()];
    codec::encode(fact, envelope);
    return publisher_.publish(codec::topic_of(fact, account_id_), envelope).has_value();
}

void FactOutput::serve_snapshots() {
    snapshots_.serve([this](std::string_view prefix, v1::SnapshotReply& snapshot) -> base::Status {
        fill(prefix, snapshot);
        return {};
    });
}

void FactOutput::fill(std::string_view prefix, v1::SnapshotReply& snapshot) const {
    std::map<std::string, v1::TopicSnapshot*> topics;
    for (const domain::ExecutionFact& fact : current_()) {
        const std::string topic = codec::topic_of(fact, account_id_);
        if (topic.compare(0, prefix.size(), prefix) != 0) continue;
        v1::TopicSnapshot*& slot = topics[topic];
        if (slot == nullptr) {
            slot = snapshot.add_topics();
            slot->set_topic(topic);
        }
        codec::encode(fact, *slot->add_facts());
    }
}

}  // namespace trading::execution
