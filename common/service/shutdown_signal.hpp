#pragma once

#include "common/base/time.hpp"

namespace trading::service {

// SIGTERM and SIGINT as something to look at instead of something that happens: they are blocked for the whole process
// and wait in a descriptor. Make it first in `main`, before any thread. A second signal changes nothing. SIGPIPE is
// ignored.
class ShutdownSignal {
public:
    ShutdownSignal();
    ~ShutdownSignal();
    ShutdownSignal(const ShutdownSignal&) = delete;
    ShutdownSignal& operator=(const ShutdownSignal&) = delete;

    // Readable once a signal came; for event loops.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    // Whether a signal has come. Never waits.
    [[nodiscard]] bool is_requested();

    // Waits at most `timeout` for one.
    [[nodiscard]] bool wait(base::Duration timeout);

private:
    int descriptor_ = -1;
    bool is_requested_ = false;
};

}  // namespace trading::service
