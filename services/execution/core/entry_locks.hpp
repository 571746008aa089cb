#pragma once

#include "common/domain/execution_record.hpp"
#include "services/execution/core/output.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace trading::execution {

// The locks that rules have put on the entries of strategies and instruments. Durable. A lock is never shortened by a
// later rule; it ends at its time, or when a person lifts it.
class EntryLocks {
public:
    void recover(const domain::RecoveredState& state);

    // True when nothing held there before, so that open entries are to be cancelled.
    bool lock(domain::EntryLock lock, Step& step);

    // A person ends what holds now. False when nothing did.
    bool lift(domain::LockScope scope, const std::string& subject, Step& step);

    // A person resumes the account: ends the locks that wait for a person. How many that were.
    int lift_latched(Step& step);

    // Null when none holds.
    [[nodiscard]] const domain::EntryLock* find(const domain::StrategyId& id, base::Timestamp now) const;
    [[nodiscard]] const domain::EntryLock* find(const domain::InstrumentId& id, base::Timestamp now) const;

    [[nodiscard]] bool holds(
        const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id, base::Timestamp now
    ) const {
        return find(strategy_id, now) != nullptr || find(instrument_id, now) != nullptr;
    }

    [[nodiscard]] int count(base::Timestamp now) const;

private:
    using Locks = std::map<std::string, domain::EntryLock, std::less<>>;

    [[nodiscard]] Locks& locks_of(domain::LockScope scope);
    static const domain::EntryLock* find_in(const Locks& locks, std::string_view subject, base::Timestamp now);
    static void end(domain::EntryLock& lock, Step& step);

    Locks strategies_;
    Locks instruments_;
};

}  // namespace trading::execution
