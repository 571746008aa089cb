#include "common/store/execution_writer.hpp"

#include "common/store/risk_memory_rows.hpp"
#include "common/store/row_values.hpp"

#include <fmt/format.h>

#include <utility>

namespace trading::store {
namespace {

using namespace domain;

// Every statement answers with the number of rows it changed; a row that must change and does not is a conflict. Balances
// and days carry no version: the epoch, checked in each transaction, keeps every other writer out, and the one writer
// writes them in order. Their times are no order: a late fill dates a balance back.
constexpr std::pair<const char*, const char*> kStatements[] = {
    {"write_intent",
     "INSERT INTO intents VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10::text::numeric,nullif($11::text,'')::numeric,"
     "nullif($12::text,'')::numeric,nullif($13::text,'')::numeric,$14,$15,$16,$17,$18,nullif($19::text,''),$20,$21)"},
    {"write_order",
     "INSERT INTO orders VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,nullif($12::text,'')::numeric,"
     "nullif($13::text,'')::numeric,nullif($14::text,'')::numeric,$15::text::numeric,$16::text::numeric,"
     "nullif($17::text,'')::numeric,$18,$19,$20,$21,$22,$23,$24) "
     "ON CONFLICT (account_id, client_order_id) DO UPDATE SET venue_order_id = EXCLUDED.venue_order_id, "
     "strategy_id = EXCLUDED.strategy_id, purpose = EXCLUDED.purpose, "
     "limit_price = EXCLUDED.limit_price, trigger_price = EXCLUDED.trigger_price, "
     "take_profit_price = EXCLUDED.take_profit_price, quantity = EXCLUDED.quantity, "
     "filled_quantity = EXCLUDED.filled_quantity, average_fill_price = EXCLUDED.average_fill_price, "
     "status = EXCLUDED.status, reason = EXCLUDED.reason, version = EXCLUDED.version, "
     "ts_expires_ns = EXCLUDED.ts_expires_ns, ts_event_ns = EXCLUDED.ts_event_ns, "
     "ts_amend_expires_ns = EXCLUDED.ts_amend_expires_ns "
     "WHERE orders.version < EXCLUDED.version"},
    {"write_fill",
     "INSERT INTO fills VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9::text::numeric,$10::text::numeric,$11,$12::text::numeric,"
     "$13,$14::text::numeric,$15,$16)"},
    {"write_position",
     "INSERT INTO positions VALUES ($1,$2,$3,$4::text::numeric,nullif($5::text,'')::numeric,$6::text::numeric,"
     "$7::text::numeric,nullif($8::text,'')::numeric,$9::text::numeric,$10,$11) "
     "ON CONFLICT (account_id, instrument_id) DO UPDATE SET strategy_id = EXCLUDED.strategy_id, "
     "quantity = EXCLUDED.quantity, average_entry_price = EXCLUDED.average_entry_price, "
     "realised_pnl = EXCLUDED.realised_pnl, fees = EXCLUDED.fees, stop_price = EXCLUDED.stop_price, "
     "protected_quantity = EXCLUDED.protected_quantity, version = EXCLUDED.version, ts_event_ns = EXCLUDED.ts_event_ns "
     "WHERE positions.version < EXCLUDED.version"},
    {"write_balance",
     "INSERT INTO balances VALUES ($1,$2,$3::text::numeric,$4::text::numeric,$5) ON CONFLICT (account_id, currency) "
     "DO UPDATE SET total = EXCLUDED.total, available = EXCLUDED.available, ts_event_ns = EXCLUDED.ts_event_ns"},
    {"write_ledger_entry", "INSERT INTO ledger_entries VALUES ($1,$2,$3,$4,$5)"},
    {"write_ledger_line", "INSERT INTO ledger_lines VALUES ($1,$2,$3,$4,$5,$6::text::numeric)"},
    {"write_risk_state", "INSERT INTO risk_states VALUES ($1,$2,$3,$4,$5,$6)"},
    {"write_fill_cursor",
     "INSERT INTO fill_cursors VALUES ($1,$2) ON CONFLICT (account_id) "
     "DO UPDATE SET ts_last_fill_ns = greatest(fill_cursors.ts_last_fill_ns, EXCLUDED.ts_last_fill_ns)"},
    {"write_reconciliation",
     "INSERT INTO reconciliations VALUES ($1,$2,$3,$4) ON CONFLICT (account_id, ts_event_ns) "
     "DO UPDATE SET is_equal = EXCLUDED.is_equal, differences = EXCLUDED.differences"},
    {"write_entry_pause", "INSERT INTO entry_pauses VALUES ($1,$2,$3,$4,$5,$6,$7,$8)"},
    {"write_external_activity",
     "INSERT INTO external_activities VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT (account_id, activity_id) "
     "DO UPDATE SET verdict = EXCLUDED.verdict, actor = EXCLUDED.actor, reason = EXCLUDED.reason, "
     "version = EXCLUDED.version WHERE external_activities.version < EXCLUDED.version"},
    {"write_account_day",
     "INSERT INTO account_days VALUES ($1,$2,$3::text::numeric,$4::text::numeric,$5) ON CONFLICT (account_id, day_ns) "
     "DO UPDATE SET opening_equity = EXCLUDED.opening_equity, highest_equity = EXCLUDED.highest_equity, "
     "mismatches = EXCLUDED.mismatches"},
    {"write_strategy_day",
     "INSERT INTO strategy_days VALUES ($1,$2,$3,$4::text::numeric,$5::text::numeric,$6,$7) "
     "ON CONFLICT (account_id, strategy_id) DO UPDATE SET day_ns = EXCLUDED.day_ns, realised = EXCLUDED.realised, "
     "opening_unrealised = EXCLUDED.opening_unrealised, losing_trades = EXCLUDED.losing_trades, "
     "stops_ns = EXCLUDED.stops_ns"},
    {"write_strategy_trade",
     "INSERT INTO strategy_trades VALUES ($1,$2,$3,$4,$5::text::numeric) ON CONFLICT (account_id, instrument_id) "
     "DO UPDATE SET strategy_id = EXCLUDED.strategy_id, is_open = EXCLUDED.is_open, result = EXCLUDED.result"},
    {"write_entry_lock",
     "INSERT INTO entry_locks VALUES ($1,$2,$3,$4,$5,$6,nullif($7::text,'')::bigint) "
     "ON CONFLICT (account_id, scope, subject) DO UPDATE SET rule = EXCLUDED.rule, reason = EXCLUDED.reason, "
     "ts_since_ns = EXCLUDED.ts_since_ns, ts_until_ns = EXCLUDED.ts_until_ns"},
    {"write_limit_setting", "INSERT INTO limit_settings VALUES ($1,$2,$3,$4,$5,$6,$7,$8)"},
};

std::string text(std::string_view view) { return std::string{view}; }

void require_change(const pqxx::result& result, std::string_view what, std::string_view id) {
    if (result.affected_rows() != 1) throw ConflictError(fmt::format("{} {} is newer in the database", what, id));
}

}  // namespace

base::Status ExecutionWriter::prepare(Database& database) {
    for (const auto& [name, statement] : kStatements) {
        if (auto prepared = database.prepare(name, statement); !prepared) return prepared;
    }
    return {};
}

void ExecutionWriter::write(const ExecutionRecord& record) {
    std::visit([this](const auto& known) { write_record(known); }, record);
}

void ExecutionWriter::write_record(const IntentTaken& taken) {
    const OrderIntent& intent = taken.intent;
    const IntentReply& reply = taken.reply;
    work_.exec_prepared(
        "write_intent",
        account_id_,
        intent.intent_id.value(),
        intent.strategy_id.value(),
        intent.instrument_id.value(),
        intent.decision_id.value(),
        text(to_string(intent.kind)),
        text(to_string(intent.side)),
        text(to_string(intent.type)),
        text(to_string(intent.time_in_force)),
        intent.quantity.to_string(),
        text_of(intent.limit_price),
        text_of(intent.stop_price),
        text_of(intent.take_profit_price),
        intent.target_intent_id.value(),
        intent.reason,
        nanoseconds_of(intent.ts_created),
        nanoseconds_of(intent.valid_until),
        text(to_string(reply.verdict)),
        reply.deny_reason ? text(to_string(*reply.deny_reason)) : std::string{},
        reply.detail,
        nanoseconds_of(reply.ts_event)
    );
}

void ExecutionWriter::write_record(const Order& order) {
    const pqxx::result result = work_.exec_prepared(
        "write_order",
        account_id_,
        order.client_order_id.value(),
        order.venue_order_id.value(),
        order.intent_id.value(),
        order.strategy_id.value(),
        order.instrument_id.value(),
        text(to_string(order.purpose)),
        text(to_string(order.side)),
        text(to_string(order.type)),
        text(to_string(order.time_in_force)),
        order.is_reduce_only,
        text_of(order.limit_price),
        text_of(order.trigger_price),
        text_of(order.take_profit_price),
        order.quantity.to_string(),
        order.filled_quantity.to_string(),
        text_of(order.average_fill_price),
        text(to_string(order.status)),
        order.reason,
        order.version,
        nanoseconds_of(order.ts_created),
        nanoseconds_of(order.ts_expires),
        nanoseconds_of(order.ts_event),
        nanoseconds_of(order.ts_amend_expires)
    );
    require_change(result, "order", order.client_order_id.value());
}

void ExecutionWriter::write_record(const Fill& fill) {
    work_.exec_prepared(
        "write_fill",
        account_id_,
        fill.instrument_id.value(),
        fill.trade_id.value(),
        fill.client_order_id.value(),
        fill.venue_order_id.value(),
        fill.strategy_id.value(),
        text(to_string(fill.purpose)),
        text(to_string(fill.side)),
        fill.price.to_string(),
        fill.quantity.to_string(),
        text(to_string(fill.liquidity_side)),
        fill.fee.to_string(),
        fill.fee_currency.value(),
        fill.realised_pnl.to_string(),
        nanoseconds_of(fill.times.ts_event),
        nanoseconds_of(fill.times.ts_received)
    );
}

void ExecutionWriter::write_record(const Position& position) {
    const pqxx::result result = work_.exec_prepared(
        "write_position",
        account_id_,
        position.instrument_id.value(),
        position.strategy_id.value(),
        position.quantity.to_string(),
        text_of(position.average_entry_price),
        position.realised_pnl.to_string(),
        position.fees.to_string(),
        text_of(position.stop_price),
        position.protected_quantity.to_string(),
        position.version,
        nanoseconds_of(position.ts_event)
    );
    require_change(result, "position", position.instrument_id.value());
}

void ExecutionWriter::write_record(const Balance& balance) {
    work_.exec_prepared(
        "write_balance",
        account_id_,
        balance.currency.value(),
        balance.total.to_string(),
        balance.available.to_string(),
        nanoseconds_of(balance.ts_event)
    );
}

void ExecutionWriter::write_record(const LedgerEntry& entry) {
    work_.exec_prepared(
        "write_ledger_entry",
        account_id_,
        entry.entry_id,
        entry.kind,
        entry.instrument_id.value(),
        nanoseconds_of(entry.ts_event)
    );
    int line_number = 0;
    for (const LedgerLine& line : entry.lines) {
        work_.exec_prepared(
            "write_ledger_line",
            account_id_,
            entry.entry_id,
            ++line_number,
            text(to_string(line.account)),
            line.currency.value(),
            line.amount.to_string()
        );
    }
}

void ExecutionWriter::write_record(const RiskState& risk_state) {
    work_.exec_prepared(
        "write_risk_state",
        account_id_,
        risk_state.version,
        text(to_string(risk_state.state)),
        risk_state.reason,
        risk_state.actor,
        nanoseconds_of(risk_state.ts_event)
    );
}

void ExecutionWriter::write_record(const FillCursor& cursor) {
    work_.exec_prepared("write_fill_cursor", account_id_, nanoseconds_of(cursor.ts_last_fill));
}

void ExecutionWriter::write_record(const ReconciliationReport& report) {
    work_.exec_prepared(
        "write_reconciliation", account_id_, nanoseconds_of(report.ts_event), report.is_equal, report.differences
    );
}

void ExecutionWriter::write_record(const EntryPause& pause) {
    work_.exec_prepared(
        "write_entry_pause",
        account_id_,
        pause.strategy_id.value(),
        pause.instrument_id.value(),
        pause.is_paused,
        pause.actor,
        pause.reason,
        pause.version,
        nanoseconds_of(pause.ts_event)
    );
}

void ExecutionWriter::write_record(const LimitSetting& setting) {
    work_.exec_prepared(
        "write_limit_setting",
        account_id_,
        setting.limit,
        setting.value,
        setting.configured,
        setting.actor,
        setting.reason,
        setting.version,
        nanoseconds_of(setting.ts_event)
    );
}

void ExecutionWriter::write_record(const ExternalActivity& activity) {
    const pqxx::result result = work_.exec_prepared(
        "write_external_activity",
        account_id_,
        activity.activity_id,
        text(to_string(activity.kind)),
        activity.instrument_id.value(),
        activity.detail,
        text(to_string(activity.verdict)),
        activity.actor,
        activity.reason,
        activity.version,
        nanoseconds_of(activity.ts_event)
    );
    require_change(result, "external activity", activity.activity_id);
}

void ExecutionWriter::write_record(const AccountDay& day) {
    work_.exec_prepared(
        "write_account_day",
        account_id_,
        nanoseconds_of(day.day),
        day.opening_equity.to_string(),
        day.highest_equity.to_string(),
        day.mismatches
    );
}

void ExecutionWriter::write_record(const StrategyDay& day) {
    work_.exec_prepared(
        "write_strategy_day",
        account_id_,
        day.strategy_id.value(),
        nanoseconds_of(day.day),
        day.realised.to_string(),
        day.opening_unrealised.to_string(),
        day.losing_trades,
        text_of_times(day.stops)
    );
}

void ExecutionWriter::write_record(const StrategyTrade& trade) {
    work_.exec_prepared(
        "write_strategy_trade",
        account_id_,
        trade.instrument_id.value(),
        trade.strategy_id.value(),
        trade.is_open,
        trade.result.to_string()
    );
}

void ExecutionWriter::write_record(const EntryLock& lock) {
    work_.exec_prepared(
        "write_entry_lock",
        account_id_,
        text(to_string(lock.scope)),
        lock.subject,
        lock.rule,
        lock.reason,
        nanoseconds_of(lock.ts_since),
        lock.ts_until ? std::to_string(nanoseconds_of(*lock.ts_until)) : std::string{}
    );
}

}  // namespace trading::store
