#include "services/simulator/io/market_json.hpp"
#include "services/simulator/io/okx_words.hpp"
#include "services/simulator/io/public_market.hpp"
#include "services/simulator/io/rest_server.hpp"

#include <algorithm>
#include <array>

// GET market/* (okx-v5 section 6).
namespace trading::simulator {

namespace {

// The named instrument, or why it cannot be served.
[[nodiscard]] tl::expected<std::string_view, ApiError> instrument_of(const RestCall& call) {
    const std::string_view id = call.query.get("instId");
    if (id.empty()) return refuse_missing("instId");
    if (call.venue.market.find(id) == nullptr) return tl::unexpected(api_error("51001"));
    return id;
}

RestResult get_ticker(RestCall& call) {
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    JsonWriter json;
    json.begin_array();
    const std::string row = call.venue.market.ticker_row(*id);
    if (!row.empty()) json.raw(row);
    return finish(json);
}

RestResult get_tickers(RestCall& call) {
    const std::string_view type = call.query.get("instType");
    if (type.empty()) return refuse_missing("instType");
    if (!is_instrument_type(type)) return refuse(parameter_error("instType"));
    JsonWriter json;
    json.begin_array();
    for (const InstrumentSpec& spec : call.venue.market.instruments()) {
        if (okx_word(spec.published.kind) != type || !is_of_family(family_of(call.query), spec)) continue;
        const std::string row = call.venue.market.ticker_row(spec.published.id.value());
        if (!row.empty()) json.raw(row);
    }
    return finish(json);
}

RestResult get_index_tickers(RestCall& call) {
    const std::string_view id = call.query.get("instId");
    const std::string_view quote = call.query.get("quoteCcy");
    if (id.empty() && quote.empty()) return refuse("50015");
    if (!id.empty() && !call.core().has_index(id)) return refuse("51001");
    JsonWriter json;
    json.begin_array();
    for (const domain::InstrumentId& index : call.core().indices()) {
        if (!id.empty() && index.value() != id) continue;
        if (!quote.empty() && !index.value().ends_with("-" + std::string(quote))) continue;
        if (const auto ticker = call.core().index_ticker(index.value())) write_index_ticker(json, *ticker);
    }
    return finish(json);
}

[[nodiscard]] std::size_t depth_of(const RestCall& call, std::size_t maximum) {
    const std::int64_t size = call.query.integer("sz").value_or(1);
    return std::clamp<std::size_t>(size < 1 ? 1 : static_cast<std::size_t>(size), 1, maximum);
}

RestResult get_books(RestCall& call) {
    constexpr std::size_t kDepthMax = 400;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    JsonWriter json;
    json.begin_array();
    if (const auto book = call.venue.market.book(*id, depth_of(call, kDepthMax))) {
        json.begin_object().key("asks");
        write_levels(json, book->asks);
        json.key("bids");
        write_levels(json, book->bids);
        json.field("ts", okx_time(book->time)).integer_field("seqId", book->sequence).end_object();
    }
    return finish(json);
}

// Nobody improves prices for retail here, so every quantity is open to everybody.
RestResult get_rpi_book(RestCall& call) {
    constexpr std::size_t kDepthMax = 400;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    const auto book = call.venue.market.book(*id, depth_of(call, kDepthMax));
    JsonWriter json;
    json.begin_array();
    if (book) {
        json.begin_object().key("asks");
        write_rpi_levels(json, book->asks);
        json.key("bids");
        write_rpi_levels(json, book->bids);
        json.field("ts", okx_time(book->time)).integer_field("seqId", book->sequence).end_object();
    }
    return finish(json);
}

RestResult get_full_book(RestCall& call) {
    constexpr std::size_t kDepthMax = 5000;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    const BookView book = call.core().book(*id, depth_of(call, kDepthMax));
    JsonWriter json;
    json.begin_array().begin_object().key("asks");
    write_levels(json, book.asks, false);
    json.key("bids");
    write_levels(json, book.bids, false);
    json.field("ts", okx_time(book.time)).end_object();
    return finish(json);
}

RestResult list_candles(RestCall& call, bool allows_seconds) {
    constexpr std::size_t kRowsDefault = 100;
    constexpr std::size_t kRowsMax = 300;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    const auto bar = parse_bar(call.query.has("bar") ? call.query.get("bar") : "1m");
    if (!bar || (*bar == Bar::S1 && !allows_seconds)) return refuse(parameter_error("bar"));
    JsonWriter json;
    json.begin_array();
    for (const CandleView& candle : call.core().candles(*id, *bar, page_of(call.query, kRowsDefault, kRowsMax))) {
        write_candle(json, candle);
    }
    return finish(json);
}

RestResult get_candles(RestCall& call) { return list_candles(call, false); }
RestResult get_history_candles(RestCall& call) { return list_candles(call, true); }

// Index and mark price have no candles of their own here: those of the spot pair and of the contract stand for them, in
// the shorter row without volumes.
RestResult list_reference_candles(RestCall& call) {
    constexpr std::size_t kRowsMax = 100;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    const auto bar = parse_bar(call.query.has("bar") ? call.query.get("bar") : "1m");
    if (!bar) return refuse(parameter_error("bar"));
    JsonWriter json;
    json.begin_array();
    for (const CandleView& candle : call.core().candles(*id, *bar, page_of(call.query, kRowsMax, kRowsMax))) {
        write_reference_candle(json, candle);
    }
    return finish(json);
}

// An index is named by its own id, never by a contract's.
RestResult list_index_candles(RestCall& call) {
    const std::string_view id = call.query.get("instId");
    if (!id.empty() && !call.core().has_index(id)) return refuse("51001");
    return list_reference_candles(call);
}

RestResult get_trades(RestCall& call) {
    constexpr std::size_t kRowsDefault = 100;
    constexpr std::size_t kRowsMax = 500;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    PageQuery page;
    page.limit = page_of(call.query, kRowsDefault, kRowsMax).limit;
    JsonWriter json;
    json.begin_array();
    for (const TradeView& trade : call.core().trades(*id, page)) write_trade_row(json, trade);
    return finish(json);
}

RestResult get_history_trades(RestCall& call) {
    constexpr std::size_t kRowsMax = 100;
    const auto id = instrument_of(call);
    if (!id) return refuse(id.error());
    PageQuery page = page_of(call.query, kRowsMax, kRowsMax);
    if (call.query.get("type") == "2") {
        if (page.before) return refuse("50039");
        // By time: older than `after`.
        if (page.after) page.end = base::from_unix_milliseconds(*page.after - 1);
        page.after.reset();
    }
    JsonWriter json;
    json.begin_array();
    for (const TradeView& trade : call.core().trades(*id, page)) write_trade_row(json, trade);
    return finish(json);
}

constexpr base::Duration kWindow = std::chrono::seconds{2};

constexpr RestRoute route(std::string_view path, std::int64_t per_window, RestHandler handler) {
    return RestRoute{"GET", path, RestAccess::Public, RateScope::Address, {per_window, kWindow}, handler};
}

constexpr std::array kRoutes{
    route("market/ticker", 20, &get_ticker),
    route("market/tickers", 20, &get_tickers),
    route("market/index-tickers", 20, &get_index_tickers),
    route("market/books", 40, &get_books),
    route("market/books-full", 10, &get_full_book),
    route("market/books-rpi", 20, &get_rpi_book),
    route("market/candles", 40, &get_candles),
    route("market/history-candles", 20, &get_history_candles),
    route("market/index-candles", 20, &list_index_candles),
    route("market/history-index-candles", 10, &list_index_candles),
    route("market/mark-price-candles", 20, &list_reference_candles),
    route("market/history-mark-price-candles", 10, &list_reference_candles),
    route("market/trades", 100, &get_trades),
    route("market/history-trades", 20, &get_history_trades),
};

}  // namespace

std::span<const RestRoute> market_routes() { return kRoutes; }

}  // namespace trading::simulator
