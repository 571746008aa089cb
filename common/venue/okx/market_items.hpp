#pragma once

#include "common/domain/venue_feed.hpp"
#include "common/venue/okx/item_reader.hpp"

#include <vector>

namespace trading::venue::okx {

// One item of `data` of each public channel, the same over the socket and over REST (section 5 and 6 of the protocol
// reference). Each adds to `out` what it can read; false only when the JSON is broken.

using FeedEvents = std::vector<domain::VenueFeedEvent>;

[[nodiscard]] bool read_book(
    ItemReader& reader, JsonObject item, const domain::InstrumentId& instrument_id, bool is_snapshot, FeedEvents& out
);
[[nodiscard]] bool read_trade(ItemReader& reader, JsonObject item, FeedEvents& out);
[[nodiscard]] bool read_ticker(ItemReader& reader, JsonObject item, FeedEvents& out);
// A row: [ts, open, high, low, close, volume, ...]; the last element says whether it is closed.
[[nodiscard]] bool read_candle(
    ItemReader& reader,
    JsonValue& row,
    const domain::InstrumentId& instrument_id,
    base::Duration interval,
    FeedEvents& out
);
[[nodiscard]] bool read_mark_price(ItemReader& reader, JsonObject item, FeedEvents& out);
[[nodiscard]] bool read_funding_rate(ItemReader& reader, JsonObject item, FeedEvents& out);
[[nodiscard]] bool read_price_limit(ItemReader& reader, JsonObject item, FeedEvents& out);
[[nodiscard]] bool read_venue_status(ItemReader& reader, JsonObject item, FeedEvents& out);
// Spot, perpetual swaps and futures. The venue tells no time: ts_event is our receipt.
[[nodiscard]] bool read_instrument(ItemReader& reader, JsonObject item, FeedEvents& out);

}  // namespace trading::venue::okx
