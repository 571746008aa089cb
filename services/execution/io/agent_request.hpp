#pragma once

#include "common/domain/execution_fact.hpp"
#include "common/rpc/command_queue.hpp"
#include "services/execution/core/input.hpp"
#include "services/execution/core/output.hpp"

#include <variant>
#include <vector>

namespace trading::execution {

// What gRPC's threads may ask of the agent's thread.
struct StateQuestion {};
using AgentRequest = std::variant<Command, StateQuestion>;

// The account as the agent knows it at the moment of the answer.
struct AccountView {
    std::vector<domain::ExecutionFact> facts;
    std::vector<domain::EntryPause> entry_pauses;               // In force.
    std::vector<domain::ExternalActivity> external_activities;  // Undecided.
    bool is_venue_ready = false;
    std::uint64_t intents_accepted = 0;
    std::uint64_t intents_denied = 0;
    base::Timestamp ts_now{};
};

struct AgentAnswer {
    CommandAnswer command;  // Commands only.
    AccountView account;    // Questions only.
};

using AgentQueue = rpc::CommandQueue<AgentRequest, AgentAnswer>;

}  // namespace trading::execution
