#pragma once

#include "services/backtest/venue/net_position.hpp"

namespace trading::backtest {

// What cash and position are worth together at a mark price, and what the venue wants to see of it: `rate` of the
// notional there. One tier; cross margin. Pure.
[[nodiscard]] domain::Cash margin_balance(const NetPosition& position, domain::Cash cash, domain::Price mark);
[[nodiscard]] domain::Cash maintenance_margin(const NetPosition& position, domain::Ratio rate, domain::Price mark);

// Whether the venue takes the position over: the balance is no more than what maintenance needs.
[[nodiscard]] bool is_liquidated(
    const NetPosition& position, domain::Cash cash, domain::Ratio rate, domain::Price mark
);

// Where closing the position would leave no cash, before the fee. The position must not be flat. Twelve digits.
[[nodiscard]] domain::Price bankruptcy_price(const NetPosition& position, domain::Cash cash);

}  // namespace trading::backtest
