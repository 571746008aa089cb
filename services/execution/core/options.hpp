#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/ids.hpp"
#include "common/domain/trading_state.hpp"

#include <map>
#include <optional>

namespace trading::execution {

// The limits of the risk gate. None has a default that permits anything: an instrument, a strategy or an account
// without limits does not trade. The R numbers are those of docs/denied_reasons.md.

struct InstrumentLimits {
    domain::Notional order_notional_max;       // R01, quote currency
    domain::Ratio price_deviation_max;         // R03, from the middle of the best quotes
    domain::Ratio collar;                      // R04, around the mark price
    domain::Notional position_notional_max;    // R06, quote currency, open orders included
    domain::Ratio position_equity_ratio_max;   // R06, of the balance in settle currency
    int open_orders_max = 0;                   // R07
    domain::Ratio leverage{base::Decimal{1}};  // R25, what an entry's margin is computed with
};

struct AccountLimits {
    base::Duration duplicate_window{};    // R05
    domain::Notional gross_notional_max;  // R08, sum of magnitudes, quote currency
    domain::Notional net_notional_max;    // R08, magnitude of the signed sum
    int open_orders_max = 0;              // R09, in the book
    int open_stops_max = 0;               // R09, conditional orders
    int messages_per_second_max = 0;      // R18
    int messages_reserved = 0;            // R18, of these for exits, stops and cancels
    base::Duration book_age_max{};        // R19
    base::Duration mark_age_max{};        // R19, derivatives
    base::Duration clock_offset_max{};    // R19
    domain::Ratio free_margin_ratio_min;  // R25, of the balance in settle currency
};

struct StrategyLimits {
    int open_positions_max = 0;    // R13
    int entries_per_day_max = 0;   // R13, UTC day
    int entries_per_hour_max = 0;  // R13, the last sixty minutes
};

struct Limits {
    std::optional<AccountLimits> account;
    std::map<domain::InstrumentId, InstrumentLimits> instruments;
    std::map<domain::StrategyId, StrategyLimits> strategies;
};

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
};

}  // namespace trading::execution
