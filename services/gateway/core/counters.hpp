#pragma once

#include <cstdint>

namespace trading::gateway {

// What happened since the start; wiring exports each as a metric.
struct Counters {
    std::uint64_t book_frames = 0;              // Book messages of the venue, whole ones included.
    std::uint64_t book_gaps = 0;                // Sequences that did not continue.
    std::uint64_t book_resets = 0;              // Sequences that the venue legally started again from a lower number.
    std::uint64_t book_crossings = 0;           // Books given up because a bid reached an ask.
    std::uint64_t book_overflows = 0;           // Books given up because they held more levels than the venue sends.
    std::uint64_t book_duplicates = 0;          // Messages that were in the book already; ignored.
    std::uint64_t book_fetches = 0;             // Whole books asked for outside the feed.
    std::uint64_t book_fetches_failed = 0;      // Not answered, or refused.
    std::uint64_t book_fetches_outdated = 0;    // Answered with a book older than the updates that we hold.
    std::uint64_t book_snapshots_missing = 0;   // Subscriptions that brought no whole book in time.
    std::uint64_t book_recoveries = 0;          // Recoveries that were started.
    std::uint64_t buffered_frames_dropped = 0;  // Updates that did not fit the buffer of a book in recovery.
    std::uint64_t resubscribes = 0;             // Feeds that were subscribed again.
    std::uint64_t resubscribes_refused = 0;     // Not done because of the limit.
    std::uint64_t trades = 0;                   // Published.
    std::uint64_t trades_missing = 0;           // Matches that the trade ids say we did not see.
    std::uint64_t trade_gaps = 0;               // Holes in the trade ids.
    std::uint64_t trades_duplicate = 0;         // Dropped: seen before.
    std::uint64_t candles_closed = 0;           // Published closed candles.
    std::uint64_t candles_dropped = 0;          // Late, out of order or seen before.
    std::uint64_t candle_holes = 0;             // Missing closed candles found.
    std::uint64_t candle_fetches_failed = 0;    // Histories that were refused or did not come.
    std::uint64_t candles_held_too_long = 0;    // Closed candles that went out although older ones were missing.
    std::uint64_t references_outdated = 0;      // Tickers, marks and the like that were older than the last one.
    std::uint64_t feeds_silent = 0;             // Feeds that were silent for longer than their limit.
    std::uint64_t subscriptions_refused = 0;    // By the venue.
    std::uint64_t disconnects = 0;              // Of the venue's sockets.
    std::uint64_t events_foreign = 0;           // Messages about instruments that are not ours.

    bool operator==(const Counters&) const = default;
};

}  // namespace trading::gateway
