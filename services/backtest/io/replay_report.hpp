#pragma once

#include "common/base/time.hpp"
#include "common/journal/reader.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace trading::backtest {

// What the replay of one run found.
struct ReplayReport {
    std::string service;
    std::string run;
    std::string recorded_by;              // Commit and type of the build.
    std::uint64_t inputs = 0;
    std::uint64_t outputs = 0;            // Of so many inputs; the last input's may be missing after a crash.
    std::uint64_t differing_outputs = 0;  // Of so many inputs.
    std::uint64_t differing_bytes = 0;
    std::string first_difference;  // In words.
    base::Duration recorded{};     // From the first input to the last one.
    base::Duration replayed{};     // Reading and comparing included.
    journal::Ending ending = journal::Ending::Orderly;
    std::string ending_detail;

    [[nodiscard]] bool is_equal() const noexcept { return differing_outputs == 0; }

    // Recorded seconds in a second; zero when nothing could be measured.
    [[nodiscard]] double speed() const noexcept;
};

// Places at which the two differ; bytes that only one of them has differ.
[[nodiscard]] std::uint64_t count_differing_bytes(std::string_view recorded, std::string_view replayed) noexcept;

// One line of the table that `replay` prints, and the line above it.
[[nodiscard]] std::string report_line(const ReplayReport& report);
[[nodiscard]] std::string report_heading();

}  // namespace trading::backtest
