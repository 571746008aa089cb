#pragma once

#include "common/domain/execution_record.hpp"
#include "common/store/database.hpp"

#include <span>

namespace trading::store {

// The write-ahead of one account: what execution knows for certain, and where it starts from. One thread.
class ExecutionStore {
public:
    struct Options {
        DatabaseOptions database;
        domain::AccountId account_id;
        base::Duration recovery_window = std::chrono::hours{72};  // How far back orders, intents and fills are read.
    };

    // Connects and applies missing migrations.
    [[nodiscard]] static base::Result<ExecutionStore> open(Options options);

    [[nodiscard]] base::Result<domain::RecoveredState> recover(base::Timestamp now);

    // Whether a fill was booked at any time, older than the recovery window too.
    [[nodiscard]] base::Result<bool> has_fill(
        const domain::InstrumentId& instrument_id, const domain::TradeId& trade_id
    );

    // Makes all records durable together, or none. `Conflict`: a row exists already or is newer than ours, so this
    // process no longer knows the truth. `OutcomeUnknown`: the connection was lost during the commit. After either the
    // process must stop and recover.
    [[nodiscard]] base::Status commit(std::span<const domain::ExecutionRecord> records);

private:
    ExecutionStore(Options options, Database database);

    Options options_;
    Database database_;
};

}  // namespace trading::store
