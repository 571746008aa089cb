#include "services/strategy/core/entry_plan.hpp"

#include "common/domain/rounding.hpp"

#include <algorithm>

namespace trading::strategy {
namespace {

using namespace domain;
using base::Decimal;
using base::Rounding;

// Digits that distances keep below the tick before they are rounded to it.
constexpr int kDigitsBelowTick = 4;

int digits_of(const Instrument& instrument) {
    return std::min<int>(instrument.tick_size.value().scale() + kDigitsBelowTick, Decimal::kMaxScale);
}

base::Result<Price> stop_distance(
    const Instrument& instrument, Price entry, double average_true_range, const EntryRules& rules
) {
    const double least = entry.to_double() * rules.stop_bp_min * 1e-4;
    const double distance = std::max(rules.stop_atr_multiple * average_true_range, least);
    const auto exact = Decimal::from_double(distance, digits_of(instrument), Rounding::Ceiling);
    if (!exact) return base::failure(exact.error());
    return ceil_to_tick(instrument, std::max(Price{*exact}, instrument.tick_size));
}

// E moved by `distance` up (true) or down, not yet on a tick.
base::Result<Price> moved(Price from, Price distance, bool is_up) {
    return is_up ? from.plus(distance) : from.minus(distance);
}

}  // namespace

base::Result<Price> through_the_quote(const Instrument& instrument, Side side, Price best, int ticks) {
    const auto step = base::multiply(instrument.tick_size.value(), Decimal{ticks});
    if (!step) return base::failure(step.error());
    const auto price = moved(best, Price{*step}, side == Side::Buy);
    if (!price) return price;
    if (!price->is_positive()) return base::failure(base::ErrorCode::OutOfRange, "limit price is not positive");
    return price;
}

base::Result<EntryPlan> plan_entry(
    const Instrument& instrument,
    Side side,
    const BestQuotes& quotes,
    double average_true_range,
    const EntryRules& rules
) {
    const bool is_long = side == Side::Buy;
    EntryPlan plan;
    switch (rules.mode) {
        case EntryMode::Taker: {
            plan.expected = is_long ? quotes.ask : quotes.bid;
            const auto limit = through_the_quote(instrument, side, plan.expected, rules.slippage_ticks);
            if (!limit) return base::failure(limit.error());
            plan.limit = *limit;
            break;
        }
        case EntryMode::Maker:
            plan.expected = is_long ? quotes.bid : quotes.ask;
            plan.limit = plan.expected;
            break;
    }
    const auto distance = stop_distance(instrument, plan.expected, average_true_range, rules);
    if (!distance) return base::failure(distance.error());
    const auto round = [&](const Price& price) {
        return is_long ? floor_to_tick(instrument, price) : ceil_to_tick(instrument, price);
    };
    const auto stop = moved(plan.expected, *distance, !is_long).and_then(round);
    if (!stop) return base::failure(stop.error());
    const auto gain =
        base::multiply(distance->value(), rules.take_profit_multiple, digits_of(instrument), Rounding::Down);
    if (!gain) return base::failure(gain.error());
    const auto take_profit = moved(plan.expected, Price{*gain}, is_long).and_then(round);
    if (!take_profit) return base::failure(take_profit.error());
    plan.stop = *stop;
    plan.take_profit = *take_profit;

    const Price lowest = is_long ? plan.stop : plan.take_profit;
    const bool is_apart = is_long ? plan.take_profit > plan.limit : plan.take_profit < plan.limit;
    if (!lowest.is_positive()) return base::failure(base::ErrorCode::OutOfRange, "protection price is not positive");
    if (!is_apart) return base::failure(base::ErrorCode::OutOfRange, "take-profit is within the slippage");
    return plan;
}

}  // namespace trading::strategy
