#include "common/store/strategy_store.hpp"

#include "common/store/array_text.hpp"
#include "common/store/migrations.hpp"
#include "common/store/row_values.hpp"
#include "common/store/rows.hpp"
#include "common/store/transaction.hpp"

#include <array>

namespace trading::store {
namespace {

using namespace domain;

std::string text(std::string_view view) { return std::string{view}; }

// One element to each column.
template <std::size_t Count>
void add_row(std::array<ArrayText, Count>& columns, const std::string_view (&row)[Count]) {
    for (std::size_t column = 0; column < Count; ++column) columns[column].add(row[column]);
}

// All decisions and their checks in one round trip, however many they are.
void write_decisions(pqxx::work& work, std::span<const Decision> decisions) {
    if (decisions.empty()) return;
    std::array<ArrayText, 9> columns;
    std::array<ArrayText, 5> checks;
    for (const Decision& decision : decisions) {
        const std::string& id = decision.decision_id.value();
        add_row(
            columns,
            {id,
             decision.strategy_id.value(),
             decision.instrument_id.value(),
             to_string(decision.outcome),
             decision.reason,
             decision.inputs,
             decision.intent_id.value(),
             std::to_string(nanoseconds_of(decision.ts_event)),
             std::to_string(nanoseconds_of(decision.ts_decided))}
        );
        int position = 0;
        for (const CheckVerdict& check : decision.checks) {
            add_row(
                checks, {id, std::to_string(++position), check.check, check.has_passed ? "t" : "f", check.detail}
            );
        }
    }
    const auto& [ids, strategies, instruments, outcomes, reasons, inputs, intents, events, times] = columns;
    const auto& [owners, positions, names, verdicts, details] = checks;
    work.exec_prepared(
        "write_decisions",
        ids.text(),
        strategies.text(),
        instruments.text(),
        outcomes.text(),
        reasons.text(),
        inputs.text(),
        intents.text(),
        events.text(),
        times.text(),
        owners.text(),
        positions.text(),
        names.text(),
        verdicts.text(),
        details.text()
    );
}

void write_intent(pqxx::work& work, const OrderIntent& intent) {
    work.exec_prepared(
        "write_outbox",
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
        nanoseconds_of(intent.valid_until)
    );
}

base::Status prepare(Database& database) {
    // What is there already was stored by a commit whose outcome was unknown; no bar is decided twice, see `decided`.
    auto prepared = database.prepare(
        "write_decisions",
        "WITH written AS (INSERT INTO decisions SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], "
        "$5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[]) ON CONFLICT DO NOTHING) "
        "INSERT INTO decision_checks SELECT * FROM unnest($10::text[], $11::integer[], $12::text[], $13::boolean[], "
        "$14::text[]) ON CONFLICT DO NOTHING"
    );
    if (!prepared) return prepared;
    return database.prepare(
        "write_outbox",
        "INSERT INTO strategy_outbox VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9::text::numeric,nullif($10::text,'')::numeric,"
        "nullif($11::text,'')::numeric,nullif($12::text,'')::numeric,$13,$14,$15,$16) ON CONFLICT DO NOTHING"
    );
}

}  // namespace

StrategyStore::StrategyStore(Database database) : database_(std::move(database)) {}

base::Result<StrategyStore> StrategyStore::open(const DatabaseOptions& options) {
    auto database = Database::connect(options);
    if (!database) return base::failure(database.error());
    if (auto applied = apply_migrations(*database); !applied) return base::failure(applied.error());
    if (auto prepared = prepare(*database); !prepared) return base::failure(prepared.error());
    return StrategyStore{std::move(*database)};
}

base::Status StrategyStore::record(std::span<const Decision> decisions, std::span<const OrderIntent> intents) {
    return database_.run([&](Transaction& transaction) {
        write_decisions(transaction.work, decisions);
        for (const OrderIntent& intent : intents) write_intent(transaction.work, intent);
    });
}

base::Status StrategyStore::settle(std::span<const IntentReply> replies) {
    return database_.run([&](Transaction& transaction) {
        for (const IntentReply& reply : replies) {
            transaction.work.exec_params(
                "UPDATE strategy_outbox SET verdict = $2 WHERE intent_id = $1",
                reply.intent_id.value(),
                text(to_string(reply.verdict))
            );
        }
    });
}

base::Result<std::vector<OrderIntent>> StrategyStore::unsettled(base::Timestamp now) {
    std::vector<OrderIntent> intents;
    const auto read = database_.run([&](Transaction& transaction) {
        const pqxx::result result = transaction.work.exec_params(
            "SELECT * FROM strategy_outbox WHERE verdict IS NULL AND valid_until_ns > $1 ORDER BY ts_created_ns, "
            "intent_id",
            nanoseconds_of(now)
        );
        for (const pqxx::row& row : result) intents.push_back(intent_of(row));
    });
    if (!read) return base::failure(read.error().with_context("reading unanswered intents"));
    return intents;
}

base::Result<std::vector<DecidedBar>> StrategyStore::decided(base::Timestamp since) {
    std::vector<DecidedBar> bars;
    const auto read = database_.run([&](Transaction& transaction) {
        const pqxx::result result = transaction.work.exec_params(
            "SELECT strategy_id, instrument_id, max(ts_event_ns) FROM decisions WHERE ts_decided_ns > $1 "
            "GROUP BY strategy_id, instrument_id ORDER BY strategy_id, instrument_id",
            nanoseconds_of(since)
        );
        for (const pqxx::row& row : result) {
            bars.push_back({id_of<StrategyId>(row[0]), id_of<InstrumentId>(row[1]), time_of(row[2])});
        }
    });
    if (!read) return base::failure(read.error().with_context("reading decided bars"));
    return bars;
}

base::Result<std::map<StrategyId, bool>> StrategyStore::enabled() {
    std::map<StrategyId, bool> switches;
    const auto read = database_.run([&](Transaction& transaction) {
        for (const pqxx::row& row : transaction.work.exec("SELECT strategy_id, is_enabled FROM strategy_switches")) {
            switches.emplace(id_of<StrategyId>(row[0]), row[1].as<bool>());
        }
    });
    if (!read) return base::failure(read.error().with_context("reading strategy switches"));
    return switches;
}

base::Status StrategyStore::set_enabled(
    const StrategyId& strategy_id, bool is_enabled, const std::string& actor, base::Timestamp now
) {
    return database_.run([&](Transaction& transaction) {
        transaction.work.exec_params(
            "INSERT INTO strategy_switches VALUES ($1,$2,$3,$4) ON CONFLICT (strategy_id) DO UPDATE SET "
            "is_enabled = EXCLUDED.is_enabled, actor = EXCLUDED.actor, ts_changed_ns = EXCLUDED.ts_changed_ns",
            strategy_id.value(),
            is_enabled,
            actor,
            nanoseconds_of(now)
        );
    });
}

}  // namespace trading::store
