#include "common/base/time.hpp"

#include <fmt/format.h>

#include <charconv>

namespace trading::base {
namespace {

struct CalendarTime {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<Duration> time_of_day;
};

CalendarTime to_calendar(Timestamp time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return CalendarTime{std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<Duration>{time - day}};
}

std::string format_seconds(const CalendarTime& calendar) {
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        static_cast<int>(calendar.date.year()),
        static_cast<unsigned>(calendar.date.month()),
        static_cast<unsigned>(calendar.date.day()),
        calendar.time_of_day.hours().count(),
        calendar.time_of_day.minutes().count(),
        calendar.time_of_day.seconds().count()
    );
}

// Reads exactly the given columns as digits; -1 when they are anything else.
int digits_at(std::string_view text, std::size_t begin, std::size_t count) {
    int value = 0;
    for (const char character : text.substr(begin, count)) {
        if (character < '0' || character > '9') return -1;
        value = value * 10 + (character - '0');
    }
    return value;
}

bool has_calendar_shape(std::string_view text) {
    return text.size() >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' &&
           text[16] == ':' && text.back() == 'Z';
}

// The fraction of a second ("" or ".715") in nanoseconds; -1 when malformed.
std::int64_t parse_fraction(std::string_view fraction) {
    if (fraction.empty()) return 0;
    if (fraction.front() != '.' || fraction.size() < 2 || fraction.size() > 10) return -1;
    std::int64_t nanoseconds = 0;
    for (std::size_t digit = 1; digit <= 9; ++digit) {
        const char character = digit < fraction.size() ? fraction[digit] : '0';
        if (character < '0' || character > '9') return -1;
        nanoseconds = nanoseconds * 10 + (character - '0');
    }
    return nanoseconds;
}

}  // namespace

std::string to_iso8601_milliseconds(Timestamp time) {
    const CalendarTime calendar = to_calendar(time);
    const auto milliseconds = calendar.time_of_day.subseconds().count() / 1'000'000;
    return fmt::format("{}.{:03}Z", format_seconds(calendar), milliseconds);
}

std::string to_iso8601(Timestamp time) {
    const CalendarTime calendar = to_calendar(time);
    return fmt::format("{}.{:09}Z", format_seconds(calendar), calendar.time_of_day.subseconds().count());
}

Result<Timestamp> from_iso8601(std::string_view text) {
    const auto malformed = [&] {
        return failure(
            ErrorCode::Malformed,
            fmt::format("'{}' is not a UTC time like 2020-12-08T09:08:57.715Z", text.substr(0, 64))
        );
    };
    if (!has_calendar_shape(text)) return malformed();
    const int year = digits_at(text, 0, 4);
    const int month = digits_at(text, 5, 2);
    const int day = digits_at(text, 8, 2);
    const int hour = digits_at(text, 11, 2);
    const int minute = digits_at(text, 14, 2);
    const int second = digits_at(text, 17, 2);
    const std::int64_t fraction = parse_fraction(text.substr(19, text.size() - 20));
    if (year < 0 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 59 || fraction < 0) {
        return malformed();
    }
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)},
    };
    if (!date.ok()) return malformed();
    return Timestamp{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second} + Duration{fraction};
}

}  // namespace trading::base
