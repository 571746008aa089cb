#include "services/execution/io/venue_metrics.hpp"

#include <array>
#include <string>

namespace trading::execution {
namespace {

using venue::okx::ParseCounters;
using venue::okx::TransportCounters;

template <class Owner>
struct VenueMetric {
    std::uint64_t Owner::*counter;
    const char* name;
    const char* help;
};

constexpr std::array<VenueMetric<TransportCounters>, 17> kTransport{{
    {&TransportCounters::connections, "venue_connections_total", "Sockets that came up"},
    {&TransportCounters::disconnections, "venue_disconnections_total", "Sockets that went down"},
    {&TransportCounters::handovers, "venue_handovers_total", "Announced restarts survived without a break"},
    {&TransportCounters::frames, "venue_frames_total", "Messages received"},
    {&TransportCounters::frames_too_long, "venue_frames_too_long_total", "Messages given up because of their length"},
    {&TransportCounters::subscriptions_sent, "venue_subscriptions_sent_total", "Subscription requests"},
    {&TransportCounters::subscriptions_delayed, "venue_subscriptions_delayed_total", "Delayed by the hourly limit"},
    {&TransportCounters::requests, "venue_rest_requests_total", "REST requests"},
    {&TransportCounters::requests_lost, "venue_rest_requests_lost_total", "REST requests without an answer"},
    {&TransportCounters::retries, "venue_retries_total", "REST reads tried again"},
    {&TransportCounters::requests_not_sent, "venue_rest_requests_not_sent_total", "REST requests that never left us"},
    {&TransportCounters::budget_refusals, "venue_budget_refusals_total", "Requests held back by our own rate budget"},
    {&TransportCounters::operations, "venue_operations_total", "Orders, cancels and amends sent on the socket"},
    {&TransportCounters::operations_unknown, "venue_operations_unknown_total", "Of these, those without an answer"},
    {&TransportCounters::breaker_refusals, "venue_breaker_refusals_total", "Requests refused by the open breaker"},
    {&TransportCounters::breaker_openings, "venue_breaker_openings_total", "Times the circuit breaker opened"},
    {&TransportCounters::lost_items, "venue_lost_items_total", "Broken parts of messages"},
}};

constexpr std::array<VenueMetric<ParseCounters>, 6> kParser{{
    {&ParseCounters::malformed_frames, "venue_malformed_frames_total", "Messages that could not be read"},
    {&ParseCounters::malformed_items, "venue_malformed_items_total", "Items with a broken value"},
    {&ParseCounters::unknown_fields, "venue_unknown_fields_total", "Fields that we do not know"},
    {&ParseCounters::unknown_values, "venue_unknown_values_total", "Enum values that we do not know"},
    {&ParseCounters::unknown_channels, "venue_unknown_channels_total", "Messages of channels that we do not know"},
    {&ParseCounters::unknown_events, "venue_unknown_events_total", "Socket events that we do not know"},
}};

template <class Metrics, class Series>
void declare(service::Metrics& metrics, const Metrics& known, Series& series) {
    for (const auto& metric : known) {
        series.emplace_back(
            metric.counter, metrics.counter(std::string{"trading_execution_"} + metric.name, metric.help)
        );
    }
}

}  // namespace

VenueMetrics::VenueMetrics(service::Metrics& metrics) {
    declare(metrics, kTransport, transport_);
    declare(metrics, kParser, parser_);
}

void VenueMetrics::update(const TransportCounters& transport, const ParseCounters& parser) {
    for (auto& [counter, series] : transport_) series.set_total(transport.*counter);
    for (auto& [counter, series] : parser_) series.set_total(parser.*counter);
}

}  // namespace trading::execution
