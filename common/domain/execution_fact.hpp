#pragma once

#include "common/domain/intent.hpp"
#include "common/domain/order.hpp"
#include "common/domain/trading_state.hpp"

#include <variant>

namespace trading::domain {

// An order changed; `order` is how it is now.
struct OrderEvent {
    Order order;
    OrderStatus previous_status = OrderStatus::Planned;

    bool operator==(const OrderEvent&) const = default;
};

// Whether our records equal the venue's, as of the last comparison.
struct ReconciliationReport {
    bool is_equal = false;
    std::string differences;  // Empty when equal; one line each otherwise.
    base::Timestamp ts_event{};

    bool operator==(const ReconciliationReport&) const = default;
};

// All that execution says about the account. Each is durable before it is said.
using ExecutionFact = std::variant<OrderEvent, Fill, Position, Balance, RiskState, IntentReply, ReconciliationReport>;

}  // namespace trading::domain
