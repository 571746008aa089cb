#pragma once

#include "common/bus/context.hpp"

#include "trading/v1/envelope.pb.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace trading::bus {

// How a message continues what was heard of its topic before.
enum class Continuity {
    First = 1,       // Nothing was heard of this topic yet; what came before, if anything, was missed.
    Contiguous = 2,  // The next one, or a heartbeat that confirms that there is none.
    Gap = 3,         // Facts are missing just before it.
    NewEpoch = 4,    // The publisher restarted: everything known of its topics is in doubt.
};

// One message as it was received. Valid only inside the handler.
struct Delivery {
    std::string_view topic;
    const v1::Envelope& envelope;  // A fact, or a heartbeat: `envelope.has_heartbeat()`.
    Continuity continuity = Continuity::Contiguous;
    std::uint64_t first_missing = 0;  // Gaps only: the sequences first_missing ... first_missing + missing - 1.
    std::uint64_t missing = 0;
};

// Whether a call that serves at most so many messages left some behind.
struct Drained {
    std::size_t count = 0;
    bool has_more = false;
};

// Listens to publishers and knows for each topic what it did not get: from the sequence of the next fact, or from a
// heartbeat when no fact follows. Each hole is told once. Duplicates, messages of an epoch already replaced and frames
// that do not parse are dropped and counted. It repairs nothing: see FactFeed. One thread.
class FactSubscriber {
public:
    struct Counters {
        std::uint64_t facts = 0;
        std::uint64_t heartbeats = 0;
        std::uint64_t bytes = 0;
        std::uint64_t gaps = 0;
        std::uint64_t missed_facts = 0;
        std::uint64_t epoch_changes = 0;
        std::uint64_t duplicates = 0;
        std::uint64_t outdated_epochs = 0;
        std::uint64_t malformed = 0;       // Wrong frames, bytes that do not parse, no payload, newer schema.
        std::uint64_t topics_refused = 0;  // One topic too many.
    };

    using Handler = std::function<void(const Delivery&)>;

    static constexpr std::size_t kTopicsMax = 20'000;
    static constexpr std::size_t kMessagesPerCall = 1'000;

    [[nodiscard]] static base::Result<FactSubscriber> create(Context& context, const SocketOptions& options = {});

    // May be called for several publishers. Succeeds when the endpoint makes sense; the peer may come later.
    base::Status connect(const std::string& endpoint);
    base::Status subscribe(std::string_view prefix);

    // For an event loop; edge-triggered, see descriptor_of.
    [[nodiscard]] int descriptor() const { return descriptor_of(socket_); }

    // Hands over what has arrived, without waiting, at most `limit` messages.
    Drained receive(const Handler& handler, std::size_t limit = kMessagesPerCall);

    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

private:
    struct TopicState {
        std::uint64_t epoch = 0;
        std::uint64_t last_sequence = 0;
    };

    explicit FactSubscriber(zmq::socket_t socket) : socket_(std::move(socket)) {}

    void on_message(std::string_view topic, const zmq::message_t& body, const Handler& handler);
    void on_epoch(std::string_view topic, TopicState& state, std::uint64_t sequence, const Handler& handler);
    void on_next(std::string_view topic, TopicState& state, std::uint64_t sequence, const Handler& handler);

    zmq::socket_t socket_;
    std::map<std::string, TopicState, std::less<>> topics_;
    v1::Envelope envelope_;
    zmq::message_t topic_frame_;
    zmq::message_t body_frame_;
    Counters counters_;
};

}  // namespace trading::bus
