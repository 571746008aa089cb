#pragma once

#include "services/simulator/io/subscriber_registry.hpp"
#include "services/simulator/io/venue_host.hpp"

namespace trading::simulator {

// The quiet public channels (okx-v5 5.5): mark-price, index-tickers, funding-rate, price-limit, open-interest,
// instruments, liquidation-orders and status. A new subscriber gets the latest value at once. One thread.
class ReferenceFeeds {
public:
    static constexpr base::Duration kOpenInterestInterval = std::chrono::seconds{3};

    // Mark prices and price limits are sent on change, and after this long all the same.
    static constexpr base::Duration kRepeatInterval = std::chrono::seconds{10};

    ReferenceFeeds(const VenueHost& host, SubscriberRegistry& registry, const base::Clock& clock)
        : host_(host), registry_(registry), clock_(clock), status_time_(clock.now()) {}

    void on_mark(const MarkPriceView& mark) const;
    void on_index(const domain::InstrumentId& index) const;
    void on_funding(const FundingRateView& funding) const;
    void on_limit(const PriceLimitView& limit) const;
    void on_instrument(const domain::InstrumentId& instrument) const;
    void on_liquidation(const LiquidationPrinted& liquidation) const;
    void on_slot();

    // False when the channel is none of these.
    [[nodiscard]] bool on_subscribed(Subscriber& subscriber, const Subscription& subscription) const;

    // The element of GET system/status: the one maintenance that this venue has had.
    void write_status(JsonWriter& json, bool has_time) const;

private:
    // The latest value of the channel for an instrument; empty when there is none.
    [[nodiscard]] std::string data_of(std::string_view channel, std::string_view name) const;
    void publish(std::string_view channel, const std::string& name) const;

    const VenueHost& host_;
    SubscriberRegistry& registry_;
    const base::Clock& clock_;
    base::Timestamp status_time_;
    base::MonotonicTime next_interest_{};
    base::MonotonicTime next_repeat_{};
};

}  // namespace trading::simulator
