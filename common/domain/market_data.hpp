#pragma once

#include "common/base/time.hpp"
#include "common/domain/instrument.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace trading::domain {

enum class Side { Buy = 1, Sell = 2 };

[[nodiscard]] std::string_view to_string(Side side) noexcept;
[[nodiscard]] std::optional<Side> parse_side(std::string_view text) noexcept;
[[nodiscard]] constexpr Side opposite(Side side) noexcept { return side == Side::Buy ? Side::Sell : Side::Buy; }

// Every market fact carries the venue's time of the event and our time of receipt.
struct FactTimes {
    base::Timestamp ts_event{};
    base::Timestamp ts_received{};

    bool operator==(const FactTimes&) const = default;
};

// One price of a book. Quantity zero in an update means: this price is gone.
struct BookLevel {
    Price price;
    Quantity quantity;

    bool operator==(const BookLevel&) const = default;
};

// A change of a verified book, or the whole of it. Bids descend, asks ascend. A whole book replaces what was there.
struct BookUpdate {
    InstrumentId instrument_id;
    bool is_snapshot = false;
    std::vector<BookLevel> bids;
    std::vector<BookLevel> asks;
    std::int64_t venue_sequence = 0;
    FactTimes times;

    bool operator==(const BookUpdate&) const = default;
};

// A public print of the market. `side` is the taker's.
struct Trade {
    InstrumentId instrument_id;
    TradeId trade_id;
    Price price;
    Quantity quantity;
    Side side = Side::Buy;
    std::int64_t match_count = 1;  // How many matches the print sums up.
    FactTimes times;

    bool operator==(const Trade&) const = default;
};

// Last price and best quotes. An empty side of the book has no price.
struct Ticker {
    InstrumentId instrument_id;
    Price last_price;
    Quantity last_quantity;
    std::optional<BookLevel> best_bid;
    std::optional<BookLevel> best_ask;
    Quantity volume_24h;
    FactTimes times;

    bool operator==(const Ticker&) const = default;
};

// One bar of trading. Published again and again while it forms, and exactly once closed.
struct Candle {
    InstrumentId instrument_id;
    base::Duration interval = std::chrono::minutes{1};
    base::Timestamp ts_open{};
    Price open;
    Price high;
    Price low;
    Price close;
    Quantity volume;  // Base currency for spot, contracts for derivatives.
    bool is_closed = false;
    FactTimes times;

    bool operator==(const Candle&) const = default;
};

// The venue's fair price of a derivative: margin and liquidation follow it, not the last trade.
struct MarkPrice {
    InstrumentId instrument_id;
    Price price;
    FactTimes times;

    bool operator==(const MarkPrice&) const = default;
};

// What longs pay to shorts (positive) or shorts to longs (negative) at the funding time, as a fraction of notional.
struct FundingRate {
    InstrumentId instrument_id;
    Ratio rate;
    base::Timestamp ts_funding{};
    base::Timestamp ts_next_funding{};
    FactTimes times;

    bool operator==(const FundingRate&) const = default;
};

// The venue refuses to buy above `highest_buy` and to sell below `lowest_sell`; absent when not enforced.
struct PriceLimit {
    InstrumentId instrument_id;
    std::optional<Price> highest_buy;
    std::optional<Price> lowest_sell;
    FactTimes times;

    bool operator==(const PriceLimit&) const = default;
};

// The feeds that the gateway watches one by one.
enum class Channel {
    Book = 1,
    Trades = 2,
    Ticker = 3,
    Candles = 4,
    MarkPrice = 5,
    FundingRate = 6,
    PriceLimit = 7,
    Instruments = 8,
    VenueStatus = 9,
};

[[nodiscard]] std::string_view to_string(Channel channel) noexcept;
[[nodiscard]] std::optional<Channel> parse_channel(std::string_view text) noexcept;

enum class FeedState {
    Waiting = 1,  // Subscribed, nothing usable yet.
    Fresh = 2,    // Verified and younger than its limit.
    Stale = 3,    // Silent for longer than its limit, or its sequence broke.
};

[[nodiscard]] std::string_view to_string(FeedState state) noexcept;

// Published on each change of a feed's state, and again on request. A stale book allows no entry.
struct FeedStatus {
    InstrumentId instrument_id;
    Channel channel = Channel::Book;
    FeedState state = FeedState::Waiting;
    std::string reason;  // A constant snake_case word: silent, sequence_gap, crossed, disconnected, recovered, ...
    base::Timestamp ts_changed{};

    bool operator==(const FeedStatus&) const = default;
};

// An announced or ongoing interruption of the venue.
struct VenueStatus {
    std::string title;
    std::string state;  // scheduled, ongoing, pre_open, completed, canceled
    base::Timestamp ts_begin{};
    base::Timestamp ts_end{};
    FactTimes times;

    bool operator==(const VenueStatus&) const = default;
};

// A tradable contract appeared or changed.
struct InstrumentUpdate {
    Instrument instrument;
    FactTimes times;

    bool operator==(const InstrumentUpdate&) const = default;
};

// All that the gateway says about the market.
using MarketFact = std::variant<
    InstrumentUpdate,
    BookUpdate,
    Trade,
    Ticker,
    Candle,
    MarkPrice,
    FundingRate,
    PriceLimit,
    FeedStatus,
    VenueStatus>;

}  // namespace trading::domain
