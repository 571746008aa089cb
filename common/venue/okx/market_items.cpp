#include "common/venue/okx/market_items.hpp"

namespace trading::venue::okx {
namespace {

using domain::Price;
using domain::Quantity;

// [price, quantity, (dead field), order count]; the books of the retail channel have another one in between.
bool read_levels(ItemReader& reader, JsonValue& levels, std::vector<domain::BookLevel>& out) {
    return for_each_item(levels, [&](JsonValue& level) {
        std::array<std::string_view, 2> texts;
        std::size_t index = 0;
        const bool is_read = for_each_item(level, [&](JsonValue& part) {
            const std::size_t position = index++;
            return position >= texts.size() || read_text(part, texts[position]) == ValueKind::Text;
        });
        if (!is_read) return false;
        domain::BookLevel& added = out.emplace_back();
        added.price = reader.required<Price>("level price", texts[0]);
        added.quantity = reader.required<Quantity>("level quantity", texts[1]);
        if (added.quantity.is_negative()) reader.fail("level quantity", texts[1]);
        return true;
    });
}

struct BookTexts {
    std::string_view checksum;  // Always 0 since 2026-06; read so that it is known, never used.
    std::string_view instrument_id;
    std::string_view previous_sequence;
    std::string_view sequence;
    std::string_view ts;
};

constexpr FieldTable<BookTexts, 5> kBookFields{{
    {"checksum", &BookTexts::checksum},
    {"instId", &BookTexts::instrument_id},
    {"prevSeqId", &BookTexts::previous_sequence},
    {"seqId", &BookTexts::sequence},
    {"ts", &BookTexts::ts},
}};
static_assert(is_sorted(kBookFields));

struct TradeTexts {
    std::string_view count;
    std::string_view instrument_id;
    std::string_view price;
    std::string_view quantity;
    std::string_view sequence;
    std::string_view side;
    std::string_view source;
    std::string_view trade_id;
    std::string_view ts;
};

constexpr FieldTable<TradeTexts, 9> kTradeFields{{
    {"count", &TradeTexts::count},
    {"instId", &TradeTexts::instrument_id},
    {"px", &TradeTexts::price},
    {"seqId", &TradeTexts::sequence},
    {"side", &TradeTexts::side},
    {"source", &TradeTexts::source},
    {"sz", &TradeTexts::quantity},
    {"tradeId", &TradeTexts::trade_id},
    {"ts", &TradeTexts::ts},
}};
static_assert(is_sorted(kTradeFields));

struct TickerTexts {
    std::string_view ask_price;
    std::string_view ask_quantity;
    std::string_view bid_price;
    std::string_view bid_quantity;
    std::string_view instrument_id;
    std::string_view last_price;
    std::string_view last_quantity;
    std::string_view ts;
    std::string_view volume_24h;
};

constexpr FieldTable<TickerTexts, 9> kTickerFields{{
    {"askPx", &TickerTexts::ask_price},
    {"askSz", &TickerTexts::ask_quantity},
    {"bidPx", &TickerTexts::bid_price},
    {"bidSz", &TickerTexts::bid_quantity},
    {"instId", &TickerTexts::instrument_id},
    {"last", &TickerTexts::last_price},
    {"lastSz", &TickerTexts::last_quantity},
    {"ts", &TickerTexts::ts},
    {"vol24h", &TickerTexts::volume_24h},
}};
static_assert(is_sorted(kTickerFields));

struct MarkPriceTexts {
    std::string_view instrument_id;
    std::string_view mark_price;
    std::string_view ts;
};

constexpr FieldTable<MarkPriceTexts, 3> kMarkPriceFields{{
    {"instId", &MarkPriceTexts::instrument_id},
    {"markPx", &MarkPriceTexts::mark_price},
    {"ts", &MarkPriceTexts::ts},
}};
static_assert(is_sorted(kMarkPriceFields));

struct FundingTexts {
    std::string_view instrument_id;
    std::string_view next_time;
    std::string_view rate;
    std::string_view time;
    std::string_view ts;
};

constexpr FieldTable<FundingTexts, 5> kFundingFields{{
    {"fundingRate", &FundingTexts::rate},
    {"fundingTime", &FundingTexts::time},
    {"instId", &FundingTexts::instrument_id},
    {"nextFundingTime", &FundingTexts::next_time},
    {"ts", &FundingTexts::ts},
}};
static_assert(is_sorted(kFundingFields));

struct PriceLimitTexts {
    std::string_view enabled;
    std::string_view highest_buy;
    std::string_view instrument_id;
    std::string_view lowest_sell;
    std::string_view ts;
};

constexpr FieldTable<PriceLimitTexts, 5> kPriceLimitFields{{
    {"buyLmt", &PriceLimitTexts::highest_buy},
    {"enabled", &PriceLimitTexts::enabled},
    {"instId", &PriceLimitTexts::instrument_id},
    {"sellLmt", &PriceLimitTexts::lowest_sell},
    {"ts", &PriceLimitTexts::ts},
}};
static_assert(is_sorted(kPriceLimitFields));

struct StatusTexts {
    std::string_view begin;
    std::string_view end;
    std::string_view state;
    std::string_view title;
    std::string_view ts;
};

constexpr FieldTable<StatusTexts, 5> kStatusFields{{
    {"begin", &StatusTexts::begin},
    {"end", &StatusTexts::end},
    {"state", &StatusTexts::state},
    {"title", &StatusTexts::title},
    {"ts", &StatusTexts::ts},
}};
static_assert(is_sorted(kStatusFields));

domain::InstrumentId instrument_of(ItemReader& reader, std::string_view text) {
    if (text.empty()) reader.fail("instId", text);
    return domain::InstrumentId{text};
}

domain::FactTimes times_of(ItemReader& reader, std::string_view ts) {
    return {.ts_event = reader.time("ts", ts), .ts_received = reader.ts_received()};
}

std::optional<domain::BookLevel> quote_of(ItemReader& reader, std::string_view price, std::string_view quantity) {
    if (price.empty()) return std::nullopt;
    return domain::BookLevel{
        .price = reader.required<Price>("quote price", price),
        .quantity = reader.or_zero<Quantity>("quote quantity", quantity),
    };
}

}  // namespace

bool read_book(
    ItemReader& reader, JsonObject item, const domain::InstrumentId& instrument_id, bool is_snapshot, FeedEvents& out
) {
    reader.begin_item("books");
    domain::BookFrame frame;
    frame.is_snapshot = is_snapshot;
    BookTexts texts;
    bool has_bids = false;
    bool has_asks = false;
    const bool is_read = reader.read_fields(item, kBookFields, texts, [&](std::string_view key, JsonValue& value) {
        if (key != "bids" && key != "asks") return ValueKind::Nested;
        const bool is_bids = key == "bids";
        (is_bids ? has_bids : has_asks) = true;
        return read_levels(reader, value, is_bids ? frame.bids : frame.asks) ? ValueKind::Text : ValueKind::Broken;
    });
    if (!is_read) return false;
    if (!has_bids || !has_asks) reader.fail("bids and asks", "");
    frame.instrument_id = instrument_id.empty() ? instrument_of(reader, texts.instrument_id) : instrument_id;
    frame.has_sequence = !texts.sequence.empty();
    frame.sequence = reader.integer("seqId", texts.sequence, 0);
    frame.previous_sequence = is_snapshot ? -1 : reader.integer("prevSeqId", texts.previous_sequence, -1);
    frame.times = times_of(reader, texts.ts);
    if (reader.end_item()) out.emplace_back(std::move(frame));
    return true;
}

bool read_trade(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("trades");
    TradeTexts texts;
    if (!reader.read_fields(item, kTradeFields, texts)) return false;
    domain::Trade trade{
        .instrument_id = instrument_of(reader, texts.instrument_id),
        .trade_id = domain::TradeId{texts.trade_id},
        .price = reader.required<Price>("px", texts.price),
        .quantity = reader.required<Quantity>("sz", texts.quantity),
        .side = texts.side == "sell" ? domain::Side::Sell : domain::Side::Buy,
        .match_count = reader.integer("count", texts.count, 1),
        .times = times_of(reader, texts.ts),
    };
    if (texts.side != "buy" && texts.side != "sell") reader.fail("side", texts.side);
    if (reader.end_item()) out.emplace_back(std::move(trade));
    return true;
}

bool read_ticker(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("tickers");
    TickerTexts texts;
    if (!reader.read_fields(item, kTickerFields, texts)) return false;
    if (texts.last_price.empty()) {
        reader.skip_incomplete();  // Nothing has traded yet.
        return true;
    }
    domain::Ticker ticker{
        .instrument_id = instrument_of(reader, texts.instrument_id),
        .last_price = reader.required<Price>("last", texts.last_price),
        .last_quantity = reader.or_zero<Quantity>("lastSz", texts.last_quantity),
        .best_bid = quote_of(reader, texts.bid_price, texts.bid_quantity),
        .best_ask = quote_of(reader, texts.ask_price, texts.ask_quantity),
        .volume_24h = reader.computed<Quantity>("vol24h", texts.volume_24h),
        .times = times_of(reader, texts.ts),
    };
    if (reader.end_item()) out.emplace_back(std::move(ticker));
    return true;
}

bool read_candle(
    ItemReader& reader,
    JsonValue& row,
    const domain::InstrumentId& instrument_id,
    base::Duration interval,
    FeedEvents& out
) {
    // [ts, open, high, low, close, volume, volume in currency, volume in quote, closed]
    constexpr std::size_t kColumns = 9;
    reader.begin_item("candle");
    std::array<std::string_view, kColumns> texts;
    std::size_t count = 0;
    const bool is_read = for_each_item(row, [&](JsonValue& part) {
        const std::size_t column = count++;
        return column >= kColumns || read_text(part, texts[column]) == ValueKind::Text;
    });
    if (!is_read) return false;
    if (count < kColumns) reader.fail("columns", texts[0]);
    const base::Timestamp ts_open = reader.time("ts", texts[0]);
    domain::Candle candle{
        .instrument_id = instrument_id,
        .interval = interval,
        .ts_open = ts_open,
        .open = reader.required<Price>("open", texts[1]),
        .high = reader.required<Price>("high", texts[2]),
        .low = reader.required<Price>("low", texts[3]),
        .close = reader.required<Price>("close", texts[4]),
        .volume = reader.computed<Quantity>("volume", texts[5]),
        .is_closed = texts[8] == "1",
        .times = {.ts_event = ts_open, .ts_received = reader.ts_received()},
    };
    if (candle.is_closed) candle.times.ts_event = ts_open + interval;
    if (texts[8] != "0" && texts[8] != "1") reader.fail("confirm", texts[8]);
    if (reader.end_item()) out.emplace_back(std::move(candle));
    return true;
}

bool read_mark_price(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("mark-price");
    MarkPriceTexts texts;
    if (!reader.read_fields(item, kMarkPriceFields, texts)) return false;
    domain::MarkPrice mark{
        .instrument_id = instrument_of(reader, texts.instrument_id),
        .price = reader.computed<Price>("markPx", texts.mark_price),
        .times = times_of(reader, texts.ts),
    };
    if (!mark.price.is_positive()) reader.fail("markPx", texts.mark_price);
    if (reader.end_item()) out.emplace_back(std::move(mark));
    return true;
}

bool read_funding_rate(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("funding-rate");
    FundingTexts texts;
    if (!reader.read_fields(item, kFundingFields, texts)) return false;
    domain::FundingRate funding{
        .instrument_id = instrument_of(reader, texts.instrument_id),
        .rate = reader.required<domain::Ratio>("fundingRate", texts.rate),
        .ts_funding = reader.time("fundingTime", texts.time),
        .ts_next_funding = reader.time("nextFundingTime", texts.next_time),
        .times = times_of(reader, texts.ts),
    };
    if (reader.end_item()) out.emplace_back(std::move(funding));
    return true;
}

bool read_price_limit(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("price-limit");
    PriceLimitTexts texts;
    if (!reader.read_fields(item, kPriceLimitFields, texts)) return false;
    const bool is_enforced = texts.enabled != "false";
    domain::PriceLimit limit{
        .instrument_id = instrument_of(reader, texts.instrument_id),
        .highest_buy = is_enforced ? reader.optional<Price>("buyLmt", texts.highest_buy) : std::nullopt,
        .lowest_sell = is_enforced ? reader.optional<Price>("sellLmt", texts.lowest_sell) : std::nullopt,
        .times = times_of(reader, texts.ts),
    };
    if (reader.end_item()) out.emplace_back(std::move(limit));
    return true;
}

bool read_venue_status(ItemReader& reader, JsonObject item, FeedEvents& out) {
    reader.begin_item("status");
    StatusTexts texts;
    if (!reader.read_fields(item, kStatusFields, texts)) return false;
    domain::VenueStatus status{
        .title = std::string{texts.title},
        .state = std::string{texts.state},
        .ts_begin = reader.time("begin", texts.begin),
        .ts_end = reader.time("end", texts.end),
        .times = times_of(reader, texts.ts),
    };
    if (texts.ts.empty()) status.times.ts_event = reader.ts_received();  // REST tells none.
    if (reader.end_item()) out.emplace_back(std::move(status));
    return true;
}

}  // namespace trading::venue::okx
