#include "common/bus/snapshot_client.hpp"

#include <utility>

namespace trading::bus {

base::Result<SnapshotClient> SnapshotClient::connect(Context& context, Options options) {
    auto socket = make_socket(context, zmq::socket_type::dealer, options.socket);
    if (!socket) return base::failure(std::move(socket.error()));
    if (auto connected = bus::connect(*socket, options.endpoint); !connected) {
        return base::failure(std::move(connected.error()));
    }
    return SnapshotClient{std::move(*socket), options.facts_max};
}

base::Status SnapshotClient::request(std::string_view topic_prefix) {
    v1::SnapshotRequest request;
    request.set_request_id(++request_id_);
    request.set_topic_prefix(std::string{topic_prefix});
    answer_.Clear();
    facts_ = 0;
    is_waiting_ = false;
    zmq::message_t frame = serialise(request);
    const auto sent = try_send(socket_, frame, false);
    if (!sent) return base::failure(sent.error());
    if (!*sent) {
        ++counters_.not_sent;
        return base::failure(base::ErrorCode::Unavailable, "no connection to the snapshot server");
    }
    ++counters_.requests;
    is_waiting_ = true;
    return {};
}

void SnapshotClient::receive(const Handler& handler) {
    zmq::message_t frame;
    v1::SnapshotReply part;
    while (try_receive(socket_, frame)) {
        if (discard_rest(socket_, frame) > 0 || !parse(frame, part)) {
            ++counters_.malformed;
            continue;
        }
        on_part(part, handler);
    }
}

void SnapshotClient::on_part(v1::SnapshotReply& part, const Handler& handler) {
    const bool contradicts = answer_.epoch() != 0 && answer_.epoch() != part.epoch();
    if (!is_waiting_ || part.request_id() != request_id_ || contradicts) {
        ++counters_.unexpected;
        return;
    }
    answer_.set_request_id(part.request_id());
    answer_.set_producer(part.producer());
    answer_.set_epoch(part.epoch());
    answer_.set_refusal(part.refusal());
    for (v1::TopicSnapshot& topic : *part.mutable_topics()) {
        facts_ += static_cast<std::size_t>(topic.facts_size());
        // A topic cut in two goes on where the last part ended.
        const int known = answer_.topics_size();
        const bool continues = known > 0 && answer_.topics(known - 1).topic() == topic.topic();
        if (!continues) {
            *answer_.add_topics() = std::move(topic);
            continue;
        }
        for (v1::Envelope& fact : *topic.mutable_facts()) {
            *answer_.mutable_topics(known - 1)->add_facts() = std::move(fact);
        }
    }
    if (facts_ > facts_max_) {
        ++counters_.too_large;
        is_waiting_ = false;
        answer_.Clear();
        return;
    }
    if (!part.is_last()) return;
    answer_.set_is_last(true);
    is_waiting_ = false;
    ++(answer_.refusal().empty() ? counters_.answers : counters_.refusals);
    handler(answer_);
}

}  // namespace trading::bus
