#pragma once

#include "common/base/decimal.hpp"
#include "common/base/time.hpp"
#include "common/domain/ids.hpp"
#include "common/domain/market_data.hpp"
#include "services/simulator/core/bar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The market as the venue publishes it.
namespace trading::simulator {

struct BookLevelView {
    base::Decimal price;
    base::Decimal size;       // Zero in a difference: the price is gone.
    std::int64_t orders = 0;  // Zero in a difference: the price is gone.

    bool operator==(const BookLevelView&) const = default;
};

// The top of a book. Bids descend, asks ascend.
struct BookView {
    std::vector<BookLevelView> bids;
    std::vector<BookLevelView> asks;
    std::int64_t sequence = 0;
    base::Timestamp time{};  // Of the last change.
};

// One print: everything that one taker order traded at one price.
struct TradeView {
    domain::InstrumentId instrument;
    std::int64_t trade_id = 0;  // Of the last match; the others directly before it.
    base::Decimal price;
    base::Decimal size;
    domain::Side side = domain::Side::Buy;   // The taker's.
    std::vector<base::Decimal> match_sizes;  // One per match, oldest first; `count` on the wire is its length.
    std::int64_t sequence = 0;               // Of the book before the change that it caused was numbered.
    base::Timestamp time{};
};

struct TickerView {
    domain::InstrumentId instrument;
    base::Decimal last_price;
    base::Decimal last_size;
    std::optional<BookLevelView> best_bid;
    std::optional<BookLevelView> best_ask;
    base::Decimal open_24h;
    base::Decimal high_24h;
    base::Decimal low_24h;
    base::Decimal volume_24h;           // Base currency (spot) or contracts.
    base::Decimal volume_currency_24h;  // Quote currency (spot) or base currency.
    base::Decimal start_of_day_utc0;
    base::Decimal start_of_day_utc8;
    base::Timestamp time{};
};

struct IndexTickerView {
    domain::InstrumentId index;
    base::Decimal price;
    base::Decimal open_24h;
    base::Decimal high_24h;
    base::Decimal low_24h;
    base::Decimal start_of_day_utc0;
    base::Decimal start_of_day_utc8;
    base::Timestamp time{};
};

struct CandleView {
    base::Timestamp open_time{};
    base::Decimal open;
    base::Decimal high;
    base::Decimal low;
    base::Decimal close;
    base::Decimal volume;           // Contracts, or base currency for spot.
    base::Decimal volume_currency;  // Base currency, or quote currency for spot.
    base::Decimal volume_quote;
    bool is_closed = false;
};

struct MarkPriceView {
    domain::InstrumentId instrument;
    base::Decimal price;
    base::Timestamp time{};
};

struct FundingRateView {
    domain::InstrumentId instrument;
    base::Decimal rate;  // Of the running period; positive: longs pay shorts.
    base::Timestamp funding_time{};
    base::Timestamp next_funding_time{};
    base::Decimal interest_rate;
    base::Decimal maximum_rate;
    base::Decimal minimum_rate;
    base::Decimal premium;
    base::Decimal settled_rate;  // Of the last settlement.
    base::Timestamp time{};
};

struct FundingHistoryView {
    domain::InstrumentId instrument;
    base::Decimal rate;
    base::Timestamp funding_time{};
};

struct PriceLimitView {
    domain::InstrumentId instrument;
    base::Decimal highest_buy;
    base::Decimal lowest_sell;
    base::Timestamp time{};
};

struct OpenInterestView {
    domain::InstrumentId instrument;
    base::Decimal contracts;
    base::Decimal base_currency;
    base::Decimal usd;
    base::Timestamp time{};
};

}  // namespace trading::simulator
