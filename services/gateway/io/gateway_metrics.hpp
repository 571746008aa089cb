#pragma once

#include "common/bus/fact_publisher.hpp"
#include "common/bus/snapshot_server.hpp"
#include "common/service/counter_group.hpp"
#include "common/service/metrics.hpp"
#include "services/gateway/core/gateway_core.hpp"
#include "services/gateway/io/recorder.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace trading::gateway {

// Every metric of the gateway, declared here and listed in tests/golden/metrics/gateway.txt. Agent's thread only.
class GatewayMetrics {
public:
    GatewayMetrics(service::Metrics& metrics, const std::vector<domain::InstrumentId>& instruments);

    // From the receipt of a message to the fact on the bus.
    void observe_publication(base::Duration latency) const;

    // From the venue's time of a match to our receipt of its print.
    void observe_lag(base::Duration lag) const;

    void update(const GatewayCore& core, base::Timestamp now);
    void update(const bus::FactPublisher::Counters& publisher, const bus::SnapshotServer::Counters& snapshots);
    void update(const Recorder::Counters& recorder);
    void set_events(std::uint64_t events) { events_.set_total(events); }
    void set_encode_failures(std::uint64_t failures) { encode_failures_.set_total(failures); }

private:
    struct BookGauges {
        service::Gauge staleness;
        service::Gauge state;
    };

    service::CounterGroup<Counters> core_counters_;
    std::map<domain::InstrumentId, BookGauges> books_;
    service::Gauge feeds_stale_;
    service::Histogram frame_to_fact_;
    service::Histogram trade_lag_;
    service::Counter events_;
    service::Counter facts_;
    service::Counter fact_bytes_;
    service::Counter publish_failures_;
    service::Counter encode_failures_;
    service::Counter snapshots_;
    service::Gauge recorder_queue_;
    service::Counter recorder_rows_;
    service::Counter recorder_failures_;
    service::Counter recorder_dropped_;
    service::Counter recorder_abandoned_;
};

}  // namespace trading::gateway
