#include "services/simulator/core/paging.hpp"
#include "services/simulator/core/venue_core.hpp"
#include "services/simulator/core/venue_parts.hpp"

#include <cmath>

// The market as REST and the channels ask for it.
namespace trading::simulator {
namespace {

std::vector<BookLevelView> levels_of(const Market& market, domain::Side side, std::size_t depth) {
    std::vector<BookLevelView> levels;
    levels.reserve(depth);
    for (const auto& [key, level] : market.book.side(side)) {
        if (levels.size() == depth) break;
        levels.push_back({market.grid.to_price(std::abs(key)), market.grid.to_size(level.lots), level.orders});
    }
    return levels;
}

std::optional<BookLevelView> best_of(const Market& market, domain::Side side) {
    const auto& levels = market.book.side(side);
    if (levels.empty()) return std::nullopt;
    const auto& [key, level] = *levels.begin();
    return BookLevelView{market.grid.to_price(std::abs(key)), market.grid.to_size(level.lots), level.orders};
}

// Candles and trades answer `before` alone with the newest rows, everything else with the rows next to it (okx-v5
// section 2.3).
PageQuery latest_first(PageQuery page) {
    if (!page.after) page.after = INT64_MAX;
    return page;
}

}  // namespace

const std::vector<InstrumentSpec>& VenueCore::instruments() const { return state_->venue.options.instruments; }

const InstrumentSpec* VenueCore::find_instrument(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    return market == nullptr ? nullptr : &market->spec;
}

const InstrumentSpec* VenueCore::find_instrument_by_code(std::int64_t venue_numeric_id) const {
    for (const Market& market : state_->venue.markets) {
        if (market.spec.published.venue_numeric_id == venue_numeric_id) return &market.spec;
    }
    return nullptr;
}

std::vector<domain::InstrumentId> VenueCore::indices() const {
    std::vector<domain::InstrumentId> indices;
    for (const Market& market : state_->venue.markets) {
        if (market.is_spot()) indices.push_back(market.id());
    }
    return indices;
}

bool VenueCore::has_index(std::string_view index) const {
    const Market* market = state_->venue.find_market(index);
    return market != nullptr && market->is_spot();
}

BookView VenueCore::book(std::string_view instrument, std::size_t depth) const {
    BookView view;
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return view;
    view.bids = levels_of(*market, domain::Side::Buy, depth);
    view.asks = levels_of(*market, domain::Side::Sell, depth);
    view.sequence = market->sequence;
    view.time = market->book_time;
    return view;
}

std::int64_t VenueCore::book_sequence(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    return market == nullptr ? 0 : market->sequence;
}

std::optional<TickerView> VenueCore::ticker(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return std::nullopt;
    const base::Timestamp now = state_->venue.now;
    const Candle day = market->candles.day();
    const CandleView sums = candle_view(*market, day, false);
    TickerView view;
    view.instrument = market->id();
    view.last_price = market->grid.to_price(market->last_ticks);
    view.last_size = market->grid.to_size(market->last_lots);
    view.best_bid = best_of(*market, domain::Side::Buy);
    view.best_ask = best_of(*market, domain::Side::Sell);
    view.open_24h = sums.open;
    view.high_24h = sums.high;
    view.low_24h = sums.low;
    view.volume_24h = sums.volume;
    view.volume_currency_24h = sums.volume_currency;
    view.start_of_day_utc0 = market->grid.to_price(market->candles.open_at(open_time(Bar::D1Utc, now)));
    view.start_of_day_utc8 = market->grid.to_price(market->candles.open_at(open_time(Bar::D1, now)));
    view.time = now;
    return view;
}

std::optional<IndexTickerView> VenueCore::index_ticker(std::string_view index) const {
    if (!has_index(index)) return std::nullopt;
    const Market& market = *state_->venue.find_market(index);
    const base::Timestamp now = state_->venue.now;
    const Candle day = market.candles.day();
    IndexTickerView view;
    view.index = market.id();
    view.price = market.grid.to_price(market.index_ticks);
    view.open_24h = market.grid.to_price(day.open);
    view.high_24h = market.grid.to_price(std::max(day.high, market.index_ticks));
    view.low_24h = market.grid.to_price(std::min(day.low, market.index_ticks));
    view.start_of_day_utc0 = market.grid.to_price(market.candles.open_at(open_time(Bar::D1Utc, now)));
    view.start_of_day_utc8 = market.grid.to_price(market.candles.open_at(open_time(Bar::D1, now)));
    view.time = now;
    return view;
}

std::vector<TradeView> VenueCore::trades(std::string_view instrument, const PageQuery& page) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return {};
    const PageQuery query = latest_first(page);
    Page<TradeView> rows{query};
    for (auto trade = market->trades.rbegin(); trade != market->trades.rend() && !rows.is_complete(); ++trade) {
        rows.offer(*trade, trade->trade_id, trade->time);
    }
    return rows.take();
}

