#pragma once

#include "common/domain/trading_state.hpp"
#include "services/execution/core/limits.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace trading::execution {

struct OrderOptions {
    base::Duration expiry = std::chrono::milliseconds{1500};         // The venue discards a request that comes later.
    base::Duration absence_margin = std::chrono::milliseconds{500};  // Beyond the expiry, by the venue's clock.
    int absences_needed = 2;                                         // To conclude that an order was never placed.
    base::Duration query_first = std::chrono::milliseconds{200};
    base::Duration query_longest = std::chrono::seconds{5};
    base::Duration confirm_overdue = std::chrono::milliseconds{1000};  // Answered, but no report yet: query.
    base::Duration answer_overdue = std::chrono::seconds{5};           // No answer at all: query.
    // The venue forgets an order that was cancelled unfilled after so long; from then on its absence proves nothing.
    base::Duration venue_memory = std::chrono::hours{2};
    base::Duration memory = std::chrono::hours{72};  // How long terminal orders, intents and fills are remembered.
    base::Duration validity_max = std::chrono::hours{24};  // An intent must not be valid for longer.
};

struct ProtectionOptions {
    base::Duration unprotected_max = std::chrono::milliseconds{1500};  // Longer, and the position is closed.
    base::Duration retry = std::chrono::milliseconds{200};             // Between attempts to place or amend.
    base::Duration close_retry = std::chrono::seconds{1};              // Between attempts to close.
    domain::Ratio fallback_stop_distance;  // For a position of ours whose stop price is lost.
};

struct ReconciliationOptions {
    base::Duration interval = std::chrono::seconds{10};
    base::Duration retry = std::chrono::milliseconds{500};     // After a difference, or an answer that failed.
    base::Duration answer_timeout = std::chrono::seconds{10};  // A look that takes longer is abandoned.
    base::Duration fill_overlap = std::chrono::seconds{60};    // Fills are asked for again this far back.
    int difference_looks = 2;       // The same difference in so many looks in a row is unexplained.
    int unequal_looks_max = 20;     // So many unequal looks in a row are unexplained, whatever they show.
    bool resume_when_equal = true;  // End a halt that a difference caused when the records are equal again.
};

struct DeadManOptions {
    bool is_enabled = true;
    base::Duration timeout = std::chrono::seconds{20};  // The venue cancels all when it hears nothing for so long.
    base::Duration interval = std::chrono::seconds{5};
};

struct FlattenOptions {
    base::Duration timeout = std::chrono::seconds{20};
    base::Duration retry = std::chrono::seconds{1};
};

// What a graceful stop does with the orders and positions of a strategy. Stops and take-profits stay in each case but
// the last.
enum class StopPolicy {
    Keep = 1,     // Everything stays at the venue, resting entries too.
    Cancel = 2,   // Resting entries are cancelled.
    Flatten = 3,  // Resting entries are cancelled and its positions are closed at the market.
};

struct ExecutionOptions {
    domain::AccountId account_id;
    domain::TradingState initial_state = domain::TradingState::Halted;  // On the very first start only.
    base::Duration tick_interval = std::chrono::milliseconds{50};
    Limits limits;
    OrderOptions orders;
    ProtectionOptions protection;
    ReconciliationOptions reconciliation;
    DeadManOptions dead_man;
    FlattenOptions flatten;
    std::map<domain::StrategyId, StopPolicy> stop_policies;  // `Cancel` for a strategy that is not named.

    // Of a stop, and of an order that a stop made way for: what became of it is known soon enough for another one before
    // the position has to be closed.
    [[nodiscard]] base::Duration expiry_without_stop() const {
        return std::min(orders.expiry, protection.unprotected_max / 3);
    }
};

}  // namespace trading::execution
