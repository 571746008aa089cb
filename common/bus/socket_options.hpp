#pragma once

#include "common/base/time.hpp"

#include <cstdint>

namespace trading::bus {

// What every socket of the bus is set to, on purpose: ZeroMQ's own defaults wait for ever, accept messages of any size
// and do not notice a peer that vanished without closing.
struct SocketOptions {
    // Messages waiting for one peer before more are dropped (facts) or refused (intents, snapshots).
    int send_messages_max = 20'000;
    int receive_messages_max = 20'000;
    // A peer that sends more is disconnected. Must hold the largest snapshot part.
    std::int64_t message_bytes_max = std::int64_t{8} << 20U;
    // A connection is asked for a sign of life this often, and closed when none came within the timeout. A reader whose
    // queue stays full for longer counts as dead too: it is connected again at once, and knows what it missed.
    base::Duration heartbeat_interval = std::chrono::seconds{1};
    base::Duration heartbeat_timeout = std::chrono::seconds{3};
    // A lost connection is tried again after the first, doubling up to the longest.
    base::Duration reconnect_first = std::chrono::milliseconds{50};
    base::Duration reconnect_longest = std::chrono::seconds{2};
    // A peer that connects but does not speak our protocol is dropped after it.
    base::Duration handshake_timeout = std::chrono::seconds{5};
};

}  // namespace trading::bus
