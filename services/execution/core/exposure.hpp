#pragma once

#include "common/domain/intent.hpp"
#include "common/domain/market_data.hpp"
#include "services/execution/core/market_view.hpp"
#include "services/execution/core/order_table.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <map>

namespace trading::execution {

// The worst that can come of one instrument: the position if all open buys filled, and if all open sells filled.
// Orders in flight and of unknown outcome count in full; what only shrinks a position does not count.
struct WorstCase {
    domain::Quantity longest;   // Signed.
    domain::Quantity shortest;  // Signed.

    [[nodiscard]] domain::Quantity magnitude_max() const;
};

using WorstCases = std::map<domain::InstrumentId, WorstCase>;

[[nodiscard]] bool opens_a_position(const domain::Order& order) noexcept;

[[nodiscard]] WorstCases worst_cases(const PositionKeeper& positions, const OrderTable& orders);

// Adds the whole quantity of an order that is not placed yet. `OutOfRange` when it does not fit.
[[nodiscard]] base::Status add_order(WorstCases& cases, const domain::OrderIntent& intent);

struct AccountExposure {
    domain::Notional gross;  // Sum of the magnitudes of the worst cases.
    domain::Notional net;    // The larger magnitude of the two signed sums.
};

// In quote currency at valuation prices. `NotFound` when an instrument with exposure has no price.
[[nodiscard]] base::Result<AccountExposure> account_exposure(const WorstCases& cases, const MarketView& market);

}  // namespace trading::execution
