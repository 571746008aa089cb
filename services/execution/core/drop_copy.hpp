#pragma once

#include "services/execution/core/booked_fills.hpp"
#include "services/execution/core/ledger.hpp"
#include "services/execution/core/market_view.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace trading::execution {

// A second account of positions and cash, rebuilt from the fills and bills as the venue tells them. It shares nothing
// with our books but their state when it began: other deduplication, other arithmetic, never stored. When both differ,
// one of them counted something twice, not at all, or wrongly.
class DropCopy {
public:
    explicit DropCopy(const MarketView& market) : market_(market) {}

    // As the venue tells it: in any order, any number of times.
    void take(const domain::Fill& fill);
    void take(const domain::Bill& bill);

    // Begins with what our books hold, at a moment when they equal the venue's. `booked` and the bills of the ledger
    // are part of that: the venue may tell them again, and its lists may be late. Once; later calls do nothing.
    void begin(const PositionKeeper& positions, const Ledger& ledger, const BookedFills& booked);

    // One line for each position and currency that our books count otherwise; nothing before it has begun.
    [[nodiscard]] std::vector<std::string> differences(const PositionKeeper& positions, const Ledger& ledger) const;

    // Forgets fills that are older than `before`; the venue does not repeat them any more.
    void forget(base::Timestamp before);

private:
    void add_cash(const domain::Currency& currency, const base::Decimal& amount);

    const MarketView& market_;
    bool has_begun_ = false;
    base::Timestamp ts_opened_{};  // What is not newer is part of the opening balances.
    BookedFills fills_;
    std::set<std::string> bills_;
    std::map<domain::InstrumentId, domain::Quantity> positions_;  // Derivatives.
    std::map<domain::Currency, domain::Cash> cash_;
};

}  // namespace trading::execution
