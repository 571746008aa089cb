#include "common/service/log.hpp"

#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cmath>

namespace trading::service {
namespace {

void append_escaped(std::string& out, std::string_view text) {
    out.push_back('"');
    for (const char character : text) {
        switch (character) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(character) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(character));
                } else {
                    out.push_back(character);
                }
        }
    }
    out.push_back('"');
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
    append_escaped(out, name);
    out.push_back(':');
    append_escaped(out, text);
}

struct ValueWriter {
    std::string& out;

    void operator()(std::int64_t number) const { out += fmt::format("{}", number); }
    void operator()(double number) const { out += std::isfinite(number) ? fmt::format("{}", number) : "null"; }
    void operator()(bool flag) const { out += flag ? "true" : "false"; }
    void operator()(const std::string& text) const { append_escaped(out, text); }
};

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return spdlog::level::debug;
        case LogLevel::Info: return spdlog::level::info;
        case LogLevel::Warn: return spdlog::level::warn;
        case LogLevel::Error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

}  // namespace

std::string_view to_string(LogLevel level) noexcept {
    switch (level) {
        case LogLevel::Debug: return "debug";
        case LogLevel::Info: return "info";
        case LogLevel::Warn: return "warn";
        case LogLevel::Error: return "error";
    }
    return "unknown";
}

std::string to_json_line(
    base::Timestamp now,
    LogLevel level,
    std::string_view service,
    std::string_view event,
    std::string_view message,
    Log::Fields fields
) {
    std::string line = "{";
    append_member(line, "ts", base::to_iso8601(now));
    line.push_back(',');
    append_member(line, "level", to_string(level));
    line.push_back(',');
    append_member(line, "service", service);
    line.push_back(',');
    append_member(line, "event", event);
    line.push_back(',');
    append_member(line, "msg", message);
    for (const LogField& field : fields) {
        line.push_back(',');
        append_escaped(line, field.name);
        line.push_back(':');
        std::visit(ValueWriter{line}, field.value);
    }
    line.push_back('}');
    return line;
}

Log::Log(std::string service, LogLevel level, const base::Clock& clock)
    : service_(std::move(service)), level_(level), clock_(clock) {
    // One writer thread for the process, made with the first log.
    if (spdlog::thread_pool() == nullptr) spdlog::init_thread_pool(kQueuedLinesMax, 1);
    logger_ = std::make_shared<spdlog::async_logger>(
        service_,
        std::make_shared<spdlog::sinks::stdout_sink_mt>(),
        spdlog::thread_pool(),
        spdlog::async_overflow_policy::overrun_oldest
    );
    logger_->set_pattern("%v");
    logger_->set_level(to_spdlog(level));
    logger_->flush_on(spdlog::level::debug);
}

Log::~Log() { flush(); }

void Log::debug(std::string_view event, std::string_view message, Fields fields) {
    write(LogLevel::Debug, event, message, fields);
}

void Log::info(std::string_view event, std::string_view message, Fields fields) {
    write(LogLevel::Info, event, message, fields);
}

void Log::warn(std::string_view event, std::string_view message, Fields fields) {
    write(LogLevel::Warn, event, message, fields);
}

void Log::error(std::string_view event, std::string_view message, Fields fields) {
    write(LogLevel::Error, event, message, fields);
}

std::uint64_t Log::suppressed() const {
    const std::lock_guard lock{mutex_};
    return suppressed_;
}

void Log::flush() { logger_->flush(); }

void Log::write(LogLevel level, std::string_view event, std::string_view message, Fields fields) {
    if (level < level_) return;
    const int held_back = pass_limiter(event);
    if (held_back < 0) return;
    if (held_back > 0) {
        logger_->log(
            spdlog::level::warn,
            to_json_line(
                clock_.now(),
                LogLevel::Warn,
                service_,
                "log_lines_held_back",
                "an event repeated too often",
                {{"repeated_event", event}, {"lines", held_back}}
            )
        );
    }
    logger_->log(to_spdlog(level), to_json_line(clock_.now(), level, service_, event, message, fields));
}

int Log::pass_limiter(std::string_view event) {
    constexpr base::Duration kWindow = std::chrono::seconds{1};
    const base::MonotonicTime now = clock_.monotonic_now();
    const std::lock_guard lock{mutex_};
    auto found = repeats_.find(event);
    if (found == repeats_.end()) found = repeats_.emplace(std::string(event), Repeats{now, 0, 0}).first;
    Repeats& repeats = found->second;
    int held_back_before = 0;
    if (now - repeats.window_start >= kWindow) {
        held_back_before = repeats.held_back;
        repeats = Repeats{now, 0, 0};
    }
    if (repeats.lines >= kRepeatsMax) {
        ++repeats.held_back;
        ++suppressed_;
        return -1;
    }
    ++repeats.lines;
    return held_back_before;
}

}  // namespace trading::service
