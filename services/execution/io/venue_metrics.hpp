#pragma once

#include "common/service/metrics.hpp"
#include "common/venue/okx/parse_counters.hpp"
#include "common/venue/okx/transport/counters.hpp"

#include <utility>
#include <vector>

namespace trading::execution {

// What the client of the private side counts: its connections, requests and the parts of messages that it did not
// understand. Agent's thread only.
class VenueMetrics {
public:
    explicit VenueMetrics(service::Metrics& metrics);

    void update(const venue::okx::TransportCounters& transport, const venue::okx::ParseCounters& parser);

private:
    std::vector<std::pair<std::uint64_t venue::okx::TransportCounters::*, service::Counter>> transport_;
    std::vector<std::pair<std::uint64_t venue::okx::ParseCounters::*, service::Counter>> parser_;
};

}  // namespace trading::execution
