#pragma once

#include "common/domain/market_data.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace trading::execution {

// What was traded in one minute.
struct MinuteTraded {
    base::Timestamp ts_open{};
    domain::Notional notional;
};

// What we know of one instrument's market.
struct InstrumentMarket {
    domain::Instrument instrument;
    std::optional<domain::Ticker> ticker;
    std::optional<domain::MarkPrice> mark_price;
    std::optional<domain::MarkPrice> suspect_mark;  // The last one, while nothing else agrees with it.
    std::optional<domain::PriceLimit> price_limit;
    domain::FeedState book_state = domain::FeedState::Waiting;
    std::deque<MinuteTraded> minutes;  // Of the last hour without a gap, oldest first.
    std::optional<domain::Notional> hour_mean;  // Of `minutes`, once they are an hour.

    // The middle of the best quotes.
    [[nodiscard]] std::optional<domain::Price> middle() const;
    // That, else the mark price, else the last price.
    [[nodiscard]] std::optional<domain::Price> reference_price() const;
    // What positions are valued at: the mark price, else the reference.
    [[nodiscard]] std::optional<domain::Price> valuation_price() const;
    // The mean notional that is traded in a minute: over the last hour, else over the last day. Absent when neither is
    // known.
    [[nodiscard]] std::optional<domain::Notional> minute_notional() const;
};

// The market as far as the risk gate looks at it. Books and prints of trades do not reach it.
//
// Losses are counted at mark prices, and one wrong price must not kill the account: a mark price counts when it is near
// the one before it or near the middle of the book, or when the next one is near it. Until then the one before it
// stays, and grows old.
class MarketView {
public:
    // So near; a fraction of the price.
    static constexpr std::string_view kMarkStepMax = "0.01";

    void load(const domain::Instrument& instrument);
    void on_fact(const domain::MarketFact& fact);

    // Null when the venue does not list it.
    [[nodiscard]] const InstrumentMarket* find(const domain::InstrumentId& id) const;
    [[nodiscard]] const domain::Instrument* instrument(const domain::InstrumentId& id) const;
    // The spot market in which one currency is priced in the other.
    [[nodiscard]] const InstrumentMarket* find_spot(
        const domain::Currency& base_currency, const domain::Currency& quote_currency
    ) const;
    [[nodiscard]] bool is_empty() const noexcept { return markets_.empty(); }
    // Mark prices that nothing agreed with when they came.
    [[nodiscard]] std::int64_t suspect_marks() const noexcept { return suspect_marks_; }

private:
    [[nodiscard]] InstrumentMarket* find_known(const domain::InstrumentId& id);

    void on(const domain::InstrumentUpdate& update) { load(update.instrument); }
    void on(const domain::BookUpdate&) {}
    void on(const domain::Trade&) {}
    void on(const domain::Ticker& ticker);
    void on(const domain::Candle& candle);
    void on(const domain::MarkPrice& mark_price);
    void on(const domain::FundingRate&) {}
    void on(const domain::PriceLimit& price_limit);
    void on(const domain::FeedStatus& status);
    void on(const domain::VenueStatus&) {}

    std::map<domain::InstrumentId, InstrumentMarket> markets_;
    std::map<std::pair<domain::Currency, domain::Currency>, domain::InstrumentId> spots_;
    std::int64_t suspect_marks_ = 0;
};

}  // namespace trading::execution
