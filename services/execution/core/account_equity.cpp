#include "services/execution/core/account_equity.hpp"

#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::execution {

using domain::AccountDay;
using domain::Cash;

namespace {

constexpr int kScale = 8;
constexpr int kPeopleScale = 4;
constexpr auto kTrailingDays = std::chrono::days{30};
constexpr base::Duration kWriteInterval = std::chrono::seconds{10};

base::Timestamp day_of(base::Timestamp time) { return std::chrono::floor<std::chrono::days>(time); }

}  // namespace

void AccountEquity::recover(const domain::RecoveredState& state, base::Timestamp now) {
    for (const AccountDay& day : state.account_days) {
        if (day.day > day_of(now) - kTrailingDays) days_.push_back(day);
    }
    std::sort(days_.begin(), days_.end(), [](const auto& left, const auto& right) { return left.day < right.day; });
}

void AccountEquity::update(Step& step) {
    equity_ = equity_of(view_);
    if (!equity_) return;
    const base::Timestamp today = day_of(step.now);
    if (days_.empty() || days_.back().day < today) begin_day(today, step);
    AccountDay& day = days_.back();
    if (*equity_ > day.highest_equity) {
        day.highest_equity = *equity_;
        has_unwritten_high_ = true;
    }
    if (!has_unwritten_high_ || step.now < ts_next_write_) return;
    has_unwritten_high_ = false;
    ts_next_write_ = step.now + kWriteInterval;
    write(day, step);
}

void AccountEquity::begin_day(base::Timestamp day, Step& step) {
    if (has_unwritten_high_ && !days_.empty()) write(days_.back(), step);
    has_unwritten_high_ = false;
    days_.push_back(AccountDay{day, *equity_, *equity_, 0});
    while (days_.front().day <= day - kTrailingDays) days_.pop_front();
    write(days_.back(), step);
}

void AccountEquity::on_transfer(const domain::LedgerEntry& entry, Step& step) {
    if (!view_.limits.account) return;
    Cash moved;
    for (const auto& line : entry.lines) {
        if (line.account != domain::LedgerAccount::Venue) continue;
        if (const auto value = value_of(view_, line.currency, line.amount)) moved = sum(moved, *value);
    }
    if (moved.is_zero()) return;
    for (AccountDay& day : days_) {
        day.opening_equity = sum(day.opening_equity, moved);
        day.highest_equity = sum(day.highest_equity, moved);
        write(day, step);
    }
}

void AccountEquity::on_mismatch(Step& step) {
    // Before the first valuation there is no day to count it on; the halt itself does not depend on it.
    if (days_.empty()) return;
    if (equity_ && days_.back().day < day_of(step.now)) begin_day(day_of(step.now), step);
    ++days_.back().mismatches;
    write(days_.back(), step);
}

std::optional<Cash> AccountEquity::opening_equity() const {
    return days_.empty() ? std::nullopt : std::optional{days_.back().opening_equity};
}

std::optional<Cash> AccountEquity::highest_equity() const {
    if (days_.empty()) return std::nullopt;
    return std::max_element(days_.begin(), days_.end(), [](const auto& left, const auto& right) {
               return left.highest_equity < right.highest_equity;
           })->highest_equity;
}

bool has_fallen_beyond(Cash value, Cash from, domain::Ratio limit) {
    if (!from.is_positive()) return false;
    const auto allowed = base::multiply(from.value(), limit.value(), kScale, base::Rounding::Down);
    return exact(from.minus(value)) > Cash{exact(allowed)};
}

domain::Ratio fall_of(Cash value, Cash from) {
    if (!from.is_positive() || value >= from) return {};
    const auto part =
        base::divide(exact(from.minus(value)).value(), from.value(), kPeopleScale, base::Rounding::HalfEven);
    return part ? domain::Ratio{*part} : domain::Ratio{};
}

}  // namespace trading::execution
