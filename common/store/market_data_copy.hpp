#pragma once

#include "common/domain/market_data.hpp"
#include "common/store/transaction.hpp"

#include <cstdint>
#include <span>

namespace trading::store {

// Writes the facts of one batch by COPY, one table after the other, and instruments as upserts. Answers the number of
// rows. Forming candles, feed states and venue states are passed over.
[[nodiscard]] std::int64_t copy_market_facts(pqxx::work& work, std::span<const domain::MarketFact> facts);

}  // namespace trading::store
