#pragma once

#include "common/domain/venue_kill.hpp"

#include <string>
#include <vector>

namespace trading::killer {

// Something that people should read.
struct Notice {
    bool is_alert = false;  // Somebody must look now.
    std::string event;      // A constant word to search for.
    std::string detail;

    bool operator==(const Notice&) const = default;
};

struct Outputs {
    std::vector<domain::KillRequest> requests;  // To be sent in this order.
    std::vector<Notice> notices;
};

}  // namespace trading::killer
