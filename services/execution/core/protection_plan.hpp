#pragma once

#include "common/domain/execution_record.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_table.hpp"

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace trading::execution {

// Where a position's stop and take-profit belong, and how far that is achieved.
struct ProtectionPlan {
    domain::IntentId intent_id;  // The entry, or the last intent that moved the stop.
    std::optional<domain::Price> stop_price;
    std::optional<domain::Price> take_profit_price;

    // Parts of the position that no stop covers yet, oldest first: since when, and up to which size.
    struct Uncovered {
        base::Timestamp ts_since{};
        domain::Quantity size;
    };
    std::deque<Uncovered> uncovered;
    domain::Quantity largest_seen;  // Size of the position when it was last looked at.

    base::Timestamp ts_next_stop{};  // Earliest next attempt to place or amend the stop.
    base::Timestamp ts_next_take_profit{};
    base::Timestamp ts_next_close{};
    base::Timestamp ts_triggered{};  // When the stop fired; its order may not be visible yet.
    bool must_close = false;         // The venue refused the stop.
    bool is_close_waiting = false;   // For the fate of an order that could sell the same; there was an alert.
    domain::ClientOrderId last_stop_id;
    domain::ClientOrderId last_take_profit_id;
};

// The plans as they follow from the stored intents and orders.
[[nodiscard]] std::map<domain::InstrumentId, ProtectionPlan> recovered_plans(const domain::RecoveredState& state);

}  // namespace trading::execution
