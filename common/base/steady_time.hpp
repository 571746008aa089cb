#pragma once

#include "common/base/time.hpp"

#include <algorithm>
#include <optional>

namespace trading::base {

// A time of day that timers may trust. The wall clock can be set at any moment: back, and whatever waits for a time
// waits that much longer, a stop for its retry too. This one follows the wall clock forward at once; when the wall
// clock is behind, it goes on at half speed until both agree. So no time repeats, and nothing that waits takes more
// than twice its time. Pure; one thread.
class SteadyTime {
public:
    // What the time is, from readings of both clocks at the same moment. The monotonic ones never decrease.
    [[nodiscard]] Timestamp at(Timestamp wall, MonotonicTime monotonic) {
        if (!last_) {
            now_ = wall;
        } else {
            const Duration passed = monotonic - *last_;
            now_ = std::max(now_ + passed / 2, wall);
        }
        last_ = monotonic;
        return now_;
    }

private:
    Timestamp now_{};
    std::optional<MonotonicTime> last_;
};

}  // namespace trading::base
