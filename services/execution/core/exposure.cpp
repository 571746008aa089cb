#include "services/execution/core/exposure.hpp"

#include "common/base/planted_defect.hpp"
#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::execution {

using domain::Notional;
using domain::Quantity;

namespace {

base::Result<Notional> signed_notional(const InstrumentMarket& market, Quantity quantity) {
    const auto price = market.valuation_price();
    if (!price) return base::failure(base::ErrorCode::NotFound, market.instrument.id.value() + " has no price");
    return domain::notional_of(market.instrument, *price, quantity);
}

}  // namespace

Quantity WorstCase::magnitude_max() const { return std::max(magnitude(longest), magnitude(shortest)); }

bool opens_a_position(const domain::Order& order) noexcept {
    return order.purpose == domain::OrderPurpose::Entry && !order.is_reduce_only;
}

WorstCases worst_cases(const PositionKeeper& positions, const OrderTable& orders) {
    WorstCases cases;
    for (const auto& [id, position] : positions.all()) cases[id] = WorstCase{position.quantity, position.quantity};
    for (const ManagedOrder* managed : orders.exposed_orders()) {
        if (!opens_a_position(managed->order)) continue;
        if (TRADING_PLANTED_DEFECT("risk_ignores_in_flight") && !managed->is_at_venue()) continue;
        WorstCase& worst = cases[managed->order.instrument_id];
        if (managed->order.side == domain::Side::Buy) {
            worst.longest = sum(worst.longest, managed->outstanding());
        } else {
            worst.shortest = difference(worst.shortest, managed->outstanding());
        }
    }
    return cases;
}

base::Status add_order(WorstCases& cases, const domain::OrderIntent& intent) {
    WorstCase& worst = cases[intent.instrument_id];
    const bool is_buy = intent.side == domain::Side::Buy;
    const auto changed = is_buy ? worst.longest.plus(intent.quantity) : worst.shortest.minus(intent.quantity);
    if (!changed) return base::failure(changed.error());
    (is_buy ? worst.longest : worst.shortest) = *changed;
    return {};
}

base::Result<AccountExposure> account_exposure(const WorstCases& cases, const MarketView& market) {
    AccountExposure exposure;
    Notional longest;
    Notional shortest;
    for (const auto& [id, worst] : cases) {
        if (worst.longest.is_zero() && worst.shortest.is_zero()) continue;
        const InstrumentMarket* known = market.find(id);
        if (known == nullptr) return base::failure(base::ErrorCode::NotFound, id.value() + " is not listed");
        const auto long_notional = signed_notional(*known, worst.longest);
        const auto short_notional = signed_notional(*known, worst.shortest);
        if (!long_notional) return base::failure(long_notional.error());
        if (!short_notional) return base::failure(short_notional.error());
        const auto gross = exposure.gross.plus(std::max(magnitude(*long_notional), magnitude(*short_notional)));
        const auto longer = longest.plus(*long_notional);
        const auto shorter = shortest.plus(*short_notional);
        if (!gross || !longer || !shorter) return base::failure(base::ErrorCode::OutOfRange, "exposure does not fit");
        exposure.gross = *gross;
        longest = *longer;
        shortest = *shorter;
    }
    exposure.net = std::max(magnitude(longest), magnitude(shortest));
    return exposure;
}

}  // namespace trading::execution
