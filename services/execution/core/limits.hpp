#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/ids.hpp"

#include <map>
#include <optional>

namespace trading::execution {

// The limits of the risk gate. None has a default that permits anything: an instrument, a strategy or an account
// without limits does not trade. A limit is the last value that passes: only what is beyond it is denied. The R numbers
// are those of docs/denied_reasons.md. Ratios are fractions: 0.02 is two per cent.

struct InstrumentLimits {
    domain::Notional order_notional_max;       // R01, quote currency
    domain::Ratio minute_share_max;            // R01, of the mean notional that the market traded in a minute
    domain::Ratio price_deviation_max;         // R03, from the middle of the best quotes
    domain::Ratio collar;                      // R04, around the mark price
    domain::Notional position_notional_max;    // R06, quote currency, open orders included
    domain::Ratio position_equity_ratio_max;   // R06, of the balance in settle currency
    int open_orders_max = 0;                   // R07
    int cancels_per_fill_max = 0;              // R07, over five minutes
    domain::Ratio maintenance_margin;          // R12, what the venue asks for at this size, of the notional
    domain::Ratio taker_fee;                   // R12
    domain::Ratio last_deviation_max;          // R20, of the last price from the mark price
    domain::Ratio spread_max;                  // R20, of the middle
    domain::Ratio leverage{base::Decimal{1}};  // R12 and R25, what an entry's margin is computed with
};

struct AccountLimits {
    domain::Currency equity_currency;           // What equity is counted in.
    base::Duration duplicate_window{};          // R05
    domain::Notional gross_notional_max;        // R08, sum of magnitudes, quote currency
    domain::Notional net_notional_max;          // R08, magnitude of the signed sum
    domain::Notional correlated_notional_max;   // R08, what the positions come to when they move together
    int open_orders_max = 0;                    // R09, in the book
    int open_stops_max = 0;                     // R09, conditional orders
    domain::Ratio leverage_max;                 // R10, gross exposure by equity
    domain::Ratio margin_ratio_min;             // R11, the venue's own figure; below: no entries
    domain::Ratio margin_ratio_kill;            // R11, below: kill
    domain::Ratio liquidation_distance_min;     // R12, of the mark price, for an entry
    domain::Ratio liquidation_stop_multiple;    // R12, and so many times the distance of its stop
    domain::Ratio liquidation_reduce_distance;  // R12, nearer: half of the position is closed
    domain::Ratio liquidation_close_distance;   // R12, nearer: all of it, and the instrument is locked
    domain::Ratio day_loss_max;                 // R15, of the equity at 00:00 UTC; beyond: REDUCING
    domain::Ratio day_loss_kill;                // R15, beyond: kill
    domain::Ratio drawdown_max;                 // R16, from the highest equity of 30 days; beyond: REDUCING
    domain::Ratio drawdown_kill;                // R16, beyond: kill
    int messages_per_second_max = 0;            // R18
    int messages_reserved = 0;                  // R18, of these for exits, stops and cancels
    base::Duration book_age_max{};              // R19
    base::Duration mark_age_max{};              // R19, derivatives
    base::Duration clock_offset_max{};          // R19
    base::Duration blind_cancel_after{};        // R19, stale for longer with a position: its open entries are cancelled
    base::Duration blind_close_after{};         // R19, stale for longer with a position: it is closed
    base::Duration instrument_lock{};           // R07 and R20, how long entries stay locked
    int mismatches_per_day_max = 0;             // R22, unexplained differences; one more halts until a person resumes
    domain::Ratio reject_ratio_max;             // R23, of the last 50 placements
    domain::Ratio slippage_max;                 // R23, mean of the last 20 market orders, against the middle before them
    base::Duration acknowledgement_max{};       // R23, 99 of 100 placements are answered within
    domain::Ratio free_margin_ratio_min;        // R25, of the balance in settle currency
};

struct StrategyLimits {
    int open_positions_max = 0;              // R13
    int entries_per_day_max = 0;             // R13, UTC day
    int entries_per_hour_max = 0;            // R13, the last sixty minutes
    domain::Ratio day_loss_max;              // R14, of the account's equity at 00:00 UTC; beyond: locked until the next
    int losing_trades_max = 0;               // R17, in a row; one more locks it
    int stops_per_hour_max = 0;              // R17, losing trades that a stop ended; one more locks it
    base::Duration streak_lock{};            // R17, for how long
    int repeated_fills_max = 0;              // R27, entries filled on one side without an opposite wish; one more locks it
    base::Duration repeated_fills_window{};  // R27, within this time
};

struct Limits {
    std::optional<AccountLimits> account;
    std::map<domain::InstrumentId, InstrumentLimits> instruments;
    std::map<domain::StrategyId, StrategyLimits> strategies;
};

}  // namespace trading::execution
