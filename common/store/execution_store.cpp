#include "common/store/execution_store.hpp"

#include "common/base/fault_point.hpp"
#include "common/base/hash.hpp"
#include "common/store/execution_writer.hpp"
#include "common/store/migrations.hpp"
#include "common/store/risk_memory_rows.hpp"
#include "common/store/row_values.hpp"
#include "common/store/rows.hpp"
#include "common/store/transaction.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::store {
namespace {

using namespace domain;

template <class Row, class Read>
std::vector<Row> read_all(const pqxx::result& result, Read read) {
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(result.size()));
    for (const pqxx::row& row : result) rows.push_back(read(row));
    return rows;
}

LedgerEntry ledger_entry_head_of(const pqxx::row& row) {
    LedgerEntry entry;
    entry.entry_id = row["entry_id"].as<std::string>();
    entry.kind = row["kind"].as<std::string>();
    entry.instrument_id = InstrumentId{row["instrument_id"].as<std::string>()};
    entry.ts_event = time_of(row["ts_event_ns"]);
    return entry;
}

// Reads the whole state in one transaction, so that its parts belong together.
RecoveredState read_state(pqxx::work& work, const std::string& account, std::int64_t since_ns) {
    RecoveredState state;
    state.orders = read_all<Order>(
        work.exec_params(
            "SELECT * FROM orders WHERE account_id = $1 AND (ts_created_ns >= $2 OR status IN "
            "('planned','in_flight','unknown','live','partially_filled')) ORDER BY ts_created_ns, client_order_id",
            account,
            since_ns
        ),
        order_of
    );
    state.intents = read_all<IntentTaken>(
        work.exec_params(
            "SELECT * FROM intents WHERE account_id = $1 AND ts_event_ns >= $2 ORDER BY ts_event_ns, intent_id",
            account,
            since_ns
        ),
        intent_taken_of
    );
    state.fills = read_all<Fill>(
        work.exec_params(
            "SELECT * FROM fills WHERE account_id = $1 AND ts_event_ns >= $2 ORDER BY ts_event_ns, trade_id",
            account,
            since_ns
        ),
        fill_of
    );
    state.positions = read_all<Position>(
        work.exec_params("SELECT * FROM positions WHERE account_id = $1 ORDER BY instrument_id", account), position_of
    );
    state.balances = read_all<Balance>(
        work.exec_params("SELECT * FROM balances WHERE account_id = $1 ORDER BY currency", account), balance_of
    );
    // The last hour before the newest entry too, however old: bills are asked for again with some overlap.
    state.entries = read_all<LedgerEntry>(
        work.exec_params(
            "SELECT entry_id, kind, instrument_id, ts_event_ns FROM ledger_entries WHERE account_id = $1 AND kind <> "
            "'fill' AND (ts_event_ns >= $2 OR ts_event_ns >= (SELECT max(ts_event_ns) - 3600000000000 FROM "
            "ledger_entries WHERE account_id = $1 AND kind <> 'fill')) ORDER BY ts_event_ns, entry_id",
            account,
            since_ns
        ),
        ledger_entry_head_of
    );
    const pqxx::result risk_states =
        work.exec_params("SELECT * FROM risk_states WHERE account_id = $1 ORDER BY version DESC LIMIT 1", account);
    if (!risk_states.empty()) state.risk_state = risk_state_of(risk_states[0]);
    // The newest word of each scope.
    state.entry_pauses = read_all<EntryPause>(
        work.exec_params(
            "SELECT * FROM (SELECT DISTINCT ON (strategy_id, instrument_id) * FROM entry_pauses WHERE account_id = $1 "
            "ORDER BY strategy_id, instrument_id, version DESC) AS newest ORDER BY strategy_id, instrument_id",
            account
        ),
        entry_pause_of
    );
    state.external_activities = read_all<ExternalActivity>(
        work.exec_params(
            "SELECT * FROM external_activities WHERE account_id = $1 AND (verdict = 'open' OR ts_event_ns >= $2) "
            "ORDER BY ts_event_ns, activity_id",
            account,
            since_ns
        ),
        external_activity_of
    );
    read_risk_memory(work, account, state);
    const pqxx::result cursor = work.exec_params("SELECT * FROM fill_cursors WHERE account_id = $1", account);
    if (!cursor.empty()) state.fill_cursor.ts_last_fill = time_of(cursor[0]["ts_last_fill_ns"]);
    return state;
}

