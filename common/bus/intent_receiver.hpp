#pragma once

#include "common/bus/fact_subscriber.hpp"

#include "trading/v1/order_intent.pb.h"

#include <cstdint>
#include <functional>
#include <string>

namespace trading::bus {

// Where an answer has to go: the connection on which the intent came. Only the socket that made it understands it.
struct PeerIdentity {
    std::string bytes;

    auto operator<=>(const PeerIdentity&) const = default;
};

// Takes intents in and sends answers back. The same intent may come again and again until its answer has arrived: the
// caller takes each id once and answers each time. One thread.
class IntentReceiver {
public:
    struct Options {
        std::string endpoint;
        SocketOptions socket{.send_messages_max = 1'000, .receive_messages_max = 1'000};
    };

    struct Counters {
        std::uint64_t intents = 0;
        std::uint64_t replies = 0;
        std::uint64_t malformed = 0;
        std::uint64_t undeliverable = 0;  // The sender is gone or does not read; it will ask again.
    };

    using Handler = std::function<void(const PeerIdentity& sender, const v1::OrderIntent& intent)>;

    static constexpr std::size_t kIntentsPerCall = 256;

    [[nodiscard]] static base::Result<IntentReceiver> bind(Context& context, Options options);

    // Hands over what has arrived, without waiting, at most `limit` intents.
    Drained receive(const Handler& handler, std::size_t limit = kIntentsPerCall);

    // `Unavailable` when the sender is gone or does not read. Nothing needs to be done about it.
    base::Status reply(const PeerIdentity& sender, const v1::IntentReply& reply);

    // For an event loop; edge-triggered, see descriptor_of.
    [[nodiscard]] int descriptor() const { return descriptor_of(socket_); }
    [[nodiscard]] std::string last_endpoint() const { return bus::last_endpoint(socket_); }
    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

private:
    explicit IntentReceiver(zmq::socket_t socket) : socket_(std::move(socket)) {}

    zmq::socket_t socket_;
    v1::OrderIntent intent_;
    Counters counters_;
};

}  // namespace trading::bus
