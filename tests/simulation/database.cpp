#include "tests/simulation/database.hpp"

#include <algorithm>

namespace trading::simulation {

using namespace domain;

// What a group of records would write, looked at before anything is written. Later records of a group see the earlier
// ones.
struct Database::Check {
    const Database& database;
    std::set<IntentId> intents;
    std::map<ClientOrderId, std::int64_t> orders;
    std::set<std::pair<InstrumentId, TradeId>> fills;
    std::map<InstrumentId, std::int64_t> positions;
    std::set<std::string> entries;
    std::optional<std::int64_t> risk_version;

    std::string operator()(const IntentTaken& taken) {
        const IntentId& id = taken.intent.intent_id;
        return database.intents_.contains(id) || !intents.insert(id).second ? "intent " + id.value() : "";
    }
    std::string operator()(const Order& order) {
        const auto found = database.orders_.find(order.client_order_id);
        const std::int64_t stored = found == database.orders_.end() ? 0 : found->second.version;
        return is_newer(orders, order.client_order_id, stored, order.version)
                   ? ""
                   : "order " + order.client_order_id.value();
    }
    std::string operator()(const Fill& fill) {
        const std::pair key{fill.instrument_id, fill.trade_id};
        return database.fill_keys_.contains(key) || !fills.insert(key).second ? "fill " + fill.trade_id.value() : "";
    }
    std::string operator()(const Position& position) {
        const auto found = database.positions_.find(position.instrument_id);
        const std::int64_t stored = found == database.positions_.end() ? 0 : found->second.version;
        return is_newer(positions, position.instrument_id, stored, position.version)
                   ? ""
                   : "position " + position.instrument_id.value();
    }
    std::string operator()(const LedgerEntry& entry) {
        const bool is_known = database.entries_.contains(entry.entry_id) || !entries.insert(entry.entry_id).second;
        return is_known ? "ledger entry " + entry.entry_id : "";
    }
    std::string operator()(const RiskState& state) {
        const std::int64_t stored = database.risk_state_ ? database.risk_state_->version : 0;
        const bool is_newer_state = state.version > risk_version.value_or(stored);
        risk_version = state.version;
        return is_newer_state ? "" : "risk state";
    }
    template <class Other>
    std::string operator()(const Other& /*record*/) {
        return "";
    }

private:
    template <class Id>
    static bool is_newer(std::map<Id, std::int64_t>& seen, const Id& id, std::int64_t stored, std::int64_t version) {
        const auto [slot, is_first] = seen.try_emplace(id, stored);
        const bool is_newer_row = version > slot->second;
        slot->second = version;
        return is_newer_row;
    }
};

struct Database::Write {
    Database& database;

    void operator()(const IntentTaken& taken) const {
        database.intents_.emplace(taken.intent.intent_id, taken);
        database.intent_order_.push_back(taken.intent.intent_id);
    }
    void operator()(const Order& order) const { database.orders_[order.client_order_id] = order; }
    void operator()(const Fill& fill) const {
        database.fill_keys_.emplace(fill.instrument_id, fill.trade_id);
        database.fills_.push_back(fill);
    }
    void operator()(const Position& position) const { database.positions_[position.instrument_id] = position; }
    void operator()(const Balance& balance) const { database.balances_[balance.currency] = balance; }
    void operator()(const LedgerEntry& entry) const { database.entries_.emplace(entry.entry_id, entry); }
    void operator()(const RiskState& state) const { database.risk_state_ = state; }
    void operator()(const FillCursor& cursor) const {
        database.cursor_.ts_last_fill = std::max(database.cursor_.ts_last_fill, cursor.ts_last_fill);
    }
    void operator()(const EntryPause& pause) const {
        database.pauses_[{pause.strategy_id, pause.instrument_id}] = pause;
    }
    void operator()(const ExternalActivity& activity) const { database.activities_[activity.activity_id] = activity; }
    void operator()(const AccountDay& day) const { database.account_days_[day.day] = day; }
    void operator()(const StrategyDay& day) const { database.strategy_days_[day.strategy_id] = day; }
    void operator()(const StrategyTrade& trade) const { database.strategy_trades_[trade.instrument_id] = trade; }
    void operator()(const EntryLock& lock) const { database.entry_locks_[{lock.scope, lock.subject}] = lock; }
    template <class Other>
    void operator()(const Other& /*record*/) const {}
};

std::string Database::conflict_of(const std::vector<ExecutionRecord>& records) const {
    Check check{*this, {}, {}, {}, {}, {}, {}};
    for (const ExecutionRecord& record : records) {
        std::string conflict = std::visit(check, record);
        if (!conflict.empty()) return conflict;
    }
    return "";
}

void Database::apply(const std::vector<ExecutionRecord>& records) {
    for (const ExecutionRecord& record : records) std::visit(Write{*this}, record);
}

RecoveredState Database::recover() const {
    RecoveredState state;
    for (const auto& [id, order] : orders_) state.orders.push_back(order);
    for (const IntentId& id : intent_order_) state.intents.push_back(intents_.at(id));
    state.fills = fills_;
    for (const auto& [id, position] : positions_) state.positions.push_back(position);
    for (const auto& [currency, balance] : balances_) state.balances.push_back(balance);
    for (const auto& [id, entry] : entries_) {
        if (entry.kind == "fill") continue;
        LedgerEntry head = entry;
        head.lines.clear();
        state.entries.push_back(std::move(head));
    }
    state.risk_state = risk_state_;
    state.fill_cursor = cursor_;
    for (const auto& [time, day] : account_days_) state.account_days.push_back(day);
    for (const auto& [id, day] : strategy_days_) state.strategy_days.push_back(day);
    for (const auto& [id, trade] : strategy_trades_) state.strategy_trades.push_back(trade);
    for (const auto& [subject, lock] : entry_locks_) state.entry_locks.push_back(lock);
    for (const auto& [scope, pause] : pauses_) state.entry_pauses.push_back(pause);
    for (const auto& [id, activity] : activities_) state.external_activities.push_back(activity);
    return state;
}

const Order* Database::order(const ClientOrderId& id) const {
    const auto found = orders_.find(id);
    return found == orders_.end() ? nullptr : &found->second;
}

const IntentTaken* Database::intent(const IntentId& id) const {
    const auto found = intents_.find(id);
    return found == intents_.end() ? nullptr : &found->second;
}

void Database::settle(const IntentReply& reply) {
    const auto found = outbox_.find(reply.intent_id);
    if (found != outbox_.end()) found->second.verdict = reply.verdict;
}

std::vector<OrderIntent> Database::unanswered(base::Timestamp now) const {
    std::vector<OrderIntent> intents;
    for (const auto& [id, row] : outbox_) {
        if (!row.verdict && row.intent.valid_until > now) intents.push_back(row.intent);
    }
    std::stable_sort(intents.begin(), intents.end(), [](const OrderIntent& left, const OrderIntent& right) {
        return left.ts_created < right.ts_created;
    });
    return intents;
}

}  // namespace trading::simulation
