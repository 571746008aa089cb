#include "services/control/io/control_agent.hpp"

#include <poll.h>

#include <array>

namespace trading::control {

ControlAgent::ControlAgent(Parts parts) : parts_(parts) {}

void ControlAgent::run(service::ShutdownSignal& shutdown) {
    const auto readable = [](int descriptor) { return pollfd{descriptor, POLLIN, 0}; };
    std::array waiting{
        readable(parts_.gateway_feed.facts_descriptor()),
        readable(parts_.gateway_feed.snapshot_descriptor()),
        readable(parts_.execution_feed.facts_descriptor()),
        readable(parts_.execution_feed.snapshot_descriptor()),
        readable(shutdown.descriptor()),
    };
    while (!shutdown.is_requested()) {
        const auto gateway = parts_.gateway_feed.poll(parts_.gateway_reader);
        const auto execution = parts_.execution_feed.poll(parts_.execution_reader);
        if (parts_.clock.monotonic_now() >= ts_next_report_) report();
        if (gateway.has_more || execution.has_more) continue;
        const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(kTurn).count();
        poll(waiting.data(), waiting.size(), static_cast<int>(milliseconds));
    }
}

void ControlAgent::report() {
    ts_next_report_ = parts_.clock.monotonic_now() + kReportInterval;
    parts_.health.beat();
    report_feed("gateway", parts_.gateway_feed, parts_.gateway_reader.meter());
    report_feed("execution", parts_.execution_feed, parts_.execution_reader.meter());
    parts_.metrics.gauge("trading_control_event_streams", "Open event streams.")
        .set(static_cast<double>(parts_.hub.readers()));
    parts_.metrics.gauge("trading_control_events_lost", "Events lost by slow readers since the start.")
        .set(static_cast<double>(parts_.hub.lost_events()));
    const bool is_whole = parts_.gateway_feed.is_whole() && parts_.execution_feed.is_whole();
    if (is_whole != was_whole_) {
        parts_.log.info(
            is_whole ? "feeds_whole" : "feeds_not_whole",
            is_whole ? "all facts of gateway and execution arrive" : "facts are missing, snapshots are being fetched"
        );
        was_whole_ = is_whole;
    }
}

void ControlAgent::report_feed(const char* name, const bus::FactFeed& feed, FeedMeter& meter) {
    meter.missed_facts = feed.subscriber_counters().missed_facts;
    parts_.health.report(name, !feed.is_silent(), feed.is_silent() ? "nothing is heard from it on the bus" : "");
    const service::MetricLabels labels{{"publisher", name}};
    auto& metrics = parts_.metrics;
    metrics.gauge("trading_control_facts", "Facts received since the start.", labels)
        .set(static_cast<double>(meter.facts));
    metrics.gauge("trading_control_missed_facts", "Facts found missing since the start.", labels)
        .set(static_cast<double>(meter.missed_facts));
    metrics.gauge("trading_control_malformed_facts", "Facts that did not decode since the start.", labels)
        .set(static_cast<double>(meter.malformed));
    metrics.gauge("trading_control_fact_lag_seconds", "From sending to receipt of the last fact.", labels)
        .set(static_cast<double>(meter.lag_ns) * 1e-9);
}

}  // namespace trading::control
