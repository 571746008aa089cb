#pragma once

#include "services/gateway/core/options.hpp"
#include "services/gateway/core/output.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trading::gateway {

// Which feeds can be trusted. Each one is waiting, fresh or stale; silence beyond its limit, a broken sequence and a
// lost connection make it stale, verified data makes it fresh again. Every change is published as a `FeedStatus`. The
// candle feeds of an instrument share one status: the worst of them.
class FeedWatch {
public:
    explicit FeedWatch(WatchOptions options) : options_(std::move(options)) {}

    // From now on `key` is watched, and waiting for its first data.
    void add(const domain::FeedKey& key, Step& step);

    // Verified data arrived.
    void on_data(const domain::FeedKey& key, Step& step);

    void mark_stale(const domain::FeedKey& key, std::string_view reason, Step& step);

    // Lost connections make everything stale at once; when they are back, those feeds wait for data again.
    void on_disconnected(Step& step);
    void on_connected(Step& step);

    // Makes silent feeds stale.
    void on_tick(Step& step);

    // Feeds that are stale because nothing comes, and whose next attempt to subscribe again is due. Each is answered
    // once for each `heal_interval`.
    [[nodiscard]] std::vector<domain::FeedKey> due_for_healing(base::Timestamp now);

    // Waiting for a feed that is not watched.
    [[nodiscard]] domain::FeedState state_of(const domain::FeedKey& key) const;

    // When verified data arrived last; the time of the start when it never did.
    [[nodiscard]] base::Timestamp last_data(const domain::FeedKey& key) const;

    [[nodiscard]] std::size_t stale_count() const;

    // The present status of each feed of one instrument, as last published.
    void append_statuses(const domain::InstrumentId& instrument_id, std::vector<domain::MarketFact>& facts) const;

private:
    struct Feed {
        domain::FeedState state = domain::FeedState::Waiting;
        std::string reason;
        base::Timestamp ts_data{};
        base::Timestamp ts_heal{};  // Only for feeds that are stale because nothing comes.
    };

    using Group = std::pair<domain::InstrumentId, domain::Channel>;

    // The one place where a feed changes.
    void change(const domain::FeedKey& key, Feed& feed, domain::FeedState state, std::string_view reason, Step& step);
    void publish_group(const domain::FeedKey& key, Step& step);
    [[nodiscard]] bool is_silent(const domain::FeedKey& key, const Feed& feed, base::Timestamp now) const;

    WatchOptions options_;
    std::map<domain::FeedKey, Feed> feeds_;
    std::map<Group, domain::FeedStatus> published_;
};

}  // namespace trading::gateway
