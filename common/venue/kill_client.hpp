#pragma once

#include "common/domain/venue_kill.hpp"

#include <functional>

namespace trading::venue {

// The killer's side of a venue: stateless requests with a key of its own, no stream, no instrument list, nothing that
// must come up first. All calls and reports happen on the thread of its event loop; no report comes inside `execute`.
class KillClient {
public:
    using ReportHandler = std::function<void(const domain::KillReport&)>;

    virtual ~KillClient() = default;

    // Also begins to estimate the venue's clock and to ask what the key may do; never waits.
    virtual void start(ReportHandler handler) = 0;

    virtual void execute(const domain::KillRequest& request) = 0;
};

}  // namespace trading::venue
