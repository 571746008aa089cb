#pragma once

#include "common/service/metrics.hpp"
#include "services/simulator/io/venue_server.hpp"

#include <map>

namespace trading::simulator {

// The simulator's metrics, all in one place: what the venue counts, brought to Prometheus when `report` is called on
// the venue's thread.
class SimulatorMetrics {
public:
    SimulatorMetrics(service::Metrics& metrics, const VenueServer& venue);

    void report();

private:
    const VenueServer& venue_;
    service::Counter requests_;
    service::Counter requests_refused_;
    service::Counter requests_rate_limited_;
    service::Counter sockets_opened_;
    service::Gauge sockets_open_;
    service::Counter frames_sent_;
    service::Counter frames_spoiled_;
    service::Counter slow_consumers_closed_;
    service::Counter connections_refused_;
    service::Counter orders_accepted_;
    service::Counter orders_rejected_;
    service::Counter orders_cancelled_;
    service::Counter account_fills_;
    service::Counter matches_;
    service::Counter slots_skipped_;
    service::Counter records_dropped_;
    service::Counter liquidations_;
    service::Counter replayed_frames_;
    std::map<FaultKind, service::Counter> faults_;
};

}  // namespace trading::simulator
