#pragma once

#include "services/gateway/core/feed_watch.hpp"
#include "services/gateway/core/input.hpp"
#include "services/gateway/core/instrument_feeds.hpp"
#include "services/gateway/core/output.hpp"
#include "services/gateway/core/resubscriber.hpp"

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace trading::gateway {

// Decides what of the venue's messages is true enough to publish, what to ask the venue for, and what can be trusted at
// this moment. Pure: the same inputs give the same outputs. One thread.
class GatewayCore {
public:
    explicit GatewayCore(GatewayOptions options);
    GatewayCore(const GatewayCore&) = delete;
    GatewayCore& operator=(const GatewayCore&) = delete;
    ~GatewayCore();

    // Appends to `out`.
    void on_input(const Input& input, base::Timestamp now, Outputs& out);

    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }
    [[nodiscard]] const FeedWatch& watch() const noexcept { return watch_; }

    // Null for an instrument that is not ours or that the venue does not list.
    [[nodiscard]] const InstrumentFeeds* find(const domain::InstrumentId& id) const;

    // Configured instruments that the venue's list did not have.
    [[nodiscard]] const std::vector<domain::InstrumentId>& missing_instruments() const noexcept { return missing_; }

private:
    void on(const InstrumentsLoaded& loaded, Step& step);
    void on(const domain::VenueFeedEvent& event, Step& step);
    void on(const SnapshotWanted& wanted, Step& step);
    void on(const Tick& tick, Step& step);

    void on_event(const domain::FeedConnection& connection, Step& step);
    void on_event(const domain::SubscriptionConfirmed& confirmed, Step& step);
    void on_event(const domain::SubscriptionRefused& refused, Step& step);
    void on_event(const domain::InstrumentUpdate& update, Step& step);
    void on_event(const domain::BookFrame& frame, Step& step);
    void on_event(const domain::BookFetched& fetched, Step& step);
    void on_event(const domain::BookFetchFailed& failed, Step& step);
    void on_event(const domain::CandlesFetched& fetched, Step& step);
    void on_event(const domain::CandlesFetchFailed& failed, Step& step);
    void on_event(const domain::Trade& trade, Step& step);
    void on_event(const domain::Ticker& ticker, Step& step);
    void on_event(const domain::Candle& candle, Step& step);
    void on_event(const domain::MarkPrice& mark_price, Step& step);
    void on_event(const domain::FundingRate& funding_rate, Step& step);
    void on_event(const domain::PriceLimit& price_limit, Step& step);
    void on_event(const domain::VenueStatus& status, Step& step);

    void subscribe(const domain::FeedKey& key, Step& step);
    void heal_silent_feeds(Step& step);

    // Null, and counted, for an instrument that is not ours.
    [[nodiscard]] InstrumentFeeds* ours(const domain::InstrumentId& id);
    [[nodiscard]] CandleKeeper* candles_of(const domain::InstrumentId& id, base::Duration interval);

    const GatewayOptions options_;
    Counters counters_;
    FeedWatch watch_;
    Resubscriber resubscriber_;
    std::map<domain::InstrumentId, std::unique_ptr<InstrumentFeeds>> instruments_;
    std::vector<domain::InstrumentId> missing_;
    std::deque<domain::VenueStatus> venue_statuses_;
    bool is_connected_ = false;
};

}  // namespace trading::gateway
