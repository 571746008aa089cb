#pragma once

#include "common/base/counter_name.hpp"
#include "common/venue/okx/parse_counters.hpp"
#include "common/venue/okx/transport/counters.hpp"

#include <array>

namespace trading::venue::okx {

// What the totals of a client are called among the metrics of a service, behind the service's prefix.
inline constexpr std::array<base::CounterName<TransportCounters>, 17> kTransportCounterNames{{
    {&TransportCounters::connections, "venue_connections_total", "Sockets that came up"},
    {&TransportCounters::disconnections, "venue_disconnections_total", "Sockets that went down"},
    {&TransportCounters::handovers, "venue_handovers_total", "Announced restarts survived without a break"},
    {&TransportCounters::frames, "venue_frames_total", "Messages received"},
    {&TransportCounters::frames_too_long, "venue_frames_too_long_total", "Messages given up because of their length"},
    {&TransportCounters::subscriptions_sent, "venue_subscriptions_sent_total", "Subscription requests"},
    {&TransportCounters::subscriptions_delayed, "venue_subscriptions_delayed_total", "Delayed by the hourly limit"},
    {&TransportCounters::requests, "venue_rest_requests_total", "REST requests"},
    {&TransportCounters::requests_lost, "venue_rest_requests_lost_total", "REST requests without an answer"},
    {&TransportCounters::requests_not_sent, "venue_rest_requests_not_sent_total", "REST requests that never left us"},
    {&TransportCounters::retries, "venue_retries_total", "REST reads tried again"},
    {&TransportCounters::budget_refusals, "venue_budget_refusals_total", "Requests held back by our own rate budget"},
    {&TransportCounters::operations, "venue_operations_total", "Orders, cancels and amends sent on the socket"},
    {&TransportCounters::operations_unknown, "venue_operations_unknown_total", "Of these, those without an answer"},
    {&TransportCounters::breaker_refusals, "venue_breaker_refusals_total", "Requests refused by the open breaker"},
    {&TransportCounters::breaker_openings, "venue_breaker_openings_total", "Times the circuit breaker opened"},
    {&TransportCounters::lost_items, "venue_lost_items_total", "Broken parts of messages"},
}};

inline constexpr std::array<base::CounterName<ParseCounters>, 6> kParseCounterNames{{
    {&ParseCounters::malformed_frames, "venue_malformed_frames_total", "Messages that could not be read"},
    {&ParseCounters::malformed_items, "venue_malformed_items_total", "Items with a broken value"},
    {&ParseCounters::unknown_fields, "venue_unknown_fields_total", "Fields that we do not know"},
    {&ParseCounters::unknown_values, "venue_unknown_values_total", "Enum values that we do not know"},
    {&ParseCounters::unknown_channels, "venue_unknown_channels_total", "Messages of channels that we do not know"},
    {&ParseCounters::unknown_events, "venue_unknown_events_total", "Socket events that we do not know"},
}};

}  // namespace trading::venue::okx
