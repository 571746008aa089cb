#include "common/base/clock.hpp"

namespace trading::base {

Timestamp SystemClock::now() const { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

MonotonicTime SystemClock::monotonic_now() const {
    const auto elapsed = std::chrono::steady_clock::now().time_since_epoch();
    return MonotonicTime{std::chrono::duration_cast<Duration>(elapsed).count()};
}

}  // namespace trading::base
