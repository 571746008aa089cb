#pragma once

#include "common/domain/instrument.hpp"

namespace trading::backtest {

// What the venue of a back-test lists and charges. One linear perpetual contract, cross margin, one net position.
struct VenueRules {
    domain::Instrument instrument;
    domain::Cash opening_cash;        // In settle currency.
    domain::Ratio maker_fee;          // Charged, of the notional.
    domain::Ratio taker_fee;          // The same.
    std::int64_t slippage_ticks = 1;  // What a taker gets worse than the price of the bar.
    domain::Ratio maintenance_margin;   // Of the notional at the mark price; below it the position is liquidated.
    domain::Ratio leverage;           // As the account is set.
};

}  // namespace trading::backtest
