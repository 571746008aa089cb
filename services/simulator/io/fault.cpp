#include "services/simulator/io/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace trading::simulator {

namespace {

using enum FaultKind;

constexpr std::array<std::pair<FaultKind, std::string_view>, 18> kNames{{
    {Drop, "drop"},
    {Delay, "delay"},
    {Duplicate, "duplicate"},
    {Reorder, "reorder"},
    {Gap, "gap"},
    {NoInitialSnapshot, "no_initial_snapshot"},
    {StaleFeed, "stale_feed"},
    {LateFills, "late_fills"},
    {RequestError, "request_error"},
    {RequestTimeout, "request_timeout"},
    {LostResponse, "lost_response"},
    {SlowResponse, "slow_response"},
    {ExpiredTimestamp, "expired_timestamp"},
    {Reject, "reject"},
    {SequenceReset, "sequence_reset"},
    {HalfOpen, "half_open"},
    {Notice, "notice"},
    {Close, "close"},
}};

[[nodiscard]] base::Result<base::Duration> parse_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    constexpr std::int64_t kCountMax = 1'000'000'000;
    if (error == std::errc{} && count >= 0 && count <= kCountMax) {
        if (unit == "ms") return base::Duration{std::chrono::milliseconds{count}};
        if (unit == "s") return base::Duration{std::chrono::seconds{count}};
    }
    return base::failure(base::ErrorCode::InvalidArgument, fmt::format("'{}' is no duration like 250ms or 30s", text));
}

[[nodiscard]] base::Result<double> parse_probability(std::string_view text) {
    double value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value >= 0 && value <= 1) return value;
    return base::failure(base::ErrorCode::InvalidArgument, fmt::format("probability '{}' is not in 0..1", text));
}

[[nodiscard]] base::Status set_option(FaultSpec& spec, std::string_view name, std::string_view value) {
    if (name == "channel") {
        spec.channel = value;
    } else if (name == "instrument") {
        spec.instrument = value;
    } else if (name == "endpoint") {
        spec.endpoint = value;
    } else if (name == "code") {
        spec.code = value;
    } else if (name == "probability") {
        const auto probability = parse_probability(value);
        if (!probability) return base::failure(probability.error());
        spec.probability = *probability;
    } else if (name == "duration" || name == "delay") {
        const auto duration = parse_duration(value);
        if (!duration) return base::failure(duration.error());
        (name == "duration" ? spec.duration : spec.delay) = *duration;
    } else {
        return base::failure(base::ErrorCode::InvalidArgument, fmt::format("a fault has no option '{}'", name));
    }
    return {};
}

}  // namespace

std::vector<FaultKind> all_fault_kinds() {
    std::vector<FaultKind> kinds;
    for (const auto& [kind, name] : kNames) kinds.push_back(kind);
    return kinds;
}

std::string_view to_string(FaultKind kind) noexcept {
    const auto* const found =
        std::find_if(kNames.begin(), kNames.end(), [kind](const auto& name) { return name.first == kind; });
    return found == kNames.end() ? "unknown" : found->second;
}

std::optional<FaultKind> parse_fault_kind(std::string_view text) noexcept {
    const auto* const found =
        std::find_if(kNames.begin(), kNames.end(), [text](const auto& name) { return name.second == text; });
    if (found == kNames.end()) return std::nullopt;
    return found->first;
}

bool hits_sockets(FaultKind kind) noexcept { return kind == HalfOpen || kind == Notice || kind == Close; }

base::Result<FaultSpec> parse_fault(std::string_view text) {
    FaultSpec spec;
    bool is_first = true;
    while (is_first || !text.empty()) {
        const std::size_t end = text.find(',');
        const std::string_view part = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (is_first) {
            const auto kind = parse_fault_kind(part);
            if (!kind) {
                return base::failure(base::ErrorCode::InvalidArgument, fmt::format("there is no fault '{}'", part));
            }
            spec.kind = *kind;
            is_first = false;
            continue;
        }
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            return base::failure(base::ErrorCode::InvalidArgument, fmt::format("'{}' is not name=value", part));
        }
        const auto set = set_option(spec, part.substr(0, equals), part.substr(equals + 1));
        if (!set) return base::failure(set.error());
    }
    return spec;
}

}  // namespace trading::simulator
