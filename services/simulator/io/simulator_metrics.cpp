#include "services/simulator/io/simulator_metrics.hpp"

namespace trading::simulator {

SimulatorMetrics::SimulatorMetrics(service::Metrics& metrics, const VenueServer& venue)
    : venue_(venue),
      requests_(metrics.counter("trading_simulator_requests_total", "REST requests")),
      requests_refused_(metrics.counter("trading_simulator_requests_refused_total", "REST requests refused as a whole")
      ),
      requests_rate_limited_(metrics.counter("trading_simulator_rate_limited_total", "Requests over a budget")),
      sockets_opened_(metrics.counter("trading_simulator_sockets_opened_total", "WebSockets accepted")),
      sockets_open_(metrics.gauge("trading_simulator_sockets_open", "WebSockets open now")),
      frames_sent_(metrics.counter("trading_simulator_frames_sent_total", "WebSocket frames sent")),
      frames_spoiled_(metrics.counter("trading_simulator_frames_spoiled_total", "Frames that a fault struck")),
      slow_consumers_closed_(metrics.counter(
          "trading_simulator_slow_consumers_closed_total", "Sockets closed because their queue was full"
      )),
      connections_refused_(
          metrics.counter("trading_simulator_connections_refused_total", "Connections beyond the maximum")
      ),
      orders_accepted_(metrics.counter("trading_simulator_orders_accepted_total", "Orders of accounts accepted")),
      orders_rejected_(metrics.counter("trading_simulator_orders_rejected_total", "Orders of accounts rejected")),
      orders_cancelled_(metrics.counter("trading_simulator_orders_cancelled_total", "Orders of accounts cancelled")),
      account_fills_(metrics.counter("trading_simulator_account_fills_total", "Fills of accounts")),
      matches_(metrics.counter("trading_simulator_matches_total", "Matches in all books")),
      slots_skipped_(metrics.counter("trading_simulator_slots_skipped_total", "Market slots skipped after a pause")),
      records_dropped_(metrics.counter("trading_simulator_records_dropped_total", "Old records beyond their limits")),
      liquidations_(metrics.counter("trading_simulator_liquidations_total", "Forced closes")),
      replayed_frames_(metrics.counter("trading_simulator_replayed_frames_total", "Recorded frames played")) {
    for (const FaultKind kind : all_fault_kinds()) {
        const service::MetricLabels labels{{"kind", std::string(to_string(kind))}};
        faults_.emplace(kind, metrics.counter("trading_simulator_faults_total", "How often a fault struck", labels));
    }
}

void SimulatorMetrics::report() {
    const RestCounters& rest = venue_.rest_counters();
    const WebServerCounters& web = venue_.web_counters();
    const VenueCore::Counters& core = venue_.core().counters();
    requests_.set_total(rest.requests);
    requests_refused_.set_total(rest.refused);
    requests_rate_limited_.set_total(venue_.limiter().refusals());
    sockets_opened_.set_total(web.sockets);
    sockets_open_.set(static_cast<double>(venue_.open_sockets()));
    frames_sent_.set_total(web.frames_sent);
    frames_spoiled_.set_total(venue_.frames_spoiled());
    slow_consumers_closed_.set_total(web.slow_consumers_closed);
    connections_refused_.set_total(web.connections_refused);
    orders_accepted_.set_total(core.orders_accepted);
    orders_rejected_.set_total(core.orders_rejected);
    orders_cancelled_.set_total(venue_.orders_cancelled());
    account_fills_.set_total(venue_.account_fills());
    matches_.set_total(core.matches);
    slots_skipped_.set_total(core.slots_skipped);
    records_dropped_.set_total(core.records_dropped);
    liquidations_.set_total(core.liquidations);
    if (venue_.replay() != nullptr) replayed_frames_.set_total(venue_.replay()->frames_played());
    for (const auto& [kind, times] : venue_.faults().counters()) faults_.at(kind).set_total(times);
}

}  // namespace trading::simulator
