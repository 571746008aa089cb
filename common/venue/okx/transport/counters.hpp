#pragma once

#include <cstdint>

namespace trading::venue::okx {

// What the connections of one client did, for metrics.
struct TransportCounters {
    std::uint64_t connection_attempts = 0;
    std::uint64_t connections = 0;     // Sockets that came up.
    std::uint64_t disconnections = 0;  // Of sockets in use.
    std::uint64_t handovers = 0;       // Announced restarts of the venue that were survived without a break.
    std::uint64_t frames = 0;
    std::uint64_t frames_too_long = 0;
    std::uint64_t pings = 0;
    std::uint64_t subscription_requests = 0;
    std::uint64_t subscriptions_sent = 0;
    std::uint64_t subscriptions_refused = 0;  // Or not answered.
    std::uint64_t subscriptions_delayed = 0;  // By the venue's limit of 480 an hour.
    std::uint64_t requests = 0;               // REST.
    std::uint64_t requests_not_sent = 0;
    std::uint64_t requests_lost = 0;  // Sent, no answer.
    std::uint64_t retries = 0;        // Of reads.
    std::uint64_t reads_refused = 0;  // Too many at once.
    std::uint64_t budget_refusals = 0;
    std::uint64_t breaker_openings = 0;
    std::uint64_t breaker_refusals = 0;
    std::uint64_t operations = 0;          // Orders, cancels and amends on the socket.
    std::uint64_t operations_unknown = 0;  // Sent, no answer.
    std::uint64_t lost_items = 0;          // Broken parts of messages.
};

}  // namespace trading::venue::okx
