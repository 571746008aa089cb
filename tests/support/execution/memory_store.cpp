#include "tests/support/execution/memory_store.hpp"

#include <algorithm>

namespace trading::test {

using namespace domain;

std::string MemoryStore::commit(const std::vector<ExecutionRecord>& records) {
    // Writes are undone only by the test's failure, so they go straight in: a conflict ends the run anyway.
    for (const ExecutionRecord& record : records) {
        std::string conflict = std::visit([this](const auto& known) { return write(rows_, known); }, record);
        if (!conflict.empty()) return conflict;
    }
    return "";
}

RecoveredState MemoryStore::recover() const {
    RecoveredState state;
    for (const auto& [id, order] : rows_.orders) state.orders.push_back(order);
    for (const IntentId& id : rows_.intent_order) state.intents.push_back(rows_.intents.at(id));
    state.fills = rows_.fills;
    for (const auto& [id, position] : rows_.positions) state.positions.push_back(position);
    for (const auto& [currency, balance] : rows_.balances) state.balances.push_back(balance);
    for (const auto& [id, entry] : rows_.entries) {
        if (entry.kind == "fill") continue;
        LedgerEntry head = entry;
        head.lines.clear();
        state.entries.push_back(head);
    }
    if (!rows_.risk_states.empty()) state.risk_state = rows_.risk_states.back();
    state.fill_cursor = rows_.cursor;
    for (const auto& [scope, pause] : rows_.pauses) state.entry_pauses.push_back(pause);
    for (const auto& [id, activity] : rows_.activities) state.external_activities.push_back(activity);
    for (const auto& [day, known] : rows_.account_days) state.account_days.push_back(known);
    for (const auto& [id, day] : rows_.strategy_days) state.strategy_days.push_back(day);
    for (const auto& [id, trade] : rows_.strategy_trades) state.strategy_trades.push_back(trade);
    for (const auto& [subject, lock] : rows_.locks) state.entry_locks.push_back(lock);
    for (const auto& [limit, setting] : rows_.limit_settings) state.limit_settings.push_back(setting);
    return state;
}

std::string MemoryStore::write(Rows& rows, const IntentTaken& taken) {
    if (!rows.intents.emplace(taken.intent.intent_id, taken).second) return "intent " + taken.intent.intent_id.value();
    rows.intent_order.push_back(taken.intent.intent_id);
    return "";
}

std::string MemoryStore::write(Rows& rows, const Order& order) {
    const auto known = rows.orders.find(order.client_order_id);
    if (known != rows.orders.end() && known->second.version >= order.version) {
        return "order " + order.client_order_id.value();
    }
    rows.orders[order.client_order_id] = order;
    return "";
}

std::string MemoryStore::write(Rows& rows, const Fill& fill) {
    if (!rows.fill_keys.emplace(std::pair{fill.instrument_id, fill.trade_id}, true).second) {
        return "fill " + fill.trade_id.value();
    }
    rows.fills.push_back(fill);
    return "";
}

std::string MemoryStore::write(Rows& rows, const Position& position) {
    const auto known = rows.positions.find(position.instrument_id);
    if (known != rows.positions.end() && known->second.version >= position.version) {
        return "position " + position.instrument_id.value();
    }
    rows.positions[position.instrument_id] = position;
    return "";
}

std::string MemoryStore::write(Rows& rows, const Balance& balance) {
    rows.balances[balance.currency] = balance;
    return "";
}

std::string MemoryStore::write(Rows& rows, const LedgerEntry& entry) {
    std::map<Currency, base::Decimal> sums;
    for (const LedgerLine& line : entry.lines) {
        sums[line.currency] = *base::add(sums[line.currency], line.amount.value());
    }
    for (const auto& [currency, sum] : sums) {
        if (!sum.is_zero()) return "unbalanced ledger entry " + entry.entry_id;
    }
    return rows.entries.emplace(entry.entry_id, entry).second ? "" : "ledger entry " + entry.entry_id;
}

std::string MemoryStore::write(Rows& rows, const RiskState& risk_state) {
    if (!rows.risk_states.empty() && rows.risk_states.back().version >= risk_state.version) return "risk state";
    rows.risk_states.push_back(risk_state);
    return "";
}

std::string MemoryStore::write(Rows& rows, const FillCursor& cursor) {
    rows.cursor.ts_last_fill = std::max(rows.cursor.ts_last_fill, cursor.ts_last_fill);
    return "";
}

std::string MemoryStore::write(Rows& rows, const ReconciliationReport& report) {
    rows.reports.push_back(report);
    return "";
}

std::string MemoryStore::write(Rows& rows, const EntryPause& pause) {
    EntryPause& known = rows.pauses[{pause.strategy_id, pause.instrument_id}];
    if (known.version >= pause.version) return "entry pause";
    known = pause;
    return "";
}

std::string MemoryStore::write(Rows& rows, const ExternalActivity& activity) {
    ExternalActivity& known = rows.activities[activity.activity_id];
    if (known.version >= activity.version) return "external activity " + activity.activity_id;
    known = activity;
    return "";
}

std::string MemoryStore::write(Rows& rows, const AccountDay& day) {
    rows.account_days[day.day] = day;
    return "";
}

std::string MemoryStore::write(Rows& rows, const StrategyDay& day) {
    rows.strategy_days[day.strategy_id] = day;
    return "";
}

std::string MemoryStore::write(Rows& rows, const StrategyTrade& trade) {
    rows.strategy_trades[trade.instrument_id] = trade;
    return "";
}

std::string MemoryStore::write(Rows& rows, const EntryLock& lock) {
    rows.locks[{lock.scope, lock.subject}] = lock;
    return "";
}

std::string MemoryStore::write(Rows& rows, const LimitSetting& setting) {
    LimitSetting& known = rows.limit_settings[setting.limit];
    if (known.version >= setting.version) return "limit setting " + setting.limit;
    known = setting;
    return "";
}

}  // namespace trading::test
