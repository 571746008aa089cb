#pragma once

#include "common/base/clock.hpp"
#include "common/bus/context.hpp"

#include "trading/v1/envelope.pb.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace trading::bus {

// The version of the contracts' meaning. Receivers refuse what is newer than they are.
inline constexpr std::uint32_t kSchemaVersion = 1;

// Tells everyone who listens what happened: each topic has its own sequence, the process its own epoch. It never waits:
// for a subscriber that cannot keep up messages are dropped, and that subscriber finds the hole in the sequence. It
// keeps nothing; what was missed is fetched as a snapshot. One thread.
class FactPublisher {
public:
    struct Options {
        std::string endpoint;
        std::string producer;     // The service's name, e.g. "gateway".
        std::uint64_t epoch = 0;  // Greater at each start of the process: nanoseconds since 1970 at the start will do.
        SocketOptions socket;
    };

    struct Counters {
        std::uint64_t facts = 0;
        std::uint64_t heartbeats = 0;
        std::uint64_t bytes = 0;
        std::uint64_t failures = 0;         // Could not be handed to the socket; subscribers see a gap.
        std::uint64_t topics_refused = 0;   // Facts of one topic too many.
        std::uint64_t subscriptions = 0;    // New prefixes that subscribers asked for, since the start.
        std::uint64_t unsubscriptions = 0;  // Prefixes that no subscriber wants any more.
    };

    using Sequences = std::map<std::string, std::uint64_t, std::less<>>;

    // A guard against topics made of garbage.
    static constexpr std::size_t kTopicsMax = 20'000;

    [[nodiscard]] static base::Result<FactPublisher> bind(Context& context, const base::Clock& clock, Options options);

    // Stamps producer, epoch, sequence, time and schema version into the caller's envelope and sends it. A topic ends
    // in
    // '.'. An error means that this fact was not sent; its sequence is used up, so subscribers know.
    base::Status publish(std::string_view topic, v1::Envelope& envelope);

    // A fact that happened but cannot be sent, because it cannot be encoded: uses its sequence up, so that subscribers
    // know and fetch the state.
    void skip(std::string_view topic);

    // Tells the last sequence of one topic, also of one never published on (0), or of all known topics. Without it a
    // subscriber that lost the last fact of a quiet topic would not notice. Call every second or so.
    void heartbeat(std::string_view topic);
    void heartbeat_all();

    // Takes note of subscribers that came or went. `publish` and `heartbeat` do so too.
    void poll_subscriptions();

    // The sequence of the last fact of a topic; 0 when there was none.
    [[nodiscard]] std::uint64_t last_sequence(std::string_view topic) const;
    [[nodiscard]] const Sequences& sequences() const noexcept { return sequences_; }
    [[nodiscard]] std::uint64_t epoch() const noexcept { return epoch_; }
    [[nodiscard]] const std::string& producer() const noexcept { return producer_; }
    [[nodiscard]] std::string last_endpoint() const { return bus::last_endpoint(socket_); }
    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

private:
    FactPublisher(zmq::socket_t socket, const base::Clock& clock, const Options& options);

    // Null, and counted, for one topic too many.
    [[nodiscard]] std::uint64_t* sequence_of(std::string_view topic);
    void stamp(v1::Envelope& envelope, std::uint64_t sequence) const;
    base::Status send(std::string_view topic, const v1::Envelope& envelope);

    zmq::socket_t socket_;
    const base::Clock* clock_;
    std::string producer_;
    std::uint64_t epoch_;
    Sequences sequences_;
    v1::Envelope heartbeat_;
    Counters counters_;
};

}  // namespace trading::bus
