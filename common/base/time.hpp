#pragma once

#include "common/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace trading::base {

using Duration = std::chrono::nanoseconds;

// A moment of the calendar, UTC, to the nanosecond. The default value (1970) means "not known".
using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

// A moment of a clock that never jumps: for timeouts and for measuring. Not comparable with `Timestamp`.
struct MonotonicTime {
    std::int64_t nanoseconds = 0;

    auto operator<=>(const MonotonicTime&) const = default;
};

[[nodiscard]] constexpr MonotonicTime operator+(MonotonicTime time, Duration step) noexcept {
    return MonotonicTime{time.nanoseconds + step.count()};
}

[[nodiscard]] constexpr Duration operator-(MonotonicTime later, MonotonicTime earlier) noexcept {
    return Duration{later.nanoseconds - earlier.nanoseconds};
}

[[nodiscard]] constexpr Timestamp from_unix_nanoseconds(std::int64_t nanoseconds) noexcept {
    return Timestamp{Duration{nanoseconds}};
}

[[nodiscard]] constexpr Timestamp from_unix_milliseconds(std::int64_t milliseconds) noexcept {
    return Timestamp{std::chrono::milliseconds{milliseconds}};
}

[[nodiscard]] constexpr std::int64_t to_unix_nanoseconds(Timestamp time) noexcept {
    return time.time_since_epoch().count();
}

// Rounds towards the past.
[[nodiscard]] constexpr std::int64_t to_unix_milliseconds(Timestamp time) noexcept {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

// ISO 8601 in UTC with exactly three digits of milliseconds: 2020-12-08T09:08:57.715Z. Rounds towards the past.
[[nodiscard]] std::string to_iso8601_milliseconds(Timestamp time);

// The same with nine digits; what logs and reports print.
[[nodiscard]] std::string to_iso8601(Timestamp time);

// Accepts "YYYY-MM-DDTHH:MM:SS[.fraction of 1 to 9 digits]Z"; anything else is `Malformed`.
[[nodiscard]] Result<Timestamp> from_iso8601(std::string_view text);

}  // namespace trading::base
