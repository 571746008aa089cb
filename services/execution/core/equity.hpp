#pragma once

#include "services/execution/core/ledger.hpp"
#include "services/execution/core/limits.hpp"
#include "services/execution/core/market_view.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <optional>

namespace trading::execution {

// What a position would gain if it were closed at its valuation price, in quote currency. Absent without a price or an
// average entry price.
[[nodiscard]] std::optional<domain::Cash> unrealised_of(const domain::Position& position, const InstrumentMarket& market);

// What values the account: cash by the prices of the instruments that we follow, and the unrealised profit of
// derivatives. Currencies without such an instrument count as nothing.
struct EquityView {
    const Limits& limits;
    const MarketView& market;
    const PositionKeeper& positions;
    const Ledger& ledger;
};

// In the currency of the account's limits. Absent while our books are not open, or when something that we hold and
// follow has no price yet: an unknown price must look neither like a loss nor like a profit.
[[nodiscard]] std::optional<domain::Cash> equity_of(const EquityView& view);

// What an amount of a currency is worth in the currency of the account's limits; zero when we follow no market of it,
// absent when its market has no price yet.
[[nodiscard]] std::optional<domain::Cash> value_of(
    const EquityView& view, const domain::Currency& currency, domain::Cash amount
);

// R10. At the limit: no. Without equity any exposure is beyond it.
[[nodiscard]] bool is_leveraged_beyond(domain::Notional gross, domain::Cash equity, domain::Ratio limit);

}  // namespace trading::execution
