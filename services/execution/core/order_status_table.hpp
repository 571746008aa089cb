#pragma once

#include "common/domain/order.hpp"

#include <optional>
#include <string_view>

namespace trading::execution {

// What can happen to an order. `Seen…`: the venue reports it so; `Answer…`: what came back for the placement.
enum class OrderTrigger {
    Sent = 0,           // Handed to the venue client.
    AnswerLost = 1,     // No answer, or one that proves nothing; also every recovered order without a report.
    AnswerRefused = 2,  // The venue refused the placement.
    NeverSent = 3,      // It did not leave us.
    SeenLive = 4,
    SeenPartiallyFilled = 5,
    SeenFilled = 6,
    SeenCancelled = 7,
    SeenRejected = 8,  // A stop that fired and failed.
    SeenTriggered = 9,
    ProvenAbsent = 10,  // The venue does not know it, past its expiry, twice.
};

[[nodiscard]] std::string_view to_string(OrderTrigger trigger) noexcept;

// The trigger that a venue's report of this status is.
[[nodiscard]] OrderTrigger trigger_of(domain::OrderStatus reported) noexcept;

// The whole life of an order in one table (tests/golden/execution/order_status.txt). The same status: nothing changes.
// Absent: the event contradicts what we know; it is refused and reported. Late fills are booked in any status.
[[nodiscard]] std::optional<domain::OrderStatus> next_status(domain::OrderStatus status, OrderTrigger trigger) noexcept;

}  // namespace trading::execution
