#pragma once

#include "common/domain/execution_record.hpp"
#include "common/store/database.hpp"
#include "common/store/transaction.hpp"

#include <string>

namespace trading::store {

// Writes the records of one account inside a transaction that somebody else opened. A row that is not in the state the
// record builds on (already there, or newer) throws `ConflictError`.
class ExecutionWriter {
public:
    ExecutionWriter(pqxx::work& work, std::string account_id) : work_(work), account_id_(std::move(account_id)) {}

    // Makes the statements known to the connection; once, before any writer.
    [[nodiscard]] static base::Status prepare(Database& database);

    void write(const domain::ExecutionRecord& record);

private:
    void write_record(const domain::IntentTaken& taken);
    void write_record(const domain::Order& order);
    void write_record(const domain::Fill& fill);
    void write_record(const domain::Position& position);
    void write_record(const domain::Balance& balance);
    void write_record(const domain::LedgerEntry& entry);
    void write_record(const domain::RiskState& risk_state);
    void write_record(const domain::FillCursor& cursor);
    void write_record(const domain::ReconciliationReport& report);
    void write_record(const domain::EntryPause& pause);
    void write_record(const domain::LimitSetting& setting);
    void write_record(const domain::ExternalActivity& activity);
    void write_record(const domain::AccountDay& day);
    void write_record(const domain::StrategyDay& day);
    void write_record(const domain::StrategyTrade& trade);
    void write_record(const domain::EntryLock& lock);

    pqxx::work& work_;
    std::string account_id_;
};

}  // namespace trading::store
