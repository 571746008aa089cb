#pragma once

#include "common/bus/fact_feed.hpp"
#include "common/service/health.hpp"
#include "common/service/log.hpp"
#include "common/service/metrics.hpp"
#include "common/service/shutdown_signal.hpp"
#include "services/control/io/fact_reader.hpp"

namespace trading::control {

// The one thread of control: takes the facts of gateway and execution from the bus, keeps board and meters up to date,
// and reports health and metrics, until a shutdown is requested.
class ControlAgent {
public:
    struct Parts {
        const base::Clock& clock;
        service::Log& log;
        service::Metrics& metrics;
        service::Health& health;
        bus::FactFeed& gateway_feed;
        bus::FactFeed& execution_feed;
        FactReader& gateway_reader;
        FactReader& execution_reader;
        EventHub& hub;
    };

    explicit ControlAgent(Parts parts);

    void run(service::ShutdownSignal& shutdown);

private:
    static constexpr base::Duration kTurn = std::chrono::milliseconds{20};
    static constexpr base::Duration kReportInterval = std::chrono::seconds{1};

    void report();
    void report_feed(const char* name, const bus::FactFeed& feed, FeedMeter& meter);

    Parts parts_;
    base::MonotonicTime ts_next_report_{};
    bool was_whole_ = false;
};

}  // namespace trading::control
