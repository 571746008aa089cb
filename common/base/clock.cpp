#include "common/base/clock.hpp"

namespace trading::base {

Timestamp SystemClock::now() const {
    const std::lock_guard lock{mutex_};
    const auto wall = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    return time_.at(wall, monotonic_now());
}

MonotonicTime SystemClock::monotonic_now() const {
    const auto elapsed = std::chrono::steady_clock::now().time_since_epoch();
    return MonotonicTime{std::chrono::duration_cast<Duration>(elapsed).count()};
}

}  // namespace trading::base
