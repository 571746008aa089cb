#include "common/bus/fact_subscriber.hpp"

#include "common/bus/fact_publisher.hpp"

#include <utility>

namespace trading::bus {

base::Result<FactSubscriber> FactSubscriber::create(Context& context, const SocketOptions& options) {
    auto socket = make_socket(context, zmq::socket_type::sub, options);
    if (!socket) return base::failure(std::move(socket.error()));
    return FactSubscriber{std::move(*socket)};
}

base::Status FactSubscriber::connect(const std::string& endpoint) { return bus::connect(socket_, endpoint); }

base::Status FactSubscriber::subscribe(std::string_view prefix) {
    try {
        socket_.set(zmq::sockopt::subscribe, zmq::buffer(prefix));
    } catch (const zmq::error_t& error) {
        return base::failure(bus_error("subscribing", error));
    }
    return {};
}

Drained FactSubscriber::receive(const Handler& handler, std::size_t limit) {
    Drained drained;
    while (drained.count < limit) {
        if (!try_receive(socket_, topic_frame_)) return drained;
        ++drained.count;
        const bool has_body = topic_frame_.more() && try_receive(socket_, body_frame_);
        if (!has_body || discard_rest(socket_, body_frame_) > 0) {
            ++counters_.malformed;
            continue;
        }
        on_message(topic_frame_.to_string_view(), body_frame_, handler);
    }
    drained.has_more = true;
    return drained;
}

void FactSubscriber::on_message(std::string_view topic, const zmq::message_t& body, const Handler& handler) {
    counters_.bytes += body.size();
    const bool is_usable = parse(body, envelope_) && envelope_.payload_case() != v1::Envelope::PAYLOAD_NOT_SET &&
                           envelope_.schema_version() <= kSchemaVersion && envelope_.epoch() > 0 &&
                           envelope_.has_heartbeat() == (envelope_.sequence() == 0);
    if (!is_usable) {
        // Its sequence is missing from now on, so the next message or heartbeat of the topic shows a gap.
        ++counters_.malformed;
        return;
    }
    const bool is_heartbeat = envelope_.has_heartbeat();
    ++(is_heartbeat ? counters_.heartbeats : counters_.facts);
    const std::uint64_t sequence = is_heartbeat ? envelope_.heartbeat().last_sequence() : envelope_.sequence();

    const auto found = topics_.find(topic);
    if (found == topics_.end()) {
        if (topics_.size() >= kTopicsMax) {
            ++counters_.topics_refused;
            return;
        }
        topics_.emplace(std::string{topic}, TopicState{.epoch = envelope_.epoch(), .last_sequence = sequence});
        handler(Delivery{.topic = topic, .envelope = envelope_, .continuity = Continuity::First});
        return;
    }
    TopicState& state = found->second;
    if (envelope_.epoch() < state.epoch) {
        ++counters_.outdated_epochs;
    } else if (envelope_.epoch() > state.epoch) {
        on_epoch(topic, state, sequence, handler);
    } else {
        on_next(topic, state, sequence, handler);
    }
}

void FactSubscriber::on_epoch(
    std::string_view topic, TopicState& state, std::uint64_t sequence, const Handler& handler
) {
    ++counters_.epoch_changes;
    state = TopicState{.epoch = envelope_.epoch(), .last_sequence = sequence};
    handler(Delivery{.topic = topic, .envelope = envelope_, .continuity = Continuity::NewEpoch});
}

void FactSubscriber::on_next(
    std::string_view topic, TopicState& state, std::uint64_t sequence, const Handler& handler
) {
    // A fact is itself the next one; a heartbeat only tells that it has been.
    const std::uint64_t next = state.last_sequence + 1;
    const std::uint64_t told_up_to = envelope_.has_heartbeat() ? sequence + 1 : sequence;
    if (told_up_to < next) {
        // Also a heartbeat that was overtaken cannot be: both travel on one connection in order.
        ++counters_.duplicates;
        return;
    }
    Delivery delivery{.topic = topic, .envelope = envelope_};
    if (told_up_to > next) {
        delivery.continuity = Continuity::Gap;
        delivery.first_missing = next;
        delivery.missing = told_up_to - next;
        ++counters_.gaps;
        counters_.missed_facts += delivery.missing;
    }
    state.last_sequence = sequence;
    handler(delivery);
}

}  // namespace trading::bus
