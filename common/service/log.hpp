#pragma once

#include "common/base/clock.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace spdlog {
class logger;
}

namespace trading::service {

// A named value beside a log line's message; the name is a word of the glossary. Secrets have no constructor here.
struct LogField {
    using Value = std::variant<std::int64_t, double, bool, std::string>;

    LogField(std::string_view field_name, std::string_view text) : name(field_name), value(std::string(text)) {}
    LogField(std::string_view field_name, const std::string& text) : name(field_name), value(text) {}
    LogField(std::string_view field_name, const char* text) : name(field_name), value(std::string(text)) {}
    LogField(std::string_view field_name, bool flag) : name(field_name), value(flag) {}
    LogField(std::string_view field_name, double number) : name(field_name), value(number) {}

    template <class Integer>
    requires std::is_integral_v<Integer> LogField(std::string_view field_name, Integer number)
        : name(field_name), value(static_cast<std::int64_t>(number)) {}

    std::string_view name;
    Value value;
};

enum class LogLevel { Debug = 1, Info = 2, Warn = 3, Error = 4 };

// Structured logging: one JSON object for each line on standard output: ts, level, service, event, msg and the fields.
// `event` is a constant snake_case word to search for, `message` is for people. Writing happens on a thread of its own
// behind a bounded queue (the oldest lines go first when it is full), so logging never waits. An event that repeats
// more often than `kRepeatsMax` a second is held back and summed up. Safe from any thread.
class Log {
public:
    using Fields = std::initializer_list<LogField>;

    static constexpr int kRepeatsMax = 50;  // lines of one event each second
    static constexpr std::size_t kQueuedLinesMax = 8192;

    Log(std::string service, LogLevel level, const base::Clock& clock);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void debug(std::string_view event, std::string_view message, Fields fields = {});
    void info(std::string_view event, std::string_view message, Fields fields = {});
    void warn(std::string_view event, std::string_view message, Fields fields = {});
    void error(std::string_view event, std::string_view message, Fields fields = {});

    // Lines that were held back because their event repeated too often.
    [[nodiscard]] std::uint64_t suppressed() const;

    // Writes what is queued; before the process ends.
    void flush();

private:
    struct Repeats {
        base::MonotonicTime window_start{};
        int lines = 0;
        int held_back = 0;
    };

    void write(LogLevel level, std::string_view event, std::string_view message, Fields fields);

    // How many lines were held back before this one, or -1 when this one is held back too.
    int pass_limiter(std::string_view event);

    const std::string service_;
    const LogLevel level_;
    const base::Clock& clock_;
    std::shared_ptr<spdlog::logger> logger_;
    mutable std::mutex mutex_;
    std::map<std::string, Repeats, std::less<>> repeats_;
    std::uint64_t suppressed_ = 0;
};

[[nodiscard]] std::string_view to_string(LogLevel level) noexcept;

// The line that a log writes, without the line break.
[[nodiscard]] std::string to_json_line(
    base::Timestamp now,
    LogLevel level,
    std::string_view service,
    std::string_view event,
    std::string_view message,
    Log::Fields fields
);

}  // namespace trading::service
