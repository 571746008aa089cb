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

// An opposite position is no hedge in any of these: its exit or its stop may end it at any moment, and no limit holds
// those up.
struct AccountExposure {
    domain::Notional gross;             // Sum of the magnitudes of the worst cases.
    domain::Notional net;               // The larger of the sums of all longs and of all shorts.
    base::Decimal correlated_squared;  // Of what they come to together, rounded up; in quote currency squared.
};

// What no estimate of correlations backs is taken as bad: positions of the same direction move together by 0.9, and
// positions of opposite directions do not hedge one another. Never below what any choice of fills could come to.
inline constexpr std::int64_t kAssumedCorrelationTenths = 9;

// R08. At the limit: no.
[[nodiscard]] bool is_correlated_beyond(const AccountExposure& exposure, domain::Notional limit);

// In quote currency at valuation prices. `NotFound` when an instrument with exposure has no price.
[[nodiscard]] base::Result<AccountExposure> account_exposure(const WorstCases& cases, const MarketView& market);

}  // namespace trading::execution
