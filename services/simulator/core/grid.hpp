#pragma once

#include "common/domain/market_data.hpp"
#include "services/simulator/core/instrument_spec.hpp"
#include "services/simulator/core/money.hpp"

#include <optional>

namespace trading::simulator {

// The whole numbers that the engine computes with, instead of decimals: prices in ticks, sizes in lots. Construction
// asserts that an instrument's steps make every notional exact in Money's 10 digits.
class Grid {
public:
    explicit Grid(const InstrumentSpec& spec);

    // Nothing when it is not a multiple of the step or does not fit.
    [[nodiscard]] std::optional<std::int64_t> to_ticks(const base::Decimal& price) const;
    [[nodiscard]] std::optional<std::int64_t> to_lots(const base::Decimal& size) const;

    [[nodiscard]] base::Decimal to_price(std::int64_t ticks) const;
    [[nodiscard]] base::Decimal to_size(Wide lots) const;

    // A market model's price on the grid, at least one tick.
    [[nodiscard]] std::int64_t nearest_ticks(double price) const;
    [[nodiscard]] double price_of(double ticks) const noexcept { return ticks * tick_; }

    // price x size x contract multiplier, in quote currency: units of 10^-10. `value` is a sum of ticks x lots.
    [[nodiscard]] Wide notional_units(Wide value) const noexcept { return value * notional_unit_; }
    [[nodiscard]] Money notional(std::int64_t ticks, std::int64_t lots) const {
        return Money::from_units(notional_units(Wide{ticks} * lots));
    }

    // Base currency of a size: of spot itself, and of what contracts stand for.
    [[nodiscard]] Wide base_units(Wide lots) const noexcept { return lots * base_unit_; }
    [[nodiscard]] Money base(std::int64_t lots) const { return Money::from_units(base_units(lots)); }

    // How many whole lots `money` (quote currency) buys at `ticks`; rounded down.
    [[nodiscard]] std::int64_t lots_for(Money money, std::int64_t ticks) const;

    // value / lots as a price, rounded half even to 10 digits; `value` is a sum of ticks x lots.
    [[nodiscard]] base::Decimal average_price(Wide value, std::int64_t lots) const;

private:
    base::Decimal tick_size_;
    base::Decimal lot_size_;
    Wide notional_unit_ = 0;  // Units of quote currency per tick and lot.
    Wide base_unit_ = 0;      // Units of base currency per lot.
    Wide average_unit_ = 0;   // 10^-10 units per tick.
    double tick_ = 0;
};

}  // namespace trading::simulator
