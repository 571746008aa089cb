#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trading::journal {

// The folders and files of journals: <folder of a service>/<run>/<number>.journal. A run is one life of a process, named
// by its start in UTC, so names sort by age.

[[nodiscard]] std::string run_name(base::Timestamp start);
[[nodiscard]] std::filesystem::path file_of(const std::filesystem::path& run, std::uint32_t number);

// The files of a run in their order, or the runs below a folder at any depth in the order of their paths.
[[nodiscard]] std::vector<std::filesystem::path> files_of_run(const std::filesystem::path& run);
[[nodiscard]] std::vector<std::filesystem::path> runs_below(const std::filesystem::path& folder);

[[nodiscard]] std::uint64_t bytes_of_run(const std::filesystem::path& run);

// Removes the oldest runs of a service's folder, never `present`, until the others take at most `bytes_max`; answers how
// many. Removes nothing but journal files and the folders that they leave empty.
std::uint64_t remove_old_runs(
    const std::filesystem::path& folder, const std::filesystem::path& present, std::uint64_t bytes_max
);

}  // namespace trading::journal
