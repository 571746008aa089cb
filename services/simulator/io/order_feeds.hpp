#pragma once

#include "services/simulator/io/order_json.hpp"
#include "services/simulator/io/subscriber_registry.hpp"
#include "services/simulator/io/venue_host.hpp"

namespace trading::simulator {

// What an order's row shows beside the order.
[[nodiscard]] OrderContext order_context(const VenueCore& core, const domain::InstrumentId& instrument);

// The channels orders, orders-algo and algo-advance (okx-v5 8.1, 7.4): one push per change, no snapshot, except that
// algo-advance starts with what is pending. One thread.
class OrderFeeds {
public:
    OrderFeeds(const VenueHost& host, SubscriberRegistry& registry) : host_(host), registry_(registry) {}

    void on_order(const OrderChanged& change) const;
    void on_algo(const AlgoView& algo) const;

    // False when the channel is none of these.
    [[nodiscard]] bool on_subscribed(Subscriber& subscriber, const Subscription& subscription) const;

private:
    const VenueHost& host_;
    SubscriberRegistry& registry_;
};

}  // namespace trading::simulator
