#pragma once

#include "services/execution/core/equity.hpp"
#include "services/execution/core/output.hpp"

#include <deque>
#include <optional>

namespace trading::execution {

// The account's equity over the days: what it opened with at 00:00 UTC, its highest of thirty days, and how far it has
// fallen from them (R15, R16). Also counts the unexplained differences of the day (R22). Durable; the highest is
// written at most every ten seconds, so a crash may forget that much of a rise, never a day.
class AccountEquity {
public:
    explicit AccountEquity(EquityView view) : view_(view) {}

    void recover(const domain::RecoveredState& state, base::Timestamp now);

    // Values the account as of now. With each tick.
    void update(Step& step);

    // Money that came from outside or went there: part of no profit and no loss.
    void on_transfer(const domain::LedgerEntry& entry, Step& step);

    void on_mismatch(Step& step);

    // At this moment; absent while it cannot be known.
    [[nodiscard]] std::optional<domain::Cash> value_now() const { return equity_of(view_); }

    // As of the last update.
    [[nodiscard]] const std::optional<domain::Cash>& equity() const noexcept { return equity_; }
    [[nodiscard]] int mismatches_today() const noexcept { return days_.empty() ? 0 : days_.back().mismatches; }

    // What the day began with; absent before the first value.
    [[nodiscard]] std::optional<domain::Cash> opening_equity() const;
    // The highest equity of thirty days; absent before the first value.
    [[nodiscard]] std::optional<domain::Cash> highest_equity() const;

private:
    void begin_day(base::Timestamp day, Step& step);
    void write(const domain::AccountDay& day, Step& step) const { step.out.records.emplace_back(day); }

    EquityView view_;
    std::deque<domain::AccountDay> days_;  // Oldest first; at most thirty.
    std::optional<domain::Cash> equity_;
    bool has_unwritten_high_ = false;
    base::Timestamp ts_next_write_{};
};

// Whether `value` lies below `from` by more than the fraction `limit` of `from`. At the limit: no.
[[nodiscard]] bool has_fallen_beyond(domain::Cash value, domain::Cash from, domain::Ratio limit);

// How far, as a fraction of `from` with four digits; for people. Zero when it has not fallen.
[[nodiscard]] domain::Ratio fall_of(domain::Cash value, domain::Cash from);

}  // namespace trading::execution
