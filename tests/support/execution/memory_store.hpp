#pragma once

#include "common/domain/execution_record.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace trading::test {

// What PostgreSQL keeps for execution, with the same refusals (common/store/execution_writer.cpp): a row that exists
// already, or that is newer than the one to be written, is a conflict.
class MemoryStore {
public:
    // Empty when everything was stored; otherwise what conflicted, and nothing is stored.
    [[nodiscard]] std::string commit(const std::vector<domain::ExecutionRecord>& records);

    [[nodiscard]] domain::RecoveredState recover() const;

    [[nodiscard]] const std::map<domain::ClientOrderId, domain::Order>& orders() const noexcept { return rows_.orders; }
    [[nodiscard]] const std::vector<domain::Fill>& fills() const noexcept { return rows_.fills; }
    [[nodiscard]] const std::map<std::string, domain::LedgerEntry>& entries() const noexcept { return rows_.entries; }

    [[nodiscard]] const std::map<std::string, domain::ExternalActivity>& activities() const noexcept {
        return rows_.activities;
    }

private:
    struct Rows {
        std::map<domain::IntentId, domain::IntentTaken> intents;
        std::vector<domain::IntentId> intent_order;
        std::map<domain::ClientOrderId, domain::Order> orders;
        std::vector<domain::Fill> fills;
        std::map<std::pair<domain::InstrumentId, domain::TradeId>, bool> fill_keys;
        std::map<domain::InstrumentId, domain::Position> positions;
        std::map<domain::Currency, domain::Balance> balances;
        std::map<std::string, domain::LedgerEntry> entries;
        std::vector<domain::RiskState> risk_states;
        domain::FillCursor cursor;
        std::vector<domain::ReconciliationReport> reports;
        std::map<std::pair<domain::StrategyId, domain::InstrumentId>, domain::EntryPause> pauses;
        std::map<std::string, domain::ExternalActivity> activities;
        std::map<base::Timestamp, domain::AccountDay> account_days;
        std::map<domain::StrategyId, domain::StrategyDay> strategy_days;
        std::map<domain::InstrumentId, domain::StrategyTrade> strategy_trades;
        std::map<std::pair<domain::LockScope, std::string>, domain::EntryLock> locks;
        std::map<std::string, domain::LimitSetting> limit_settings;
    };

    static std::string write(Rows& rows, const domain::IntentTaken& taken);
    static std::string write(Rows& rows, const domain::Order& order);
    static std::string write(Rows& rows, const domain::Fill& fill);
    static std::string write(Rows& rows, const domain::Position& position);
    static std::string write(Rows& rows, const domain::Balance& balance);
    static std::string write(Rows& rows, const domain::LedgerEntry& entry);
    static std::string write(Rows& rows, const domain::RiskState& risk_state);
    static std::string write(Rows& rows, const domain::FillCursor& cursor);
    static std::string write(Rows& rows, const domain::ReconciliationReport& report);
    static std::string write(Rows& rows, const domain::EntryPause& pause);
    static std::string write(Rows& rows, const domain::ExternalActivity& activity);
    static std::string write(Rows& rows, const domain::AccountDay& day);
    static std::string write(Rows& rows, const domain::StrategyDay& day);
    static std::string write(Rows& rows, const domain::StrategyTrade& trade);
    static std::string write(Rows& rows, const domain::EntryLock& lock);
    static std::string write(Rows& rows, const domain::LimitSetting& setting);

    Rows rows_;
};

}  // namespace trading::test
