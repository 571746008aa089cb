#pragma once

#include "common/domain/decision.hpp"
#include "common/domain/execution_record.hpp"
#include "common/store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trading::store {

// What an operator may ask for. Empty fields mean "any". `limit` is 1 to 1000.
struct QueryFilter {
    domain::InstrumentId instrument_id;
    domain::StrategyId strategy_id;
    bool open_only = false;   // Orders only.
    base::Timestamp since{};  // Inclusive, by time of the event.
    int limit = 100;
};

struct TableCount {
    std::string table;
    std::int64_t rows = 0;
};

// Read-only views of the records, newest first. One thread.
class QueryStore {
public:
    // Connects and applies missing migrations.
    [[nodiscard]] static base::Result<QueryStore> open(const DatabaseOptions& options);

    [[nodiscard]] base::Result<std::vector<domain::Order>> orders(const QueryFilter& filter);
    [[nodiscard]] base::Result<std::vector<domain::Fill>> fills(const QueryFilter& filter);
    [[nodiscard]] base::Result<std::vector<domain::Position>> positions(const QueryFilter& filter);
    [[nodiscard]] base::Result<std::vector<domain::Balance>> balances();
    [[nodiscard]] base::Result<std::vector<domain::Decision>> decisions(const QueryFilter& filter);
    [[nodiscard]] base::Result<std::optional<domain::RiskState>> risk_state();
    [[nodiscard]] base::Result<std::optional<domain::ReconciliationReport>> last_reconciliation();
    [[nodiscard]] base::Result<std::vector<TableCount>> table_counts();

private:
    explicit QueryStore(Database database);

    Database database_;
};

}  // namespace trading::store