#ifdef TRADING_FAULT_POINTS
// K3: the words are on their way to the server, which will obey them; the answer is never read.
void strike_after_commit_is_sent(pqxx::work& work, std::span<const ExecutionRecord> records) {
    const bool has_new_order = std::any_of(records.begin(), records.end(), [](const ExecutionRecord& record) {
        const auto* order = std::get_if<Order>(&record);
        return order != nullptr && order->status == OrderStatus::Planned;
    });
    if (!has_new_order) return;
    TRADING_FAULT_POINT_AFTER("K3", [&work] {
        // Never destroyed: its end would wait for the answer.
        auto* pipeline = new pqxx::pipeline{work};
        pipeline->insert("COMMIT");
    });
}
#endif

constexpr const char* kLockEpoch = "lock_epoch";
// The row is locked until our commit, so that a new epoch begins either before it, and we see it, or after it.
constexpr const char* kLockEpochStatement = "SELECT epoch FROM account_epochs WHERE account_id = $1 FOR SHARE";

std::int64_t lock_of(const AccountId& account_id) {
    const std::uint64_t hash = base::stable_hash("trading-execution " + account_id.value());
    return static_cast<std::int64_t>(hash | 1);  // Zero would mean no lock.
}

void require_epoch(pqxx::work& work, const std::string& account, std::int64_t epoch) {
    const pqxx::result found = work.exec_prepared(kLockEpoch, account);
    const std::int64_t current = found.empty() ? 0 : found[0][0].as<std::int64_t>();
    if (current == epoch) return;
    throw ConflictError(fmt::format("another process owns the account: its epoch is {}, ours {}", current, epoch));
}

}  // namespace

ExecutionStore::ExecutionStore(Options options, Database database)
    : options_(std::move(options)), database_(std::move(database)) {}

base::Result<ExecutionStore> ExecutionStore::open(Options options) {
    options.database.exclusive_lock = lock_of(options.account_id);
    auto database = Database::connect(options.database);
    if (!database) return base::failure(database.error());
    if (auto applied = apply_migrations(*database); !applied) return base::failure(applied.error());
    if (auto prepared = ExecutionWriter::prepare(*database); !prepared) return base::failure(prepared.error());
    if (auto prepared = database->prepare(kLockEpoch, kLockEpochStatement); !prepared) {
        return base::failure(prepared.error());
    }
    ExecutionStore store{std::move(options), std::move(*database)};
    if (auto begun = store.begin_epoch(); !begun) return base::failure(begun.error());
    return store;
}

base::Result<RecoveredState> ExecutionStore::recover(base::Timestamp now) {
    RecoveredState state;
    const std::int64_t since_ns = nanoseconds_of(now - options_.recovery_window);
    const auto read = database_.run([&](Transaction& transaction) {
        state = read_state(transaction.work, options_.account_id.value(), since_ns);
    });
    if (!read) return base::failure(read.error().with_context("reading the last durable state"));
    return state;
}

base::Result<bool> ExecutionStore::has_fill(const InstrumentId& instrument_id, const TradeId& trade_id) {
    bool is_known = false;
    const auto read = database_.run([&](Transaction& transaction) {
        is_known = !transaction.work
                        .exec_params(
                            "SELECT 1 FROM fills WHERE account_id = $1 AND instrument_id = $2 AND trade_id = $3",
                            options_.account_id.value(),
                            instrument_id.value(),
                            trade_id.value()
                        )
                        .empty();
    });
    if (!read) return base::failure(read.error());
    return is_known;
}

base::Status ExecutionStore::begin_epoch() {
    const auto begun = database_.run([&](Transaction& transaction) {
        epoch_ = transaction.work
                     .exec_params(
                         "INSERT INTO account_epochs VALUES ($1, 1) ON CONFLICT (account_id) DO UPDATE SET epoch = "
                         "account_epochs.epoch + 1 RETURNING epoch",
                         options_.account_id.value()
                     )[0][0]
                     .as<std::int64_t>();
    });
    if (!begun) return base::failure(begun.error().with_context("beginning an epoch of the account"));
    return {};
}

base::Status ExecutionStore::confirm_ownership() {
    return database_.run([&](Transaction& transaction) {
        require_epoch(transaction.work, options_.account_id.value(), epoch_);
    });
}

base::Status ExecutionStore::commit(std::span<const ExecutionRecord> records) {
    return database_.run([&](Transaction& transaction) {
        require_epoch(transaction.work, options_.account_id.value(), epoch_);
        ExecutionWriter writer{transaction.work, options_.account_id.value()};
        for (const ExecutionRecord& record : records) writer.write(record);
        TRADING_FAULT_SITE(strike_after_commit_is_sent(transaction.work, records));
    });
}

}  // namespace trading::store
