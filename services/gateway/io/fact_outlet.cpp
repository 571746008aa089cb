#include "services/gateway/io/fact_outlet.hpp"

#include "common/codec/envelope_codec.hpp"
#include "common/codec/topics.hpp"

#include <map>

namespace trading::gateway {

bool FactOutlet::publish(const domain::MarketFact& fact) {
    const std::string topic = codec::topic_of(fact, venue_);
    v1::Envelope& envelope = envelopes_[fact.index()];
    if (!codec::encode(fact, envelope)) {
        publisher_.skip(topic);
        ++encode_failures_;
        return false;
    }
    return publisher_.publish(topic, envelope).has_value();
}

void FactOutlet::append_snapshot(
    const std::vector<domain::MarketFact>& facts, std::string_view topic_prefix, v1::SnapshotReply& reply
) {
    std::map<std::string, v1::TopicSnapshot*> topics;
    for (const domain::MarketFact& fact : facts) {
        const std::string topic = codec::topic_of(fact, venue_);
        if (!topic.starts_with(topic_prefix)) continue;
        v1::TopicSnapshot*& snapshot = topics[topic];
        if (snapshot == nullptr) {
            snapshot = reply.add_topics();
            snapshot->set_topic(topic);
        }
        if (!codec::encode(fact, *snapshot->add_facts())) {
            snapshot->mutable_facts()->RemoveLast();
            ++encode_failures_;
        }
    }
}

std::string_view FactOutlet::instrument_of(std::string_view topic_prefix) const {
    const std::string market = codec::market_prefix(venue_);
    if (!topic_prefix.starts_with(market)) return {};
    topic_prefix.remove_prefix(market.size());
    const auto end = topic_prefix.find('.');
    if (end == std::string_view::npos) return {};
    const std::string_view instrument = topic_prefix.substr(0, end);
    return instrument == codec::kWholeVenue ? std::string_view{} : instrument;
}

}  // namespace trading::gateway
