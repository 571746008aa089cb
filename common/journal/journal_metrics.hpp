#pragma once

#include "common/journal/writer.hpp"
#include "common/service/metrics.hpp"

#include <string>

namespace trading::journal {

// trading_<service>_journal_*: how much of the core's inputs is recorded, and whether it still is. One thread.
class JournalMetrics {
public:
    JournalMetrics(service::Metrics& metrics, const std::string& service);

    void update(const Writer& writer);

private:
    service::Counter bytes_;
    service::Counter files_;
    service::Counter dropped_;
    service::Counter failures_;
    service::Counter runs_removed_;
    service::Gauge queued_bytes_;
    service::Gauge is_recording_;
};

}  // namespace trading::journal
