#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/venue_trading.hpp"

#include <string>
#include <vector>

namespace trading::execution {

// The answer to a command. Durable before it is said.
struct CommandAnswer {
    std::string request_id;
    bool is_done = false;  // False: refused, or not achieved; `detail` says why.
    std::string detail;
    domain::RiskState risk_state;  // As it is after the command.

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
