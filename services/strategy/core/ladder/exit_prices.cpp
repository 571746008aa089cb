#include "services/strategy/core/ladder/exit_prices.hpp"

#include "common/domain/rounding.hpp"

#include <algorithm>

namespace trading::strategy {
namespace {

using namespace domain;
using base::Decimal;
using base::ErrorCode;
using base::Result;
using base::Rounding;

// Digits that prices keep below the tick before they are rounded to it.
constexpr int kDigitsBelowTick = 4;
constexpr int kTicksFromEntryMin = 2;

bool is_long(const ExitBasis& basis) { return basis.side == Side::Buy; }

int digits_of(const Instrument& instrument) {
    return std::min<int>(instrument.tick_size.value().scale() + kDigitsBelowTick, Decimal::kMaxScale);
}

Result<Price> positive(const Result<Price>& price) {
    if (price && !price->is_positive()) return base::failure(ErrorCode::OutOfRange, "an exit's price is not positive");
    return price;
}

// Stops and take-profits of a long are rounded down, those of a short up: the stop away from the entry, the rest to it.
Result<Price> on_tick(const ExitBasis& basis, const Result<Price>& price) {
    if (!price) return price;
    return positive(is_long(basis) ? floor_to_tick(basis.instrument, *price) : ceil_to_tick(basis.instrument, *price));
}

Result<Price> with_profit(const ExitBasis& basis, Price distance) {
    return is_long(basis) ? basis.entry.plus(distance) : basis.entry.minus(distance);
}

Result<Price> with_loss(const ExitBasis& basis, Price from, Price distance) {
    return is_long(basis) ? from.minus(distance) : from.plus(distance);
}

bool are_levels_good(const std::vector<LadderLevel>& levels) {
    if (levels.empty() || levels.size() > kLadderLevelsMax) return false;
    Decimal before{0};
    for (const LadderLevel& level : levels) {
        if (level.weight <= 0 || level.multiple <= before) return false;
        before = level.multiple;
    }
    return true;
}

Result<Price> level_price(const ExitBasis& basis, const LadderLevel& level) {
    const auto gain =
        base::multiply(basis.distance.value(), level.multiple, digits_of(basis.instrument), Rounding::Down);
    if (!gain) return base::failure(gain.error());
    return on_tick(basis, with_profit(basis, Price{*gain}));
}

// The price that a take-profit has to reach at least.
Result<Price> nearest_allowed(const ExitBasis& basis, Price round_trip_cost) {
    const auto ticks = base::multiply(basis.instrument.tick_size.value(), Decimal{kTicksFromEntryMin});
    if (!ticks) return base::failure(ticks.error());
    const auto distance = round_trip_cost.plus(Price{*ticks});
    if (!distance) return distance;
    return with_profit(basis, *distance);
}

// Drops what is too near or equal to the next, and gives its weight to the next.
std::vector<TakeProfit> merged(const ExitBasis& basis, const std::vector<TakeProfit>& levels, Price nearest) {
    std::vector<TakeProfit> kept;
    std::int64_t carried = 0;
    for (std::size_t index = 0; index < levels.size(); ++index) {
        const TakeProfit& level = levels[index];
        const bool is_near = is_long(basis) ? level.price < nearest : level.price > nearest;
        const bool is_same = index + 1 < levels.size() && levels[index + 1].price == level.price;
        carried += level.weight;
        if (is_near || is_same) continue;
        kept.push_back({level.price, carried});
        carried = 0;
    }
    return kept;
}

}  // namespace

Result<ExitPrices> plan_exits(const ExitBasis& basis, const std::vector<LadderLevel>& levels, Price round_trip_cost) {
    if (!are_levels_good(levels)) return base::failure(ErrorCode::InvalidArgument, "levels do not ascend");
    const auto stop = on_tick(basis, with_loss(basis, basis.entry, basis.distance));
    if (!stop) return base::failure(stop.error());
    std::vector<TakeProfit> all;
    for (const LadderLevel& level : levels) {
        const auto price = level_price(basis, level);
        if (!price) return base::failure(price.error());
        all.push_back({*price, level.weight});
    }
    const auto nearest = nearest_allowed(basis, round_trip_cost);
    if (!nearest) return base::failure(nearest.error());
    ExitPrices prices{*stop, merged(basis, all, *nearest)};
    if (prices.take_profits.empty()) {
        return base::failure(ErrorCode::OutOfRange, "no take-profit is beyond the cost of the round trip");
    }
    return prices;
}

Result<Price> break_even_stop(const ExitBasis& basis, Ratio fee_rates) {
    // Never less than the fees: the stop of a short is below the entry by them, as that of a long is above.
    const auto fees =
        base::multiply(basis.entry.value(), fee_rates.value(), digits_of(basis.instrument), Rounding::Ceiling);
    if (!fees) return base::failure(fees.error());
    const auto exact = with_profit(basis, Price{*fees});
    if (!exact) return exact;
    return positive(is_long(basis) ? ceil_to_tick(basis.instrument, *exact) : floor_to_tick(basis.instrument, *exact));
}

Result<Price> trailed_stop(const ExitBasis& basis, Price stop, Price extreme, Price trail_distance) {
    const auto trailed = on_tick(basis, with_loss(basis, extreme, trail_distance));
    if (!trailed) return trailed;
    return is_long(basis) ? std::max(stop, *trailed) : std::min(stop, *trailed);
}

}  // namespace trading::strategy
