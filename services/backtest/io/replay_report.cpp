#include "services/backtest/io/replay_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::backtest {
namespace {

constexpr const char* kLine = "{:<10} {:<27} {:>9} {:>9} {:>15} {:>11} {:>11} {:>8}  {}";

double seconds_of(base::Duration duration) { return std::chrono::duration<double>{duration}.count(); }

}  // namespace

double ReplayReport::speed() const noexcept {
    return replayed.count() > 0 ? static_cast<double>(recorded.count()) / static_cast<double>(replayed.count()) : 0;
}

std::uint64_t count_differing_bytes(std::string_view recorded, std::string_view replayed) noexcept {
    const std::size_t common = std::min(recorded.size(), replayed.size());
    std::uint64_t count = std::max(recorded.size(), replayed.size()) - common;
    for (std::size_t index = 0; index < common; ++index) count += recorded[index] == replayed[index] ? 0U : 1U;
    return count;
}

std::string report_heading() {
    return fmt::format(
        kLine, "service", "run", "inputs", "outputs", "differing bytes", "recorded s", "replayed s", "speed", "ending"
    );
}

std::string report_line(const ReplayReport& report) {
    return fmt::format(
        kLine,
        report.service,
        report.run,
        report.inputs,
        report.outputs,
        report.differing_bytes,
        fmt::format("{:.1f}", seconds_of(report.recorded)),
        fmt::format("{:.3f}", seconds_of(report.replayed)),
        fmt::format("{:.0f}x", report.speed()),
        report.ending_detail.empty() ? "orderly" : report.ending_detail
    );
}

}  // namespace trading::backtest
