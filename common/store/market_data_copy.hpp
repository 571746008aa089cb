#pragma once

#include "common/domain/market_data.hpp"
#include "common/store/newest_candles.hpp"
#include "common/store/transaction.hpp"

#include <cstdint>
#include <span>

namespace trading::store {

[[nodiscard]] NewestCandles read_newest_candles(pqxx::work& work);

// Writes the facts of one batch by COPY, one table after the other, and instruments as upserts. Answers the number of
// rows. Forming candles, feed states and venue states are passed over, and so are candles that are not newer than
// `newest`, which is brought up to date: a gateway tells its history again after each start.
[[nodiscard]] std::int64_t copy_market_facts(
    pqxx::work& work, std::span<const domain::MarketFact> facts, NewestCandles& newest
);

}  // namespace trading::store
