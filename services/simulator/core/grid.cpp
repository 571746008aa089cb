#include "services/simulator/core/grid.hpp"

#include <algorithm>

namespace trading::simulator {
namespace {

// The decimal as a whole number of 10^-10 units; asserted, because specs are ours.
Wide exact_units(const base::Result<base::Decimal>& value) {
    TRADING_ASSERT(value.has_value());
    const auto units = value->coefficient_at(Money::kScale);
    TRADING_ASSERT(units.has_value());
    return *units;
}

// value / step when that is a whole number.
std::optional<std::int64_t> whole_steps(const base::Decimal& value, const base::Decimal& step) {
    if (!value.is_multiple_of(step)) return std::nullopt;
    const auto quotient = base::divide(value, step, 0, base::Rounding::Down);
    if (!quotient) return std::nullopt;
    return quotient->coefficient();
}

}  // namespace

Grid::Grid(const InstrumentSpec& spec)
    : tick_size_(spec.published.tick_size.value()),
      lot_size_(spec.published.lot_size.value()),
      tick_(tick_size_.to_double()) {
    const auto base_per_lot = base::multiply(lot_size_, spec.published.contract_multiplier);
    TRADING_ASSERT(base_per_lot.has_value());
    base_unit_ = exact_units(base_per_lot);
    notional_unit_ = exact_units(base::multiply(*base_per_lot, tick_size_));
    average_unit_ = exact_units(tick_size_);
    TRADING_ASSERT(base_unit_ > 0);
    TRADING_ASSERT(notional_unit_ > 0);
}

std::optional<std::int64_t> Grid::to_ticks(const base::Decimal& price) const { return whole_steps(price, tick_size_); }

std::optional<std::int64_t> Grid::to_lots(const base::Decimal& size) const { return whole_steps(size, lot_size_); }

base::Decimal Grid::to_price(std::int64_t ticks) const {
    return decimal_of(Wide{ticks} * tick_size_.coefficient(), tick_size_.scale());
}

base::Decimal Grid::to_size(Wide lots) const { return decimal_of(lots * lot_size_.coefficient(), lot_size_.scale()); }

std::int64_t Grid::nearest_ticks(double price) const {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(price / tick_ + 0.5));
}

std::int64_t Grid::lots_for(Money money, std::int64_t ticks) const {
    if (!money.is_positive()) return 0;
    return static_cast<std::int64_t>(money.units() / notional_units(ticks));
}

base::Decimal Grid::average_price(Wide value, std::int64_t lots) const {
    TRADING_ASSERT(lots > 0);
    return decimal_of(scaled_half_even(value, average_unit_, lots), Money::kScale);
}

}  // namespace trading::simulator
