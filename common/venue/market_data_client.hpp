#pragma once

#include "common/base/result.hpp"
#include "common/domain/instrument.hpp"
#include "common/domain/venue_feed.hpp"

#include <functional>
#include <vector>

namespace trading::venue {

// The public side of a venue. It keeps its connections up by itself and subscribes again after each reconnect. All
// calls and all events happen on the thread of the event loop that it was made with.
class MarketDataClient {
public:
    using EventHandler = std::function<void(const domain::VenueFeedEvent&)>;

    virtual ~MarketDataClient() = default;

    // Blocking: called once at the start, before the loop runs. All instruments of the kinds that we trade.
    [[nodiscard]] virtual base::Result<std::vector<domain::Instrument>> fetch_instruments() = 0;

    // From now on every event reaches `handler`.
    virtual void start(EventHandler handler) = 0;

    virtual void execute(const domain::VenueFeedCommand& command) = 0;

    virtual void stop() = 0;
};

}  // namespace trading::venue
