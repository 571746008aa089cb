#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"
#include "common/domain/venue_feed.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace trading::gateway {

struct BookOptions {
    // False: the venue sends the whole book first on the socket, and only when that does not come is it fetched.
    bool starts_with_fetch = false;
    // Recordings older than the venue's sequence numbers cannot be verified; only their replay may say yes.
    bool accepts_missing_sequence = false;
    std::size_t levels_max = 400;                            // On each side; more means that we lost a delete.
    std::size_t buffered_frames_max = 600;                   // While no whole book is there: a minute at full rate.
    base::Duration snapshot_wait = std::chrono::seconds{3};  // After a subscription; then the book is fetched.
    base::Duration fetch_wait = std::chrono::seconds{5};     // For the answer to a fetch.
    base::Duration refetch_delay = std::chrono::milliseconds{250};  // When the fetched book was too old.
    int refetches_max = 8;                                          // In a row; then the whole recovery starts again.
    // The first recovery starts at once, the next in a row waits `recovery_first`, then twice as long and so on. A book
    // that ran for `recovery_longest` has earned a first one again.
    base::Duration recovery_first = std::chrono::milliseconds{200};
    base::Duration recovery_longest = std::chrono::seconds{5};
};

// All books and feeds together: OKX refuses more than 480 subscriptions an hour on one connection.
struct ResubscribeLimit {
    int count_max = 100;
    base::Duration window = std::chrono::hours{1};
};

struct CandleOptions {
    std::vector<base::Duration> intervals;
    std::size_t history_max = 300;                               // Closed candles kept for each interval.
    base::Duration hold_max = std::chrono::seconds{3};           // A closed candle waits this long for missing ones.
    base::Duration first_hold_max = std::chrono::seconds{60};    // The first one waits this long for the history.
    base::Duration fetch_wait = std::chrono::seconds{15};        // For the answer to a fetch.
    base::Duration fetch_retry_first = std::chrono::seconds{1};  // Doubles up to the longest.
    base::Duration fetch_retry_longest = std::chrono::seconds{30};
};

struct WatchOptions {
    // Silent for longer is stale; a channel that is not named is never silent. For candles the interval is added.
    std::map<domain::Channel, base::Duration> silence_max;
    base::Duration heal_interval = std::chrono::seconds{30};  // Between attempts to subscribe a silent feed again.
};

struct GatewayOptions {
    std::vector<domain::InstrumentId> instruments;
    std::set<domain::Channel> channels;
    BookOptions book;
    CandleOptions candles;
    WatchOptions watch;
    ResubscribeLimit resubscribes;
    std::size_t venue_statuses_max = 16;  // Announcements kept for late subscribers.
};

}  // namespace trading::gateway
