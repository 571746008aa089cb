#pragma once

#include "services/simulator/io/subscriber_registry.hpp"
#include "services/simulator/io/venue_host.hpp"

#include <map>
#include <set>

namespace trading::simulator {

// The channels trades, trades-all, tickers and the three families of candles (okx-v5 5.1, 5.2, 5.4). Prints go out as
// they happen and so before the book update that contains them; tickers at most every 100 ms; a closing candle once,
// before its successor. One thread.
class PriceFeeds {
public:
    static constexpr base::Duration kTickerInterval = std::chrono::milliseconds{100};

    PriceFeeds(const VenueHost& host, SubscriberRegistry& registry, const base::Clock& clock)
        : host_(host), registry_(registry), clock_(clock) {}

    void on_trade(const TradeView& trade) const;
    void on_ticker_changed(const domain::InstrumentId& instrument) { dirty_tickers_.insert(instrument.value()); }
    void on_candle_changed(const domain::InstrumentId& instrument) const;
    void on_candle_closed(const CandleClosed& closed) const;
    void on_slot();

    // False when the channel is none of these.
    [[nodiscard]] bool on_subscribed(Subscriber& subscriber, const Subscription& subscription) const;

private:
    [[nodiscard]] std::string ticker_data(std::string_view instrument) const;
    void publish_candle(std::string_view family, Bar bar, std::string_view instrument, const CandleView& candle) const;

    const VenueHost& host_;
    SubscriberRegistry& registry_;
    const base::Clock& clock_;
    std::set<std::string> dirty_tickers_;
    base::MonotonicTime next_tickers_{};
};

}  // namespace trading::simulator
