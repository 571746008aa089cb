#pragma once

#include "common/domain/execution_record.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace trading::simulation {

// What PostgreSQL keeps: execution's tables with the refusals of common/store/execution_writer.cpp, and the strategy's
// outbox. A commit happens as a whole or not at all. Nothing here ever fails or forgets: that is the processes' part.
class Database {
public:
    struct Outbox {
        domain::OrderIntent intent;
        std::optional<domain::IntentVerdict> verdict;
    };

    // What the commit would collide with; empty when it would succeed.
    [[nodiscard]] std::string conflict_of(const std::vector<domain::ExecutionRecord>& records) const;

    // Must not conflict.
    void apply(const std::vector<domain::ExecutionRecord>& records);

    [[nodiscard]] domain::RecoveredState recover() const;

    [[nodiscard]] const domain::Order* order(const domain::ClientOrderId& id) const;
    [[nodiscard]] const domain::IntentTaken* intent(const domain::IntentId& id) const;
    [[nodiscard]] const std::map<domain::ClientOrderId, domain::Order>& orders() const noexcept { return orders_; }
    [[nodiscard]] const std::map<domain::IntentId, domain::IntentTaken>& intents() const noexcept { return intents_; }
    [[nodiscard]] const std::vector<domain::Fill>& fills() const noexcept { return fills_; }
    [[nodiscard]] const std::map<domain::InstrumentId, domain::Position>& positions() const noexcept {
        return positions_;
    }
    [[nodiscard]] const std::map<domain::Currency, domain::Balance>& balances() const noexcept { return balances_; }
    [[nodiscard]] const std::map<std::string, domain::LedgerEntry>& entries() const noexcept { return entries_; }
    [[nodiscard]] const std::map<std::string, domain::ExternalActivity>& activities() const noexcept {
        return activities_;
    }
    [[nodiscard]] const std::optional<domain::RiskState>& risk_state() const noexcept { return risk_state_; }

    // The strategy's outbox; the same intent twice is one.
    void record(const domain::OrderIntent& intent) { outbox_.try_emplace(intent.intent_id, Outbox{intent, {}}); }
    void settle(const domain::IntentReply& reply);
    [[nodiscard]] std::vector<domain::OrderIntent> unanswered(base::Timestamp now) const;

private:
    struct Check;
    struct Write;

    std::map<domain::IntentId, domain::IntentTaken> intents_;
    std::vector<domain::IntentId> intent_order_;
    std::map<domain::ClientOrderId, domain::Order> orders_;
    std::vector<domain::Fill> fills_;
    std::set<std::pair<domain::InstrumentId, domain::TradeId>> fill_keys_;
    std::map<domain::InstrumentId, domain::Position> positions_;
    std::map<domain::Currency, domain::Balance> balances_;
    std::map<std::string, domain::LedgerEntry> entries_;
    std::optional<domain::RiskState> risk_state_;
    domain::FillCursor cursor_;
    std::map<std::pair<domain::StrategyId, domain::InstrumentId>, domain::EntryPause> pauses_;
    std::map<std::string, domain::ExternalActivity> activities_;
    std::map<base::Timestamp, domain::AccountDay> account_days_;
    std::map<domain::StrategyId, domain::StrategyDay> strategy_days_;
    std::map<domain::InstrumentId, domain::StrategyTrade> strategy_trades_;
    std::map<std::pair<domain::LockScope, std::string>, domain::EntryLock> entry_locks_;
    std::map<domain::IntentId, Outbox> outbox_;
};

}  // namespace trading::simulation
