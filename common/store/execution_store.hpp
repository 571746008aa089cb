#pragma once

#include "common/domain/execution_record.hpp"
#include "common/store/database.hpp"

#include <span>

namespace trading::store {

// The write-ahead of one account: what execution knows for certain, and where it starts from. One thread.
//
// One process writes an account at a time. A lock keeps a second one from starting; what makes it safe is the epoch:
// each opening raises it, and nothing of an older epoch becomes durable, however long its process slept.
class ExecutionStore {
public:
    struct Options {
        DatabaseOptions database;
        domain::AccountId account_id;
        base::Duration recovery_window = std::chrono::hours{72};  // How far back orders, intents and fills are read.
    };

    // Connects, applies missing migrations and begins a new epoch of the account. `Unavailable` while another process
    // holds the account.
    [[nodiscard]] static base::Result<ExecutionStore> open(Options options);

    [[nodiscard]] base::Result<domain::RecoveredState> recover(base::Timestamp now);

    // Whether a fill was booked at any time, older than the recovery window too.
    [[nodiscard]] base::Result<bool> has_fill(
        const domain::InstrumentId& instrument_id, const domain::TradeId& trade_id
    );

    // Makes all records durable together, or none. `Conflict`: a row exists already or is newer than ours, or the
    // account has a new epoch, so this process no longer knows the truth. `OutcomeUnknown`: the connection was lost
    // during the commit. After either the process must stop and recover.
    [[nodiscard]] base::Status commit(std::span<const domain::ExecutionRecord> records);

    // Whether this process still owns the account: `Conflict` when it does not. After a pause, before anything is sent.
    [[nodiscard]] base::Status confirm_ownership();

    [[nodiscard]] std::int64_t epoch() const noexcept { return epoch_; }

private:
    ExecutionStore(Options options, Database database);

    [[nodiscard]] base::Status begin_epoch();

    Options options_;
    Database database_;
    std::int64_t epoch_ = 0;
};

}  // namespace trading::store
