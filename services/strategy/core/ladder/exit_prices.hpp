#pragma once

#include "common/domain/instrument.hpp"
#include "common/domain/market_data.hpp"

#include <vector>

namespace trading::strategy {

// One take-profit: its distance in multiples of the stop's distance R, and its share of the position.
struct LadderLevel {
    base::Decimal multiple{1};
    std::int64_t weight = 1;

    bool operator==(const LadderLevel&) const = default;
};

// A take-profit at a price; levels that fell together share one.
struct TakeProfit {
    domain::Price price;
    std::int64_t weight = 0;

    bool operator==(const TakeProfit&) const = default;
};

struct ExitPrices {
    domain::Price stop;
    std::vector<TakeProfit> take_profits;  // Nearest first.

    bool operator==(const ExitPrices&) const = default;
};

// What a position is, for the prices at which it ends.
struct ExitBasis {
    const domain::Instrument& instrument;
    domain::Side side = domain::Side::Buy;  // Buy: the position is long.
    domain::Price entry;                    // E, the average price of the entry's fills; need not be on a tick.
    domain::Price distance;                 // D, one R.
};

inline constexpr std::size_t kLadderLevelsMax = 10;

// The stop is rounded away from the entry: long floor(E - D), short ceil(E + D). Take-profits are rounded towards it:
// long floor(E + m D), short ceil(E - m D). A level that is not two ticks beyond `round_trip_cost` (in price) from the
// entry, or falls onto the next one, is merged into the next. `InvalidArgument` when the levels are none, too many or
// do not ascend; `OutOfRange` when no level is far enough or a price would not be positive.
[[nodiscard]] base::Result<ExitPrices> plan_exits(
    const ExitBasis& basis, const std::vector<LadderLevel>& levels, domain::Price round_trip_cost
);

// Where the stop has to be for an exit that loses nothing: long E (1 + fees) rounded up, short E (1 - fees) rounded
// down, with the fee rates of entry and exit together.
[[nodiscard]] base::Result<domain::Price> break_even_stop(const ExitBasis& basis, domain::Ratio fee_rates);

// A chandelier that never loosens: long max(stop, extreme - distance), short min(stop, extreme + distance), rounded as
// a stop is; `extreme` is the highest high (short: lowest low) since the entry.
[[nodiscard]] base::Result<domain::Price> trailed_stop(
    const ExitBasis& basis, domain::Price stop, domain::Price extreme, domain::Price trail_distance
);

}  // namespace trading::strategy
