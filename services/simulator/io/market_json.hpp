#pragma once

#include "services/simulator/core/instrument_spec.hpp"
#include "services/simulator/core/market_views.hpp"
#include "services/simulator/io/json_writer.hpp"

#include <span>
#include <string_view>

// Market data with every field that OKX prints (okx-v5 sections 5 and 6). REST and sockets share most shapes.
namespace trading::simulator {

void write_instrument(JsonWriter& json, const InstrumentSpec& spec);
void write_ticker(JsonWriter& json, const TickerView& ticker, std::string_view instrument_type);
void write_index_ticker(JsonWriter& json, const IndexTickerView& ticker);
void write_candle(JsonWriter& json, const CandleView& candle);
// The shorter row of mark price and index, which have no volumes.
void write_reference_candle(JsonWriter& json, const CandleView& candle);
void write_mark_price(JsonWriter& json, const MarkPriceView& mark, std::string_view instrument_type);
void write_funding_rate(JsonWriter& json, const FundingRateView& funding);
void write_funding_history(JsonWriter& json, const FundingHistoryView& funding);
void write_price_limit(JsonWriter& json, const PriceLimitView& limit, std::string_view instrument_type);
void write_open_interest(JsonWriter& json, const OpenInterestView& interest);

// [[price, size, "0", orders], ...]; books-full leaves the dead third field out.
void write_levels(JsonWriter& json, std::span<const BookLevelView> levels, bool has_dead_field = true);

// Levels of books-rpi: price, quantity, what of it is open to everybody, orders.
void write_rpi_levels(JsonWriter& json, std::span<const BookLevelView> levels);

// A row of market/trades and history-trades.
void write_trade_row(JsonWriter& json, const TradeView& trade);

// One message of the trades channel.
void write_trade_push(JsonWriter& json, const TradeView& trade, std::int64_t sequence);

// One message of trades-all, for the match at `index` of the trade.
void write_match_push(JsonWriter& json, const TradeView& trade, std::size_t index);

}  // namespace trading::simulator
