#pragma once

#include "services/execution/core/market_view.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_table.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <map>

namespace trading::execution {

// Sees to it that no more of a spot position can be sold than there is. The venue knows no reduce-only there, so a stop
// that rests and an order that closes could sell the same coins twice. Whoever wants to sell claims first; what he
// claims the stop leaves, and only what is known to be left he may sell. Derivatives need none of it.
class SpotSales {
public:
    SpotSales(
        const ExecutionOptions& options,
        const MarketView& market,
        const PositionKeeper& positions,
        const OrderTable& orders
    )
        : options_(options), market_(market), positions_(positions), orders_(orders) {}

    // True: sell `wanted` now. False: not yet; until the claim is repeated or lapses, the stop makes way for it.
    [[nodiscard]] bool claim(const domain::Instrument& instrument, domain::Quantity wanted, base::Timestamp now);

    // Nobody wants it any more; whoever else does claims again.
    void withdraw(const domain::InstrumentId& id) { claims_.erase(id); }

    // What the stop has to leave.
    [[nodiscard]] domain::Quantity claimed(const domain::InstrumentId& id, base::Timestamp now) const;

private:
    // A claim that is not repeated for so long is given up; claims are repeated with every input.
    static constexpr base::Duration kClaimLasts = std::chrono::milliseconds{500};

    struct Claim {
        domain::Quantity wanted;
        base::Timestamp ts_lapses{};
    };

    // What is held, and no order of ours, whatever becomes of it, can sell.
    [[nodiscard]] domain::Quantity free(const domain::Instrument& instrument, base::Timestamp now) const;

    const ExecutionOptions& options_;
    const MarketView& market_;
    const PositionKeeper& positions_;
    const OrderTable& orders_;
    std::map<domain::InstrumentId, Claim> claims_;
};

}  // namespace trading::execution
