#pragma once

#include "common/domain/instrument.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/execution/core/output.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace trading::execution {

// The double-entry books of our cash at the venue. Every fill and every bill becomes one entry whose lines sum to zero
// in each currency; the totals of the account `Venue` must equal what the venue says, to the last digit. Amounts are
// booked as the venue reports them, nothing is estimated.
class Ledger {
public:
    void recover(const domain::RecoveredState& state);

    // Whether the opening balances are booked; before that there is nothing to compare.
    [[nodiscard]] bool is_open() const noexcept { return is_open_; }

    // Books what the venue holds at the very first start. Nothing is booked before.
    void open(const std::vector<domain::Balance>& balances, base::Timestamp ts_venue, Step& step);

    void book_fill(const domain::Fill& fill, const domain::Instrument& instrument, Step& step);

    // False when the bill is booked already, or is older than the opening.
    bool book_bill(const domain::Bill& bill, Step& step);

    // What the venue says is free; kept beside our totals in the stored balance.
    void set_available(const domain::Balance& venue_balance);

    [[nodiscard]] const std::map<domain::Currency, domain::Balance>& balances() const noexcept { return balances_; }
    [[nodiscard]] domain::Cash total(const domain::Currency& currency) const;
    [[nodiscard]] domain::Cash available(const domain::Currency& currency) const;

    // Fills and bills up to here are part of the opening balances.
    [[nodiscard]] base::Timestamp opened_at() const noexcept { return ts_opened_; }

    // Bills from here on are not booked yet, apart from those whose ids are known.
    [[nodiscard]] base::Timestamp bills_since() const noexcept { return ts_last_bill_; }

    // The ids of the bills in our books.
    [[nodiscard]] const std::set<std::string>& booked_bills() const noexcept { return booked_bills_; }

private:
    void post(domain::LedgerEntry entry, Step& step);

    bool is_open_ = false;
    base::Timestamp ts_opened_{};
    base::Timestamp ts_last_bill_{};
    std::map<domain::Currency, domain::Balance> balances_;
    std::set<std::string> booked_bills_;
};

}  // namespace trading::execution
