#pragma once

#include "common/domain/entry_pause.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/domain/external_activity.hpp"
#include "common/domain/ledger.hpp"
#include "common/domain/limit_setting.hpp"
#include "common/domain/risk_record.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace trading::domain {

// What execution keeps in the database. All records of one commit become durable together or not at all.

// An intent and our answer to it; the inbox that makes each intent count once.
struct IntentTaken {
    OrderIntent intent;
    IntentReply reply;

    bool operator==(const IntentTaken&) const = default;
};

// Fills up to here are booked; recovery asks the venue for what came after.
struct FillCursor {
    base::Timestamp ts_last_fill{};

    bool operator==(const FillCursor&) const = default;
};

using ExecutionRecord = std::variant<
    IntentTaken,
    Order,
    Fill,
    Position,
    Balance,
    LedgerEntry,
    RiskState,
    FillCursor,
    ReconciliationReport,
    EntryPause,
    ExternalActivity,
    AccountDay,
    StrategyDay,
    StrategyTrade,
    EntryLock,
    LimitSetting>;

// What execution starts from: the last durable state, read once before anything else.
struct RecoveredState {
    std::vector<Order> orders;         // Open ones, and all of the last three days.
    std::vector<IntentTaken> intents;  // Of the last three days.
    std::vector<Fill> fills;           // Of the last three days, for deduplication; older ones stay in the database.
    std::vector<Position> positions;
    std::vector<Balance> balances;     // What the ledger says the venue holds for us.
    std::vector<LedgerEntry> entries;  // Openings and bills of the last three days and the newest ones; without lines.
    std::optional<RiskState> risk_state;  // Absent on the very first start.
    FillCursor fill_cursor;
    std::vector<EntryPause> entry_pauses;               // The newest of each scope.
    std::vector<ExternalActivity> external_activities;  // Undecided ones, and all of the last three days.
    std::vector<AccountDay> account_days;               // Of the last thirty-one days.
    std::vector<StrategyDay> strategy_days;             // The newest of each strategy.
    std::vector<StrategyTrade> strategy_trades;         // The newest of each instrument.
    std::vector<EntryLock> entry_locks;                 // Those that may still hold.
    std::vector<LimitSetting> limit_settings;           // The newest of each limit.
};

}  // namespace trading::domain
