#pragma once

#include "services/simulator/core/venue_state.hpp"

namespace trading::simulator {

// A position as the venue shows it at the current mark price; the account must hold one there, open or closed.
[[nodiscard]] PositionView position_view(
    const VenueState& state, const Account& account, std::size_t market, PositionKind kind
);

// Equity over what the venue needs to wind the positions up (maintenance and the taker fee); absent without positions.
[[nodiscard]] std::optional<base::Decimal> margin_ratio(const MarginFigures& figures);

[[nodiscard]] BalanceView balance_view(
    const VenueState& state, const Account& account, const domain::Currency& currency
);

}  // namespace trading::simulator
