#include "common/bus/snapshot_server.hpp"

#include "common/base/assert.hpp"

#include <set>
#include <utility>

namespace trading::bus {

base::Result<SnapshotServer> SnapshotServer::bind(Context& context, const FactPublisher& publisher, Options options) {
    auto socket = make_socket(context, zmq::socket_type::router, options.socket);
    if (!socket) return base::failure(std::move(socket.error()));
    if (auto bound = bus::bind(*socket, options.endpoint); !bound) return base::failure(std::move(bound.error()));
    return SnapshotServer{std::move(*socket), publisher, options};
}

SnapshotServer::SnapshotServer(zmq::socket_t socket, const FactPublisher& publisher, const Options& options)
    : socket_(std::move(socket)), publisher_(&publisher), part_bytes_max_(options.part_bytes_max) {}

Drained SnapshotServer::serve(const Source& source, std::size_t limit) {
    Drained drained;
    zmq::message_t identity;
    zmq::message_t body;
    v1::SnapshotRequest request;
    while (drained.count < limit) {
        if (!try_receive(socket_, identity)) return drained;
        ++drained.count;
        ++counters_.requests;
        const bool has_body = identity.more() && try_receive(socket_, body);
        if (!has_body || discard_rest(socket_, body) > 0 || !parse(body, request)) {
            ++counters_.malformed;
            continue;
        }
        answer(identity, request, source);
    }
    drained.has_more = true;
    return drained;
}

void SnapshotServer::answer(const zmq::message_t& identity, const v1::SnapshotRequest& request, const Source& source) {
    v1::SnapshotReply snapshot;
    const auto status = source(request.topic_prefix(), snapshot);
    snapshot.set_request_id(request.request_id());
    snapshot.set_producer(publisher_->producer());
    snapshot.set_epoch(publisher_->epoch());
    if (!status) {
        ++counters_.refused;
        snapshot.clear_topics();
        snapshot.set_refusal(base::to_string(status.error()));
    } else {
        add_missing_topics(request.topic_prefix(), snapshot);
    }
    send_in_parts(identity, snapshot);
}

void SnapshotServer::add_missing_topics(std::string_view prefix, v1::SnapshotReply& snapshot) const {
    std::set<std::string, std::less<>> named;
    for (v1::TopicSnapshot& topic : *snapshot.mutable_topics()) {
        TRADING_ASSERT(std::string_view{topic.topic()}.starts_with(prefix));
        topic.set_sequence(publisher_->last_sequence(topic.topic()));
        named.insert(topic.topic());
    }
    const auto& sequences = publisher_->sequences();
    for (auto known = sequences.lower_bound(prefix); known != sequences.end(); ++known) {
        if (!known->first.starts_with(prefix)) break;
        if (named.contains(known->first)) continue;
        v1::TopicSnapshot& topic = *snapshot.add_topics();
        topic.set_topic(known->first);
        topic.set_sequence(known->second);
    }
}

void SnapshotServer::send_in_parts(const zmq::message_t& identity, v1::SnapshotReply& snapshot) {
    v1::SnapshotReply part;
    std::size_t bytes = 0;
    for (v1::TopicSnapshot& topic : *snapshot.mutable_topics()) {
        v1::TopicSnapshot* open = nullptr;
        const auto begin_topic = [&] {
            open = part.add_topics();
            open->set_topic(topic.topic());
            open->set_sequence(topic.sequence());
            bytes += topic.topic().size();
        };
        begin_topic();
        for (v1::Envelope& fact : *topic.mutable_facts()) {
            const std::size_t size = fact.ByteSizeLong();
            if (bytes > 0 && bytes + size > part_bytes_max_) {
                if (!send_part(identity, part, snapshot)) return;
                part.clear_topics();
                bytes = 0;
                begin_topic();
            }
            *open->add_facts() = std::move(fact);
            bytes += size;
        }
    }
    part.set_is_last(true);
    send_part(identity, part, snapshot);
}

bool SnapshotServer::send_part(
    const zmq::message_t& identity, v1::SnapshotReply& part, const v1::SnapshotReply& whole
) {
    part.set_request_id(whole.request_id());
    part.set_producer(whole.producer());
    part.set_epoch(whole.epoch());
    part.set_refusal(whole.refusal());
    if (!send_to(socket_, identity.to_string_view(), part)) {
        ++counters_.undeliverable;
        return false;
    }
    ++counters_.parts;
    counters_.bytes += part.GetCachedSize() > 0 ? static_cast<std::uint64_t>(part.GetCachedSize()) : 0;
    return true;
}

}  // namespace trading::bus
