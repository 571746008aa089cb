#pragma once

#include "common/service/metrics.hpp"
#include "common/venue/okx/transport/counters.hpp"
#include "services/killer/core/killer_core.hpp"
#include "services/killer/io/latch.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace trading::killer {

// Every metric of this service, declared once; tests/golden/metrics/killer.txt lists the names. One thread.
class KillerMetrics {
public:
    explicit KillerMetrics(service::Metrics& metrics);

    void on_alert(const std::string& event);

    void refresh(const KillerCore& core, const Latch::State& latch, std::uint64_t inputs_dropped);
    void refresh(const venue::okx::TransportCounters& transport);

private:
    template <class Owner>
    using Series = std::vector<std::pair<std::uint64_t Owner::*, service::Counter>>;

    service::Metrics& metrics_;
    service::Gauge is_latched_;
    service::Gauge is_latch_durable_;
    service::Gauge is_empty_;
    service::Gauge open_orders_;
    service::Gauge open_positions_;
    service::Gauge cancels_waiting_;
    service::Gauge time_to_empty_;
    service::Counter cancels_dropped_;
    service::Counter inputs_dropped_;
    Series<KillerCounters> core_;
    Series<venue::okx::TransportCounters> transport_;
};

}  // namespace trading::killer
