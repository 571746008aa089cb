#pragma once

#include "common/domain/instrument.hpp"

namespace trading::backtest {

// What funding does to the cash of a signed position of a linear contract at a funding time: longs pay a positive rate
// to shorts, out of the notional at the mark price. In settle currency; negative: paid. At most 12 digits after the
// point.
[[nodiscard]] base::Result<domain::Cash> funding_payment(
    const domain::Instrument& instrument, domain::Quantity position, domain::Price mark_price, domain::Ratio rate
);

}  // namespace trading::backtest
