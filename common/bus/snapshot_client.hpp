#pragma once

#include "common/bus/context.hpp"

#include "trading/v1/snapshot.pb.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace trading::bus {

// Asks a publisher for the state behind its facts, one request at a time, and puts the parts of the answer together.
// It neither waits nor repeats: the caller gives up on a request by making the next one. One thread.
class SnapshotClient {
public:
    struct Options {
        std::string endpoint;
        // An answer with more facts is given up, so that a broken publisher cannot fill our memory.
        std::size_t facts_max = 200'000;
        SocketOptions socket{.send_messages_max = 16, .receive_messages_max = 1'000};
    };

    struct Counters {
        std::uint64_t requests = 0;
        std::uint64_t not_sent = 0;  // No connection at the moment.
        std::uint64_t answers = 0;
        std::uint64_t refusals = 0;
        std::uint64_t malformed = 0;
        std::uint64_t unexpected = 0;  // Parts of an answer that was given up.
        std::uint64_t too_large = 0;
    };

    // A whole answer; its `refusal` says whether it is one.
    using Handler = std::function<void(const v1::SnapshotReply&)>;

    [[nodiscard]] static base::Result<SnapshotClient> connect(Context& context, Options options);

    // Gives up what was asked before. `Unavailable` when there is no connection now: nothing was sent.
    base::Status request(std::string_view topic_prefix);

    // For an event loop; edge-triggered, see descriptor_of.
    [[nodiscard]] int descriptor() const { return descriptor_of(socket_); }

    // Hands over the answer when its last part has arrived. Does not wait.
    void receive(const Handler& handler);

    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

private:
    SnapshotClient(zmq::socket_t socket, std::size_t facts_max) : socket_(std::move(socket)), facts_max_(facts_max) {}

    void on_part(v1::SnapshotReply& part, const Handler& handler);

    zmq::socket_t socket_;
    std::size_t facts_max_;
    std::uint64_t request_id_ = 0;
    bool is_waiting_ = false;
    std::size_t facts_ = 0;
    v1::SnapshotReply answer_;
    Counters counters_;
};

}  // namespace trading::bus
