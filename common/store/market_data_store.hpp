#pragma once

#include "common/domain/market_data.hpp"
#include "common/store/database.hpp"
#include "common/store/newest_candles.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace trading::store {

// Recorded market data: append-only, one partition for each UTC day, old days dropped whole. One thread.
class MarketDataStore {
public:
    struct Options {
        DatabaseOptions database;
        int retention_days = 7;
    };

    // Connects and applies missing migrations.
    [[nodiscard]] static base::Result<MarketDataStore> open(Options options);

    // Writes a batch by COPY in one transaction; answers how many rows were written. Facts that are not recorded
    // (feed states, venue states) are passed over, and so is a candle that is not newer than the stored ones. All facts must have been received on days that `maintain` covered.
    [[nodiscard]] base::Result<std::int64_t> record(std::span<const domain::MarketFact> facts);

    // Makes the partitions of yesterday, today and tomorrow, and drops those older than the retention. Call at the
    // start and whenever the day changes.
    [[nodiscard]] base::Status maintain(base::Timestamp now);

private:
    MarketDataStore(Options options, Database database);

    Options options_;
    Database database_;
    std::optional<NewestCandles> newest_candles_;  // Absent: to be read.
};

}  // namespace trading::store
