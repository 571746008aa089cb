#include "common/bus/fact_publisher.hpp"

#include "common/base/assert.hpp"

#include <fmt/format.h>

#include <utility>

namespace trading::bus {

base::Result<FactPublisher> FactPublisher::bind(Context& context, const base::Clock& clock, Options options) {
    if (options.epoch == 0 || options.producer.empty()) {
        return base::failure(base::ErrorCode::InvalidArgument, "a publisher needs a name and an epoch above 0");
    }
    auto socket = make_socket(context, zmq::socket_type::xpub, options.socket);
    if (!socket) return base::failure(std::move(socket.error()));
    if (auto bound = bus::bind(*socket, options.endpoint); !bound) return base::failure(std::move(bound.error()));
    return FactPublisher{std::move(*socket), clock, options};
}

FactPublisher::FactPublisher(zmq::socket_t socket, const base::Clock& clock, const Options& options)
    : socket_(std::move(socket)), clock_(&clock), producer_(options.producer), epoch_(options.epoch) {}

base::Status FactPublisher::publish(std::string_view topic, v1::Envelope& envelope) {
    TRADING_ASSERT(topic.ends_with('.'));
    TRADING_ASSERT(envelope.payload_case() != v1::Envelope::PAYLOAD_NOT_SET);
    TRADING_ASSERT(!envelope.has_heartbeat());
    std::uint64_t* const sequence = sequence_of(topic);
    if (sequence == nullptr)
        return base::failure(base::ErrorCode::OutOfRange, fmt::format("{}: one topic too many", topic));
    stamp(envelope, ++*sequence);
    auto status = send(topic, envelope);
    status ? ++counters_.facts : ++counters_.failures;
    return status;
}

void FactPublisher::skip(std::string_view topic) {
    TRADING_ASSERT(topic.ends_with('.'));
    if (std::uint64_t* const sequence = sequence_of(topic)) ++*sequence;
}

std::uint64_t* FactPublisher::sequence_of(std::string_view topic) {
    const auto found = sequences_.find(topic);
    if (found != sequences_.end()) return &found->second;
    if (sequences_.size() >= kTopicsMax) {
        ++counters_.topics_refused;
        return nullptr;
    }
    return &sequences_.emplace(std::string{topic}, 0).first->second;
}

void FactPublisher::heartbeat(std::string_view topic) {
    heartbeat_.mutable_heartbeat()->set_last_sequence(last_sequence(topic));
    stamp(heartbeat_, 0);
    send(topic, heartbeat_) ? ++counters_.heartbeats : ++counters_.failures;
}

void FactPublisher::heartbeat_all() {
    for (const auto& [topic, sequence] : sequences_) {
        heartbeat_.mutable_heartbeat()->set_last_sequence(sequence);
        stamp(heartbeat_, 0);
        send(topic, heartbeat_) ? ++counters_.heartbeats : ++counters_.failures;
    }
}

void FactPublisher::stamp(v1::Envelope& envelope, std::uint64_t sequence) const {
    envelope.set_producer(producer_);
    envelope.set_epoch(epoch_);
    envelope.set_sequence(sequence);
    envelope.set_ts_sent_ns(base::to_unix_nanoseconds(clock_->now()));
    envelope.set_schema_version(kSchemaVersion);
}

base::Status FactPublisher::send(std::string_view topic, const v1::Envelope& envelope) {
    poll_subscriptions();
    zmq::message_t name{topic.data(), topic.size()};
    zmq::message_t body = serialise(envelope);
    const std::size_t size = body.size();
    const auto first = try_send(socket_, name, true);
    if (!first) return base::failure(first.error());
    const auto second = try_send(socket_, body, false);
    // A name without its body would spoil the next message; a PUB socket accepts everything or is no longer one.
    TRADING_ASSERT(*first && second && *second);
    counters_.bytes += size;
    return {};
}

void FactPublisher::poll_subscriptions() {
    zmq::message_t frame;
    while (try_receive(socket_, frame)) {
        // ZeroMQ's own words: 1 and the prefix for the first subscriber of it, 0 and the prefix after the last.
        const bool has_word = frame.size() > 0;
        if (has_word && *frame.data<std::uint8_t>() == 1) ++counters_.subscriptions;
        if (has_word && *frame.data<std::uint8_t>() == 0) ++counters_.unsubscriptions;
    }
}

std::uint64_t FactPublisher::last_sequence(std::string_view topic) const {
    const auto found = sequences_.find(topic);
    return found == sequences_.end() ? 0 : found->second;
}

}  // namespace trading::bus
