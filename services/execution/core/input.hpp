#pragma once

#include "common/domain/execution_record.hpp"
#include "common/domain/external_activity.hpp"
#include "common/domain/market_data.hpp"
#include "common/domain/venue_trading.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trading::execution {

// All that may reach the core, in the order in which the agent saw it.

// The venue's list of instruments, once at the start.
struct InstrumentsLoaded {
    std::vector<domain::Instrument> instruments;
};

struct IntentReceived {
    domain::OrderIntent intent;
};

// The agent handed the order to the venue client, after the commit that made it durable.
struct OrderSent {
    domain::ClientOrderId client_order_id;
};

enum class CommandKind {
    Halt = 1,             // Cancel open entries, send no new order; stops stay.
    Reduce = 2,           // Only what shrinks a position may go out.
    Resume = 3,           // Back to ACTIVE; refused while our records differ from the venue's.
    Flatten = 4,          // Halt, cancel everything, close all positions, verify, report.
    Reconcile = 5,        // Compare with the venue now.
    PauseEntries = 6,     // No new entries in a scope; its resting entries are cancelled.
    ResumeEntries = 7,    // Ends the pause of that scope.
    Kill = 8,             // Cancel every order, close every position, and stay so until re-armed.
    Rearm = 9,            // From KILLED to HALTED, once nothing is left open.
    DecideExternal = 10,  // What becomes of what others did with the account.
    ChangeLimit = 11,     // One limit, from now on; refused when it loosens and that is not confirmed.
};

[[nodiscard]] std::string_view to_string(CommandKind kind) noexcept;

// An operator's command. The same request id is answered with the first answer.
struct Command {
    std::string request_id;
    CommandKind kind = CommandKind::Halt;
    std::string actor;   // "operator:<name>"
    std::string reason;  // The operator's words.

    // Of the commands that have a scope; empty means any.
    domain::StrategyId strategy_id;
    domain::InstrumentId instrument_id;

    // Of `DecideExternal`: one activity, or all open ones of the instrument.
    std::string activity_id;
    domain::ExternalVerdict verdict = domain::ExternalVerdict::Open;

    // Of `ChangeLimit`; see limits_change.hpp.
    std::string limit;
    std::string value;
    bool is_confirmed = false;
};

// The process was asked to end: no new intents, open entries are cancelled, stops stay.
struct StopRequested {};

// Time passes; the agent sends one at least every `ExecutionOptions::tick_interval`.
struct Tick {};

using Input = std::variant<
    domain::RecoveredState,
    InstrumentsLoaded,
    IntentReceived,
    domain::VenueReport,
    domain::MarketFact,
    OrderSent,
    Command,
    StopRequested,
    Tick>;

}  // namespace trading::execution
