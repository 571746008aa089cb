#include "services/execution/core/spot_sales.hpp"

#include "common/base/planted_defect.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::execution {

using domain::Quantity;

bool SpotSales::claim(const domain::Instrument& instrument, Quantity wanted, base::Timestamp now) {
    if (!instrument.is_spot() || TRADING_PLANTED_DEFECT("spot_exit_beside_its_stop")) return true;
    if (free(instrument, now) >= wanted) {
        claims_.erase(instrument.id);
        return true;
    }
    Claim& claim = claims_[instrument.id];
    if (claim.ts_lapses <= now) claim.wanted = {};
    claim.wanted = std::max(claim.wanted, wanted);
    claim.ts_lapses = now + kClaimLasts;
    return false;
}

Quantity SpotSales::claimed(const domain::InstrumentId& id, base::Timestamp now) const {
    const auto found = claims_.find(id);
    return found == claims_.end() || found->second.ts_lapses <= now ? Quantity{} : found->second.wanted;
}

Quantity SpotSales::free(const domain::Instrument& instrument, base::Timestamp now) const {
    // What a stop that fired sells is seen only in its own order, a moment later.
    const base::Timestamp since = std::max(positions_.complete_until(), now - OrderTable::kFiringMax);
    if (orders_.has_stop_fired_since(instrument.id, since)) return {};
    Quantity left = tradable_part(instrument, positions_.quantity(instrument.id));
    for (const ManagedOrder* managed : orders_.exposed_orders()) {
        const domain::Order& order = managed->order;
        const bool sells_ours = order.side == domain::Side::Sell && !order.strategy_id.empty();
        if (order.instrument_id != instrument.id || !sells_ours) continue;
        // An amend on its way may make it larger than it is known to be.
        const bool is_unsettled = managed->awaited && managed->awaited->kind == domain::RequestKind::Amend;
        if (is_unsettled || managed->ts_verify != base::Timestamp{}) return {};
        left = excess(left, managed->outstanding());
    }
    return left;
}

}  // namespace trading::execution
