#pragma once

#include "common/domain/instrument.hpp"

namespace trading::domain {

// All answers are exact multiples of the instrument's tick or lot; `OutOfRange` when they do not fit.
[[nodiscard]] base::Result<Price> floor_to_tick(const Instrument& instrument, Price price);
[[nodiscard]] base::Result<Price> ceil_to_tick(const Instrument& instrument, Price price);
[[nodiscard]] base::Result<Quantity> floor_to_lot(const Instrument& instrument, Quantity quantity);

[[nodiscard]] bool is_on_tick(const Instrument& instrument, Price price);
[[nodiscard]] bool is_on_lot(const Instrument& instrument, Quantity quantity);

// price x quantity x multiplier for spot and linear contracts, quantity x multiplier for inverse ones; in quote
// currency, at most 12 digits after the point, rounded half even.
[[nodiscard]] base::Result<Notional> notional_of(const Instrument& instrument, Price price, Quantity quantity);

}  // namespace trading::domain
