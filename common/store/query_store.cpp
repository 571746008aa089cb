#include "common/store/query_store.hpp"

#include "common/store/migrations.hpp"
#include "common/store/row_values.hpp"
#include "common/store/rows.hpp"
#include "common/store/transaction.hpp"

#include <algorithm>
#include <array>

namespace trading::store {
namespace {

using namespace domain;

constexpr int kLimitMax = 1000;

int bounded(int limit) { return std::clamp(limit, 1, kLimitMax); }

template <class Row, class Read>
base::Result<std::vector<Row>> collect(
    Database& database, const std::function<pqxx::result(pqxx::work&)>& select, Read read
) {
    std::vector<Row> rows;
    const auto done = database.run([&](Transaction& transaction) {
        for (const pqxx::row& row : select(transaction.work)) rows.push_back(read(row));
    });
    if (!done) return base::failure(done.error());
    return rows;
}

// The condition that all filters share; $1 instrument, $2 strategy, $3 since, $4 limit.
constexpr const char* kInstrumentAndStrategy =
    " ($1::text = '' OR instrument_id = $1::text) AND ($2::text = '' OR strategy_id = $2::text) ";

void read_checks(pqxx::work& work, Decision& decision) {
    const pqxx::result rows = work.exec_params(
        "SELECT name, has_passed, detail FROM decision_checks WHERE decision_id = $1 ORDER BY position",
        decision.decision_id.value()
    );
    for (const pqxx::row& row : rows) {
        decision.checks.push_back(CheckVerdict{row[0].c_str(), row[1].as<bool>(), row[2].c_str()});
    }
}

}  // namespace

QueryStore::QueryStore(Database database) : database_(std::move(database)) {}

base::Result<QueryStore> QueryStore::open(const DatabaseOptions& options) {
    auto database = Database::connect(options);
    if (!database) return base::failure(database.error());
    // Whoever starts first makes the schema.
    const auto migrated = apply_migrations(*database);
    if (!migrated) return base::failure(migrated.error());
    return QueryStore{std::move(*database)};
}

base::Result<std::vector<Order>> QueryStore::orders(const QueryFilter& filter) {
    return collect<Order>(
        database_,
        [&](pqxx::work& work) {
            return work.exec_params(
                std::string{"SELECT * FROM orders WHERE"} + kInstrumentAndStrategy +
                    "AND ts_event_ns >= $3 AND (NOT $5 OR status IN "
                    "('planned','in_flight','unknown','live','partially_filled')) "
                    "ORDER BY ts_created_ns DESC, client_order_id LIMIT $4",
                filter.instrument_id.value(),
                filter.strategy_id.value(),
                nanoseconds_of(filter.since),
                bounded(filter.limit),
                filter.open_only
            );
        },
        order_of
    );
}

base::Result<std::vector<Fill>> QueryStore::fills(const QueryFilter& filter) {
    return collect<Fill>(
        database_,
        [&](pqxx::work& work) {
            return work.exec_params(
                std::string{"SELECT * FROM fills WHERE"} + kInstrumentAndStrategy +
                    "AND ts_event_ns >= $3 ORDER BY ts_event_ns DESC, trade_id DESC LIMIT $4",
                filter.instrument_id.value(),
                filter.strategy_id.value(),
                nanoseconds_of(filter.since),
                bounded(filter.limit)
            );
        },
        fill_of
    );
}

base::Result<std::vector<Position>> QueryStore::positions(const QueryFilter& filter) {
    return collect<Position>(
        database_,
        [&](pqxx::work& work) {
            return work.exec_params(
                std::string{"SELECT * FROM positions WHERE"} + kInstrumentAndStrategy +
                    "ORDER BY instrument_id LIMIT $3",
                filter.instrument_id.value(),
                filter.strategy_id.value(),
                bounded(filter.limit)
            );
        },
        position_of
    );
}

base::Result<std::vector<Balance>> QueryStore::balances() {
    return collect<Balance>(
        database_, [](pqxx::work& work) { return work.exec("SELECT * FROM balances ORDER BY currency"); }, balance_of
    );
}

base::Result<std::vector<Decision>> QueryStore::decisions(const QueryFilter& filter) {
    std::vector<Decision> decisions;
    const auto read = database_.run([&](Transaction& transaction) {
        const pqxx::result rows = transaction.work.exec_params(
            std::string{"SELECT * FROM decisions WHERE"} + kInstrumentAndStrategy +
                "AND ts_decided_ns >= $3 ORDER BY ts_decided_ns DESC, decision_id LIMIT $4",
            filter.instrument_id.value(),
            filter.strategy_id.value(),
            nanoseconds_of(filter.since),
            bounded(filter.limit)
        );
        for (const pqxx::row& row : rows) decisions.push_back(decision_of(row));
        for (Decision& decision : decisions) read_checks(transaction.work, decision);
    });
    if (!read) return base::failure(read.error());
    return decisions;
}

base::Result<std::optional<RiskState>> QueryStore::risk_state() {
    auto rows = collect<RiskState>(
        database_,
        [](pqxx::work& work) { return work.exec("SELECT * FROM risk_states ORDER BY version DESC LIMIT 1"); },
        risk_state_of
    );
    if (!rows) return base::failure(rows.error());
    return rows->empty() ? std::optional<RiskState>{} : std::optional{std::move(rows->front())};
}

base::Result<std::optional<ReconciliationReport>> QueryStore::last_reconciliation() {
    auto rows = collect<ReconciliationReport>(
        database_,
        [](pqxx::work& work) { return work.exec("SELECT * FROM reconciliations ORDER BY ts_event_ns DESC LIMIT 1"); },
        [](const pqxx::row& row) {
            return ReconciliationReport{
                row["is_equal"].as<bool>(), row["differences"].c_str(), time_of(row["ts_event_ns"])};
        }
    );
    if (!rows) return base::failure(rows.error());
    return rows->empty() ? std::optional<ReconciliationReport>{} : std::optional{std::move(rows->front())};
}

base::Result<std::vector<TableCount>> QueryStore::table_counts() {
    constexpr std::array<const char*, 13> kTables{
        "intents",
        "orders",
        "fills",
        "positions",
        "balances",
        "ledger_entries",
        "risk_states",
        "reconciliations",
        "decisions",
        "market_trades",
        "market_book_updates",
        "market_tickers",
        "market_candles",
    };
    std::vector<TableCount> counts;
    const auto read = database_.run([&](Transaction& transaction) {
        for (const char* table : kTables) {
            const pqxx::result result = transaction.work.exec(std::string{"SELECT count(*) FROM "} + table);
            counts.push_back(TableCount{table, result[0][0].as<std::int64_t>()});
        }
    });
    if (!read) return base::failure(read.error());
    return counts;
}

}  // namespace trading::store
