#include "common/journal/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

namespace trading::journal {
namespace {

namespace fs = std::filesystem;

constexpr const char* kExtension = ".journal";

}  // namespace

std::string run_name(base::Timestamp start) {
    std::string name = base::to_iso8601(start);
    std::erase_if(name, [](char character) { return character == ':' || character == '-'; });
    return name;
}

fs::path file_of(const fs::path& run, std::uint32_t number) { return run / fmt::format("{:06}{}", number, kExtension); }

std::vector<fs::path> files_of_run(const fs::path& run) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{run, ignored}) {
        if (entry.path().extension() == kExtension) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<fs::path> runs_below(const fs::path& folder) {
    std::set<fs::path> runs;
    if (!files_of_run(folder).empty()) runs.insert(folder);
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator{folder, ignored}) {
        if (entry.path().extension() == kExtension) runs.insert(entry.path().parent_path());
    }
    return {runs.begin(), runs.end()};
}

std::uint64_t bytes_of_run(const fs::path& run) {
    std::uint64_t bytes = 0;
    for (const fs::path& file : files_of_run(run)) {
        std::error_code error;
        const std::uint64_t size = fs::file_size(file, error);
        if (!error) bytes += size;
    }
    return bytes;
}

std::uint64_t remove_old_runs(const fs::path& folder, const fs::path& present, std::uint64_t bytes_max) {
    std::vector<fs::path> others = runs_below(folder);
    std::erase(others, present);
    std::uint64_t bytes = 0;
    for (const fs::path& run : others) bytes += bytes_of_run(run);
    std::uint64_t removed = 0;
    for (const fs::path& run : others) {
        if (bytes <= bytes_max) break;
        bytes -= bytes_of_run(run);
        std::error_code ignored;
        for (const fs::path& file : files_of_run(run)) fs::remove(file, ignored);
        fs::remove(run, ignored);
        ++removed;
    }
    return removed;
}

}  // namespace trading::journal
