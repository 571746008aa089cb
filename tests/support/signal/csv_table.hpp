#pragma once

#include "services/strategy/core/signal/bar.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trading::test {

// The reference values beside the project; absent on machines that do not have them. Tests then skip, saying so.
inline constexpr const char* kReferenceFolder = "../shared/data";
inline constexpr const char* kNoReference = "the reference data (../shared/data) is not on this machine";

[[nodiscard]] bool has_reference_data();

// A file of comma-separated cells under a line of names.
class CsvTable {
public:
    explicit CsvTable(const std::filesystem::path& path);

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

    // Empty for a name that the table does not have, and for an empty cell.
    [[nodiscard]] std::string text(std::size_t row, const std::string& name) const;
    [[nodiscard]] std::optional<double> number(std::size_t row, const std::string& name) const;

private:
    std::vector<std::string> names_;
    std::vector<std::vector<std::string>> rows_;
};

// Bars from the columns ts_ms (or minutes from 1970 where there is none), open, high, low, close, volume.
[[nodiscard]] std::vector<strategy::Bar> bars_of(const CsvTable& table);

}  // namespace trading::test
