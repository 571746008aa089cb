#pragma once

#include "services/gateway/core/book_builder.hpp"
#include "services/gateway/core/candle_keeper.hpp"
#include "services/gateway/core/reference_keeper.hpp"
#include "services/gateway/core/trade_checker.hpp"

#include <map>
#include <vector>

namespace trading::gateway {

// Everything that the gateway keeps for one instrument.
struct InstrumentFeeds {
    InstrumentFeeds(const domain::InstrumentId& id, const GatewayOptions& options, BookBuilder::Shared shared);

    void append_facts(std::vector<domain::MarketFact>& facts) const;
    void on_tick(Step& step);

    BookBuilder book;
    TradeChecker trades;
    ReferenceKeeper references;
    std::map<base::Duration, CandleKeeper> candles;  // By interval.
};

// The feeds that the configured channels mean for one instrument: spot has no mark price and no funding.
[[nodiscard]] std::vector<domain::FeedKey> feeds_of(
    const domain::Instrument& instrument, const GatewayOptions& options
);

}  // namespace trading::gateway
