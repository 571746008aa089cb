#pragma once

#include "common/domain/order.hpp"

namespace trading::backtest {

// The position of a linear contract as a venue keeps it: signed, with the average price of what opened it. Pure.
class NetPosition {
public:
    explicit NetPosition(base::Decimal contract_multiplier) : multiplier_(contract_multiplier) {}

    // What the trade realises, before fees, in settle currency. One that turns the position around closes all of it and
    // opens the rest at its own price.
    [[nodiscard]] domain::Cash apply(domain::Side side, domain::Price price, domain::Quantity quantity);

    // What closing all of it at this price would realise.
    [[nodiscard]] domain::Cash unrealised_at(domain::Price price) const;

    [[nodiscard]] const base::Decimal& multiplier() const noexcept { return multiplier_; }
    [[nodiscard]] const domain::Quantity& quantity() const noexcept { return quantity_; }
    [[nodiscard]] bool is_flat() const noexcept { return quantity_.is_zero(); }
    // Zero when flat.
    [[nodiscard]] const domain::Price& average_entry_price() const noexcept { return average_; }

private:
    [[nodiscard]] domain::Cash profit(domain::Price exit, domain::Quantity signed_quantity) const;

    base::Decimal multiplier_;
    domain::Quantity quantity_;
    domain::Price average_;
};

}  // namespace trading::backtest
