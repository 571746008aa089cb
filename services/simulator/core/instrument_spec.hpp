#pragma once

#include "common/domain/instrument.hpp"

#include <string>
#include <vector>

namespace trading::simulator {

// One contract of the simulated venue: the published instrument plus what only the venue itself knows. The io side
// prints `published` as an instruments row: instType and ctType from its kinds, lotSz, minSz, tickSz, ctVal =
// contract_multiplier (derivatives), ctValCcy = base currency, settleCcy, instIdCode = venue_numeric_id, lever =
// maximum_leverage (empty for spot), maxLmtSz, maxMktSz (USDT for spot).
struct InstrumentSpec {
    domain::Instrument published;
    domain::InstrumentId index;      // Its index and uly, e.g. BTC-USDT.
    base::Decimal start_price;       // Where the market model starts.
    base::Decimal maintenance_rate;  // Of notional; zero for spot.
    base::Decimal price_limit_rate;  // Half-width of the price-limit band as a fraction of the reference price.
    base::Decimal position_limit;    // Contracts, position and pending orders together; zero for spot.
    std::string fee_group{"1"};      // groupId.
};

// Spot BTC-USDT, ETH-USDT, SOL-USDT and the linear swaps BTC-USDT-SWAP, ETH-USDT-SWAP, in this order, with OKX's steps
// and sizes.
[[nodiscard]] std::vector<InstrumentSpec> default_instruments();

}  // namespace trading::simulator
