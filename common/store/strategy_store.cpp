#include "common/store/strategy_store.hpp"

#include "common/store/migrations.hpp"
#include "common/store/row_values.hpp"
#include "common/store/rows.hpp"
#include "common/store/transaction.hpp"

namespace trading::store {
namespace {

using namespace domain;

std::string text(std::string_view view) { return std::string{view}; }

void write_decision(pqxx::work& work, const Decision& decision) {
    work.exec_prepared(
        "write_decision",
        decision.decision_id.value(),
        decision.strategy_id.value(),
        decision.instrument_id.value(),
        text(to_string(decision.outcome)),
        decision.reason,
        decision.inputs,
        decision.intent_id.value(),
        nanoseconds_of(decision.ts_event),
        nanoseconds_of(decision.ts_decided)
    );
    int position = 0;
    for (const CheckVerdict& check : decision.checks) {
        work.exec_prepared(
            "write_check", decision.decision_id.value(), ++position, check.check, check.has_passed, check.detail
        );
    }
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
    // A decision or intent that is there already was stored before a restart; storing it again changes nothing.
    auto prepared = database.prepare(
        "write_decision", "INSERT INTO decisions VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT DO NOTHING"
    );
    if (!prepared) return prepared;
    prepared =
        database.prepare("write_check", "INSERT INTO decision_checks VALUES ($1,$2,$3,$4,$5) ON CONFLICT DO NOTHING");
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
        for (const Decision& decision : decisions) write_decision(transaction.work, decision);
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
