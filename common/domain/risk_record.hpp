#pragma once

#include "common/base/time.hpp"
#include "common/domain/amount.hpp"
#include "common/domain/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::domain {

// What the rules about losses, drawdowns and streaks remember. Durable: a restart forgets none of it.

// One UTC day of the account's equity. Transfers of the day are added to both figures, so that a withdrawal is no loss.
struct AccountDay {
    base::Timestamp day{};  // 00:00 UTC.
    Cash opening_equity;    // The first that was known of the day.
    Cash highest_equity;
    int mismatches = 0;  // Differences from the venue that were unexplained.

    bool operator==(const AccountDay&) const = default;
};

// What a strategy has made of one UTC day, and its streak, which goes on over the days.
struct StrategyDay {
    StrategyId strategy_id;
    base::Timestamp day{};              // 00:00 UTC.
    Cash realised;                      // Profits, fees and funding since then.
    Cash opening_unrealised;            // Of its positions when the day began.
    int losing_trades = 0;              // In a row.
    std::vector<base::Timestamp> stops;  // The newest losing trades that a stop ended, oldest first.

    bool operator==(const StrategyDay&) const = default;
};

// A trade of a strategy: from the first fill to the last of one position. Kept until the next one of the instrument.
struct StrategyTrade {
    InstrumentId instrument_id;
    StrategyId strategy_id;
    bool is_open = false;
    Cash result;  // Profits, fees and funding so far.

    bool operator==(const StrategyTrade&) const = default;
};

enum class LockScope { Strategy = 1, Instrument = 2 };

[[nodiscard]] std::string_view to_string(LockScope scope) noexcept;
[[nodiscard]] std::optional<LockScope> parse_lock_scope(std::string_view text) noexcept;

// A rule's veto on the entries of one strategy or on one instrument. Exits, stops and cancels are not touched. An
// operator's own veto is an `EntryPause`.
struct EntryLock {
    LockScope scope = LockScope::Strategy;
    std::string subject;  // The strategy or the instrument.
    std::string rule;     // "R14", ...
    std::string reason;   // The numbers.
    base::Timestamp ts_since{};
    std::optional<base::Timestamp> ts_until;  // Absent: until a person lifts it.

    [[nodiscard]] bool holds_at(base::Timestamp now) const noexcept { return !ts_until || now < *ts_until; }

    bool operator==(const EntryLock&) const = default;
};

}  // namespace trading::domain
