#include "common/store/market_data_copy.hpp"

#include "common/store/row_values.hpp"

#include <pqxx/stream_to>

#include <string>
#include <tuple>
#include <vector>

namespace trading::store {
namespace {

using namespace domain;

using Columns = std::vector<std::string>;

std::string text(std::string_view view) { return std::string{view}; }

// A value that may be missing; libpqxx writes a null pointer as NULL.
struct OptionalText {
    std::string value;
    bool is_present = false;

    [[nodiscard]] const char* pointer() const noexcept { return is_present ? value.c_str() : nullptr; }
};

template <class AmountType>
OptionalText optional_text(const std::optional<AmountType>& amount) {
    return amount ? OptionalText{amount->to_string(), true} : OptionalText{};
}

template <class Read>
std::string array_of(const std::vector<BookLevel>& levels, Read read) {
    std::string array = "{";
    for (const BookLevel& level : levels) {
        if (array.size() > 1) array.push_back(',');
        array += read(level).to_string();
    }
    array.push_back('}');
    return array;
}

Price price_of(const BookLevel& level) { return level.price; }
Quantity quantity_of(const BookLevel& level) { return level.quantity; }

void copy(pqxx::stream_to& stream, const Trade& trade) {
    stream << std::make_tuple(
        trade.instrument_id.value(),
        trade.trade_id.value(),
        trade.price.to_string(),
        trade.quantity.to_string(),
        text(to_string(trade.side)),
        trade.match_count,
        nanoseconds_of(trade.times.ts_event),
        nanoseconds_of(trade.times.ts_received)
    );
}

void copy(pqxx::stream_to& stream, const BookUpdate& update) {
    stream << std::make_tuple(
        update.instrument_id.value(),
        update.is_snapshot,
        update.venue_sequence,
        array_of(update.bids, price_of),
        array_of(update.bids, quantity_of),
        array_of(update.asks, price_of),
        array_of(update.asks, quantity_of),
        nanoseconds_of(update.times.ts_event),
        nanoseconds_of(update.times.ts_received)
    );
}

void copy(pqxx::stream_to& stream, const Ticker& ticker) {
    const auto price = [](const std::optional<BookLevel>& level) {
        return level ? OptionalText{level->price.to_string(), true} : OptionalText{};
    };
    const auto quantity = [](const std::optional<BookLevel>& level) {
        return level ? OptionalText{level->quantity.to_string(), true} : OptionalText{};
    };
    const OptionalText bid_price = price(ticker.best_bid);
    const OptionalText bid_quantity = quantity(ticker.best_bid);
    const OptionalText ask_price = price(ticker.best_ask);
    const OptionalText ask_quantity = quantity(ticker.best_ask);
    stream << std::make_tuple(
        ticker.instrument_id.value(),
        ticker.last_price.to_string(),
        bid_price.pointer(),
        bid_quantity.pointer(),
        ask_price.pointer(),
        ask_quantity.pointer(),
        ticker.volume_24h.to_string(),
        nanoseconds_of(ticker.times.ts_event),
        nanoseconds_of(ticker.times.ts_received)
    );
}

std::int64_t seconds_of(base::Duration interval) {
    return std::chrono::duration_cast<std::chrono::seconds>(interval).count();
}

void copy(pqxx::stream_to& stream, const Candle& candle) {
    stream << std::make_tuple(
        candle.instrument_id.value(),
        seconds_of(candle.interval),
        nanoseconds_of(candle.ts_open),
        candle.open.to_string(),
        candle.high.to_string(),
        candle.low.to_string(),
        candle.close.to_string(),
        candle.volume.to_string(),
        nanoseconds_of(candle.times.ts_event),
        nanoseconds_of(candle.times.ts_received)
    );
}

struct Reference {
    InstrumentId instrument_id;
    std::string kind;
    OptionalText first;
    OptionalText second;
    FactTimes times;
};

void copy(pqxx::stream_to& stream, const Reference& reference) {
    stream << std::make_tuple(
        reference.instrument_id.value(),
        reference.kind,
        reference.first.pointer(),
        reference.second.pointer(),
        nanoseconds_of(reference.times.ts_event),
        nanoseconds_of(reference.times.ts_received)
    );
}

// The batch, sorted by table: one COPY can run at a time.
struct Sorted {
    explicit Sorted(NewestCandles& newest_candles) : newest(newest_candles) {}

    NewestCandles& newest;
    std::vector<const Trade*> trades;
    std::vector<const BookUpdate*> book_updates;
    std::vector<const Ticker*> tickers;
    std::vector<const Candle*> candles;
    std::vector<Reference> references;
    std::vector<const Instrument*> instruments;

    void operator()(const InstrumentUpdate& update) { instruments.push_back(&update.instrument); }
    void operator()(const BookUpdate& update) { book_updates.push_back(&update); }
    void operator()(const Trade& trade) { trades.push_back(&trade); }
    void operator()(const Ticker& ticker) { tickers.push_back(&ticker); }

    void operator()(const Candle& candle) {
        if (!candle.is_closed) return;
        const auto key = std::pair{candle.instrument_id, seconds_of(candle.interval)};
        const auto [stored, is_first] = newest.try_emplace(key, candle.ts_open);
        if (!is_first && candle.ts_open <= stored->second) return;
        stored->second = candle.ts_open;
        candles.push_back(&candle);
    }