std::vector<CandleView> VenueCore::candles(std::string_view instrument, Bar bar, const PageQuery& page) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return {};
    const Candle current = market->candles.current(bar);
    const PageQuery query = latest_first(page);
    Page<CandleView> rows{query};
    const auto offer = [&](const Candle& candle, bool is_closed) {
        const CandleView view = candle_view(*market, candle, is_closed);
        rows.offer(view, base::to_unix_milliseconds(view.open_time), view.open_time);
    };
    const base::Timestamp before =
        page.after ? base::from_unix_milliseconds(*page.after) : current.open_time + std::chrono::milliseconds{1};
    if (current.open_time < before) offer(current, false);
    // With a time filter, more than a page has to be looked at.
    const std::size_t wanted = page.begin || page.end ? CandleStore::kMinutesMax : page.limit;
    for (const Candle& candle : market->candles.closed_before(bar, before, wanted)) {
        if (rows.is_complete()) break;
        offer(candle, true);
    }
    return rows.take();
}

std::optional<CandleView> VenueCore::current_candle(std::string_view instrument, Bar bar) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return std::nullopt;
    return candle_view(*market, market->candles.current(bar), false);
}

std::optional<MarkPriceView> VenueCore::mark_price(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return std::nullopt;
    return MarkPriceView{market->id(), market->grid.to_price(market->mark_ticks), state_->venue.now};
}

std::optional<FundingRateView> VenueCore::funding_rate(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr || market->is_spot()) return std::nullopt;
    return funding_rate_view(state_->venue, *market);
}

std::vector<FundingHistoryView> VenueCore::funding_history(std::string_view instrument, const PageQuery& page) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return {};
    Page<FundingHistoryView> rows{page};
    const auto& history = market->funding_history;
    for (auto row = history.rbegin(); row != history.rend() && !rows.is_complete(); ++row) {
        rows.offer(*row, base::to_unix_milliseconds(row->funding_time), row->funding_time);
    }
    return rows.take();
}

std::optional<PriceLimitView> VenueCore::price_limit(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr) return std::nullopt;
    return PriceLimitView{
        market->id(),
        market->grid.to_price(market->highest_buy_ticks),
        market->grid.to_price(market->lowest_sell_ticks),
        state_->venue.now,
    };
}

std::optional<OpenInterestView> VenueCore::open_interest(std::string_view instrument) const {
    const Market* market = state_->venue.find_market(instrument);
    if (market == nullptr || market->is_spot()) return std::nullopt;
    // What the participants hold among themselves: a tenth of the position limit; users' positions come on top.
    Wide lots = market->grid.to_lots(market->spec.position_limit).value_or(0) / 10;
    for (const Account& account : state_->venue.accounts) {
        for (const auto& [key, position] : account.positions) {
            if (key.first == state_->venue.index_of(*market)) lots += std::abs(position.lots);
        }
    }
    OpenInterestView view;
    view.instrument = market->id();
    view.contracts = market->grid.to_size(lots);
    view.base_currency = decimal_of(market->grid.base_units(lots), Money::kScale);
    view.usd = decimal_of(market->grid.notional_units(lots * market->mark_ticks), Money::kScale);
    view.time = state_->venue.now;
    return view;
}

const VenueCore::Counters& VenueCore::counters() const { return state_->venue.counters; }

FeeView VenueCore::fees(bool is_spot) const {
    return is_spot ? state_->venue.options.spot_fees : state_->venue.options.swap_fees;
}

}  // namespace trading::simulator
