#pragma once

#include "common/domain/venue_feed.hpp"
#include "services/simulator/core/book_difference.hpp"
#include "tests/simulation/feed_watch.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"

#include <functional>
#include <map>
#include <set>

namespace trading::simulation {

// The public side of the venue as the gateway sees it: subscriptions, frames with their chain of sequences, candles.
// Here frames get lost and doubled and the socket breaks; after each break everything is subscribed again.
class MarketWire {
public:
    using Sink = std::function<void(domain::VenueFeedEvent)>;

    static constexpr std::size_t kDepth = 20;

    // `local_now`: the clock of our machine, which stamps what is received.
    MarketWire(Scene& scene, Venue& venue, FeedWatch& watch, std::function<base::Timestamp()> local_now);

    void open(Sink sink);
    void close();
    void execute(const domain::VenueFeedCommand& command);
    void disturb();

private:
    void on_event(const simulator::Event& event);
    void on(const domain::Subscribe& command);
    void on(const domain::Unsubscribe& command);
    void on(const domain::FetchBook& command);
    void on(const domain::FetchCandles& command);

    void connect(base::Duration delay);
    void begin(const domain::FeedKey& key);
    void send(domain::VenueFeedEvent event, std::uint64_t entity);
    void deliver(domain::VenueFeedEvent event, base::Timestamp when);
    void send_book(const domain::InstrumentId& id, bool is_whole);
    void send_ticker(const domain::InstrumentId& id);
    void send_mark(const domain::InstrumentId& id);
    void send_limit(const domain::InstrumentId& id);
    void repeat_marks();
    [[nodiscard]] bool is_subscribed(domain::Channel channel, const domain::InstrumentId& id) const;
    [[nodiscard]] domain::BookFrame frame_of(const domain::InstrumentId& id, const simulator::BookFrame& frame);
    [[nodiscard]] domain::FactTimes times(base::Timestamp ts_event) const;

    Scene& scene_;
    Venue& venue_;
    FeedWatch& watch_;
    std::function<base::Timestamp()> local_now_;
    Sink sink_;
    std::set<domain::FeedKey> subscribed_;
    std::map<domain::InstrumentId, simulator::BookDifference> books_;
    std::uint64_t connection_ = 0;
    bool is_up_ = false;
    base::Timestamp ts_last_{};
};

}  // namespace trading::simulation