    void operator()(const MarkPrice& mark) {
        references.push_back(
            {mark.instrument_id, "mark_price", optional_text(std::optional{mark.price}), {}, mark.times}
        );
    }

    void operator()(const FundingRate& funding) {
        references.push_back(
            {funding.instrument_id, "funding_rate", optional_text(std::optional{funding.rate}), {}, funding.times}
        );
    }

    void operator()(const PriceLimit& limit) {
        references.push_back(
            {limit.instrument_id,
             "price_limit",
             optional_text(limit.highest_buy),
             optional_text(limit.lowest_sell),
             limit.times}
        );
    }

    void operator()(const FeedStatus&) {}
    void operator()(const VenueStatus&) {}
};

template <class Row>
const Row& dereference(const Row* row) {
    return *row;
}

const Reference& dereference(const Reference& row) { return row; }

template <class Rows>
std::int64_t copy_table(pqxx::work& work, const char* table, const Columns& columns, const Rows& rows) {
    if (rows.empty()) return 0;
    pqxx::stream_to stream{work, table, columns};
    for (const auto& row : rows) copy(stream, dereference(row));
    stream.complete();
    return static_cast<std::int64_t>(rows.size());
}

void upsert_instrument(pqxx::work& work, const Instrument& instrument) {
    work.exec_params(
        "INSERT INTO market_instruments VALUES ($1,$2,$3,$4,$5,$6,$7,$8::text::numeric,$9::text::numeric,"
        "$10::text::numeric,$11::text::numeric,$12::text::numeric,$13::text::numeric,$14) "
        "ON CONFLICT (instrument_id) DO UPDATE SET status = EXCLUDED.status, tick_size = EXCLUDED.tick_size, "
        "lot_size = EXCLUDED.lot_size, minimum_quantity = EXCLUDED.minimum_quantity, "
        "maximum_limit_quantity = EXCLUDED.maximum_limit_quantity, "
        "maximum_market_quantity = EXCLUDED.maximum_market_quantity, "
        "contract_multiplier = EXCLUDED.contract_multiplier, ts_event_ns = EXCLUDED.ts_event_ns",
        instrument.id.value(),
        text(to_string(instrument.kind)),
        text(to_string(instrument.contract_kind)),
        text(to_string(instrument.status)),
        instrument.base_currency.value(),
        instrument.quote_currency.value(),
        instrument.settle_currency.value(),
        instrument.tick_size.to_string(),
        instrument.lot_size.to_string(),
        instrument.minimum_quantity.to_string(),
        instrument.maximum_limit_quantity.to_string(),
        instrument.maximum_market_quantity.to_string(),
        instrument.contract_multiplier.to_string(),
        nanoseconds_of(instrument.ts_event)
    );
}

}  // namespace

NewestCandles read_newest_candles(pqxx::work& work) {
    NewestCandles newest;
    const pqxx::result rows = work.exec(
        "SELECT instrument_id, interval_seconds, max(ts_open_ns) FROM market_candles GROUP BY 1, 2"
    );
    for (const pqxx::row& row : rows) {
        newest[{id_of<InstrumentId>(row[0]), row[1].as<std::int64_t>()}] = time_of(row[2]);
    }
    return newest;
}

std::int64_t copy_market_facts(pqxx::work& work, std::span<const MarketFact> facts, NewestCandles& newest) {
    Sorted sorted{newest};
    for (const MarketFact& fact : facts) std::visit(sorted, fact);
    const Columns times{"ts_event_ns", "ts_received_ns"};
    const auto with_times = [&](Columns columns) {
        columns.insert(columns.end(), times.begin(), times.end());
        return columns;
    };
    std::int64_t rows = 0;
    rows += copy_table(
        work,
        "market_trades",
        with_times({"instrument_id", "trade_id", "price", "quantity", "side", "match_count"}),
        sorted.trades
    );
    rows += copy_table(
        work,
        "market_book_updates",
        with_times(
            {"instrument_id",
             "is_snapshot",
             "venue_sequence",
             "bid_prices",
             "bid_quantities",
             "ask_prices",
             "ask_quantities"}
        ),
        sorted.book_updates
    );
    rows += copy_table(
        work,
        "market_tickers",
        with_times(
            {"instrument_id",
             "last_price",
             "best_bid_price",
             "best_bid_quantity",
             "best_ask_price",
             "best_ask_quantity",
             "volume_24h"}
        ),
        sorted.tickers
    );
    rows += copy_table(
        work,
        "market_candles",
        with_times({"instrument_id", "interval_seconds", "ts_open_ns", "open", "high", "low", "close", "volume"}),
        sorted.candles
    );
    rows += copy_table(
        work,
        "market_references",
        with_times({"instrument_id", "kind", "first_value", "second_value"}),
        sorted.references
    );
    for (const Instrument* instrument : sorted.instruments) upsert_instrument(work, *instrument);
    return rows + static_cast<std::int64_t>(sorted.instruments.size());
}

}  // namespace trading::store
