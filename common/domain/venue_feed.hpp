#pragma once

#include "common/domain/market_data.hpp"

#include <string>
#include <variant>
#include <vector>

namespace trading::domain {

// The public side of a venue in our words: what its adapter reports to the gateway, and what the gateway may ask of it.
// Nothing here is verified yet; that is the gateway's job.

// One message of a venue's book feed, with the venue's own chain of sequence numbers.
struct BookFrame {
    InstrumentId instrument_id;
    bool is_snapshot = false;
    std::int64_t sequence = 0;
    std::int64_t previous_sequence = -1;  // -1 on a snapshot.
    bool has_sequence = true;             // False for recordings older than the venue's sequence numbers.
    std::vector<BookLevel> bids;
    std::vector<BookLevel> asks;
    FactTimes times;

    bool operator==(const BookFrame&) const = default;
};

// One subscription; `interval` only for candles, no instrument for venue-wide channels.
struct FeedKey {
    Channel channel = Channel::Book;
    InstrumentId instrument_id;
    base::Duration interval{};

    auto operator<=>(const FeedKey&) const = default;
};

// The sockets that carry the feeds came up (all subscriptions are being sent again) or went down.
struct FeedConnection {
    bool is_up = false;
    std::string reason;  // A constant snake_case word: connected, closed_by_venue, idle, handover, ...

    bool operator==(const FeedConnection&) const = default;
};

struct SubscriptionConfirmed {
    FeedKey key;

    bool operator==(const SubscriptionConfirmed&) const = default;
};

struct SubscriptionRefused {
    FeedKey key;
    std::string detail;

    bool operator==(const SubscriptionRefused&) const = default;
};

// The answer to `FetchBook`; its sequence is comparable with the feed's.
struct BookFetched {
    BookFrame frame;

    bool operator==(const BookFetched&) const = default;
};

struct BookFetchFailed {
    InstrumentId instrument_id;
    base::Error error;

    bool operator==(const BookFetchFailed&) const = default;
};

// The answer to `FetchCandles`: closed ones only, oldest first.
struct CandlesFetched {
    InstrumentId instrument_id;
    base::Duration interval{};
    std::vector<Candle> candles;

    bool operator==(const CandlesFetched&) const = default;
};

struct CandlesFetchFailed {
    InstrumentId instrument_id;
    base::Duration interval{};
    base::Error error;

    bool operator==(const CandlesFetchFailed&) const = default;
};

using VenueFeedEvent = std::variant<
    FeedConnection,
    SubscriptionConfirmed,
    SubscriptionRefused,
    InstrumentUpdate,
    BookFrame,
    BookFetched,
    BookFetchFailed,
    CandlesFetched,
    CandlesFetchFailed,
    Trade,
    Ticker,
    Candle,
    MarkPrice,
    FundingRate,
    PriceLimit,
    VenueStatus>;

struct Subscribe {
    FeedKey key;

    bool operator==(const Subscribe&) const = default;
};

struct Unsubscribe {
    FeedKey key;

    bool operator==(const Unsubscribe&) const = default;
};

// Ask for a whole book outside the feed.
struct FetchBook {
    InstrumentId instrument_id;

    bool operator==(const FetchBook&) const = default;
};

// Ask for the most recent `count` closed candles, so that indicators need not wait for their warm-up.
struct FetchCandles {
    InstrumentId instrument_id;
    base::Duration interval = std::chrono::minutes{1};
    int count = 300;

    bool operator==(const FetchCandles&) const = default;
};

using VenueFeedCommand = std::variant<Subscribe, Unsubscribe, FetchBook, FetchCandles>;

}  // namespace trading::domain
