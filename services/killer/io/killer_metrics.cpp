#include "services/killer/io/killer_metrics.hpp"

#include <chrono>

namespace trading::killer {
namespace {

using venue::okx::TransportCounters;

template <class Owner>
struct Metric {
    std::uint64_t Owner::*counter;
    const char* name;
    const char* help;
};

constexpr std::array<Metric<KillerCounters>, 11> kCore{{
    {&KillerCounters::looks, "looks_total", "Looks at the open orders"},
    {&KillerCounters::looks_failed, "looks_failed_total", "Looks that were not whole"},
    {&KillerCounters::cancels_sent, "cancels_sent_total", "Orders asked to be cancelled"},
    {&KillerCounters::cancels_accepted, "cancels_accepted_total", "Of these, accepted by the venue"},
    {&KillerCounters::cancels_refused, "cancels_refused_total", "Of these, refused: most had ended"},
    {&KillerCounters::cancels_unknown, "cancels_unknown_total", "Of these, without an answer"},
    {&KillerCounters::cancels_not_sent, "cancels_not_sent_total", "Of these, those that never left us"},
    {&KillerCounters::orders_after_empty, "orders_after_empty_total", "Orders that appeared while killed"},
    {&KillerCounters::dead_man_armed, "dead_man_armed_total", "Times the venue's own timer was armed"},
    {&KillerCounters::dead_man_failed, "dead_man_failed_total", "Times it could not be armed"},
    {&KillerCounters::closes_sent, "closes_sent_total", "Positions asked to be closed"},
}};

constexpr std::array<Metric<TransportCounters>, 7> kTransport{{
    {&TransportCounters::requests, "venue_requests_total", "REST requests"},
    {&TransportCounters::requests_lost, "venue_requests_lost_total", "REST requests without an answer"},
    {&TransportCounters::requests_not_sent, "venue_requests_not_sent_total", "REST requests that never left us"},
    {&TransportCounters::retries, "venue_retries_total", "Reads tried again"},
    {&TransportCounters::reads_refused, "venue_reads_refused_total", "Reads refused because too many wait"},
    {&TransportCounters::budget_refusals, "venue_budget_refusals_total", "Writes held back by our rate budget"},
    {&TransportCounters::breaker_openings, "venue_breaker_openings_total", "Times the venue answered nothing"},
}};

std::string full(const char* name) { return std::string{"trading_killer_"} + name; }

double number(bool is_true) { return is_true ? 1 : 0; }

}  // namespace

KillerMetrics::KillerMetrics(service::Metrics& metrics)
    : metrics_(metrics),
      is_latched_(metrics.gauge(full("is_latched"), "1 while everything is being cancelled")),
      is_latch_durable_(metrics.gauge(full("is_latch_durable"), "1 while a restart would know the latch")),
      is_empty_(metrics.gauge(full("is_empty"), "1 while killed and proven empty")),
      open_orders_(metrics.gauge(full("open_orders"), "Open orders of the account in the last whole look")),
      open_positions_(metrics.gauge(full("open_positions"), "Open positions in the last whole look that asked for them")
      ),
      cancels_waiting_(metrics.gauge(full("cancels_waiting"), "Cancels held back by the venue's rate limit")),
      time_to_empty_(metrics.gauge(full("time_to_empty_seconds"), "From the last kill to the proof that all is gone")),
      cancels_dropped_(metrics.counter(full("cancels_dropped_total"), "Cancels beyond what may wait; seen again later")
      ),
      inputs_dropped_(metrics.counter(full("inputs_dropped_total"), "Reports beyond what one turn may bring")) {
    for (const auto& metric : kCore) {
        core_.emplace_back(metric.counter, metrics.counter(full(metric.name), metric.help));
    }
    for (const auto& metric : kTransport) {
        transport_.emplace_back(metric.counter, metrics.counter(full(metric.name), metric.help));
    }
}

void KillerMetrics::on_alert(const std::string& event) {
    metrics_.counter(full("alerts_total"), "Alerts by event", {{"event", event}}).increment();
}

void KillerMetrics::refresh(const KillerCore& core, const Latch::State& latch, std::uint64_t inputs_dropped) {
    const KillerView view = core.view();
    is_latched_.set(number(latch.record.is_latched));
    is_latch_durable_.set(number(latch.is_durable));
    is_empty_.set(number(view.is_empty));
    open_orders_.set(static_cast<double>(view.open_orders));
    open_positions_.set(static_cast<double>(view.open_positions));
    cancels_waiting_.set(static_cast<double>(view.cancels_waiting));
    time_to_empty_.set(std::chrono::duration<double>(view.time_to_empty).count());
    cancels_dropped_.set_total(core.cancels_dropped());
    inputs_dropped_.set_total(inputs_dropped);
    for (auto& [counter, series] : core_) series.set_total(core.counters().*counter);
}

void KillerMetrics::refresh(const TransportCounters& transport) {
    for (auto& [counter, series] : transport_) series.set_total(transport.*counter);
}

}  // namespace trading::killer
