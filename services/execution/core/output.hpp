#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/venue_trading.hpp"

#include <optional>
#include <string>
#include <vector>

namespace trading::execution {

// What flattening did and what is left of it.
struct FlattenReport {
    bool is_flat = false;  // Compared with the venue: no order, no position.
    int cancelled_orders = 0;
    int closing_orders = 0;
    std::vector<domain::Order> remaining_orders;
    std::vector<domain::Position> remaining_positions;
    base::Duration duration{};

    bool operator==(const FlattenReport&) const = default;
};

// The answer to a command. Durable before it is said.
struct CommandAnswer {
    std::string request_id;
    bool is_done = false;  // False: refused, or not achieved; `detail` says why.
    std::string detail;
    domain::RiskState risk_state;                                // As it is after the command.
    std::optional<FlattenReport> flatten;                        // Of `Flatten` only.
    std::optional<domain::ReconciliationReport> reconciliation;  // Of `Reconcile` only.

    bool operator==(const CommandAnswer&) const = default;
};

// A person must look. `event` is a constant snake_case word.
struct Alert {
    std::string event;
    std::string detail;

    bool operator==(const Alert&) const = default;
};

// What inputs lead to. One group: all `records` become durable together, and only then is the rest performed, in the
// order of the members. Outputs of several inputs may be appended before one commit.
struct Outputs {
    std::vector<domain::ExecutionRecord> records;
    std::vector<domain::VenueRequest> requests;
    std::vector<domain::IntentReply> replies;
    std::vector<CommandAnswer> answers;
    std::vector<domain::ExecutionFact> facts;
    std::vector<Alert> alerts;

    void clear() { *this = Outputs{}; }
    bool operator==(const Outputs&) const = default;
};

// What every part of the core is given while it handles one input.
struct Step {
    base::Timestamp now;
    Outputs& out;

    void alert(std::string event, std::string detail) {
        out.alerts.push_back(Alert{std::move(event), std::move(detail)});
    }
};

}  // namespace trading::execution
