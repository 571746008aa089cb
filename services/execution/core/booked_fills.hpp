#pragma once

#include "common/base/time.hpp"
#include "common/domain/order.hpp"

#include <map>
#include <utility>

namespace trading::execution {

// Fills by what makes one unique, and when they happened: trade ids alone repeat from instrument to instrument.
using BookedFills = std::map<std::pair<domain::InstrumentId, domain::TradeId>, base::Timestamp>;

}  // namespace trading::execution
