#pragma once

#include "services/simulator/core/matcher.hpp"

#include <string>

namespace trading::simulator {

// Why the venue does not take something: sCode, sMsg and subCode. Code "0": it takes it.
struct Refusal {
    std::string code{"0"};
    std::string message;
    std::string sub_code;

    [[nodiscard]] bool is_refused() const noexcept { return code != "0"; }
};

// What an order may not do, checked before it lives (okx-v5 section 11). The checks run in the venue's order: the
// instrument, the shape, the limits, the price band, the position, the money. Reads only.
class OrderChecks {
public:
    static constexpr std::size_t kPendingPerInstrumentMax = 500;
    static constexpr std::size_t kPendingMax = 4000;

    OrderChecks(const VenueState& state, const OrderKeeper& keeper) : state_(state), keeper_(keeper) {}

    // Instrument, margin mode and position side: the same for ordinary and algo orders.
    [[nodiscard]] Refusal check_place(
        const Account& account, const Market* market, MarginMode mode, std::optional<PositionSide> side
    ) const;
    [[nodiscard]] Refusal check_status(const Market& market, OrderKind kind) const;

    // Steps and limits of size and price, and contradictions between fields. Fills the whole numbers of `order`.
    [[nodiscard]] Refusal check_shape(const PlaceOrder& request, Order& order) const;
    [[nodiscard]] Refusal check_size(const Market& market, OrderKind kind, SizeUnit unit, const base::Decimal& size)
        const;
    // The attached legs must lie on the right side of the order's price.
    [[nodiscard]] Refusal check_attached(const Order& order) const;
    [[nodiscard]] Refusal check_capacity(const Account& account, const Order& order) const;

    // Clamps instead of refusing when `clamps` is set.
    [[nodiscard]] Refusal check_price_band(Order& order, bool clamps) const;
    // Reduce-only rules and the position limit; sets `opening_lots`.
    [[nodiscard]] Refusal check_position(Order& order) const;
    // The money for what is not yet frozen. `already_frozen` is what an amended order holds.
    [[nodiscard]] Refusal check_money(const Order& order, Money already_frozen) const;

private:
    [[nodiscard]] Refusal check_limit_size(const Market& market, const base::Decimal& size) const;
    [[nodiscard]] Money market_order_cost(const Order& order) const;

    const VenueState& state_;
    const OrderKeeper& keeper_;
};

[[nodiscard]] Refusal parameter_refusal(const std::string& name);

}  // namespace trading::simulator
