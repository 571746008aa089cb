#pragma once

#include "common/bus/fact_publisher.hpp"
#include "common/bus/fact_subscriber.hpp"

#include "trading/v1/snapshot.pb.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace trading::bus {

// Answers, on demand, with the state behind a publisher's facts. It lives on the publisher's thread, so that the state
// it asks for is exactly that after the last fact published; it stamps epoch and sequences itself. One thread.
class SnapshotServer {
public:
    struct Options {
        std::string endpoint;
        // A reply is split where it would grow beyond; receivers accept SocketOptions::message_bytes_max.
        std::size_t part_bytes_max = std::size_t{1} << 20U;
        SocketOptions socket{.send_messages_max = 1'000, .receive_messages_max = 1'000};
    };

    struct Counters {
        std::uint64_t requests = 0;
        std::uint64_t parts = 0;
        std::uint64_t bytes = 0;
        std::uint64_t malformed = 0;
        std::uint64_t refused = 0;
        std::uint64_t undeliverable = 0;  // The asker is gone or does not read; it will ask again.
    };

    // Appends to `snapshot.topics` the state of every topic that begins with the prefix: topic and facts, in the order
    // in which they are to be applied, without sequence. An error refuses the request with its words.
    using Source = std::function<base::Status(std::string_view topic_prefix, v1::SnapshotReply& snapshot)>;

    static constexpr std::size_t kRequestsPerCall = 4;

    // The publisher must outlive the server.
    [[nodiscard]] static base::Result<SnapshotServer> bind(
        Context& context, const FactPublisher& publisher, Options options
    );

    // For an event loop; edge-triggered, see descriptor_of.
    [[nodiscard]] int descriptor() const { return descriptor_of(socket_); }

    // Answers what has been asked, without waiting, at most `limit` requests: a snapshot is much work.
    Drained serve(const Source& source, std::size_t limit = kRequestsPerCall);

    [[nodiscard]] std::string last_endpoint() const { return bus::last_endpoint(socket_); }
    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

private:
    SnapshotServer(zmq::socket_t socket, const FactPublisher& publisher, const Options& options);

    void answer(const zmq::message_t& identity, const v1::SnapshotRequest& request, const Source& source);
    void add_missing_topics(std::string_view prefix, v1::SnapshotReply& snapshot) const;
    void send_in_parts(const zmq::message_t& identity, v1::SnapshotReply& snapshot);
    bool send_part(const zmq::message_t& identity, v1::SnapshotReply& part, const v1::SnapshotReply& whole);

    zmq::socket_t socket_;
    const FactPublisher* publisher_;
    std::size_t part_bytes_max_;
    Counters counters_;
};

}  // namespace trading::bus
