#include "tests/support/signal/csv_table.hpp"

#include <algorithm>
#include <fstream>

namespace trading::test {
namespace {

std::vector<std::string> split(std::string line) {
    while (!line.empty() && line.back() == '\r') line.pop_back();
    std::vector<std::string> cells;
    std::size_t start = 0;
    for (std::size_t comma = line.find(','); comma != std::string::npos; comma = line.find(',', start)) {
        cells.push_back(line.substr(start, comma - start));
        start = comma + 1;
    }
    cells.push_back(line.substr(start));
    return cells;
}

}  // namespace

bool has_reference_data() { return std::filesystem::exists(kReferenceFolder); }

CsvTable::CsvTable(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::string line;
    if (std::getline(file, line)) names_ = split(line);
    while (std::getline(file, line)) rows_.push_back(split(line));
}

std::string CsvTable::text(std::size_t row, const std::string& name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) return {};
    const auto column = static_cast<std::size_t>(found - names_.begin());
    return column < rows_.at(row).size() ? rows_[row][column] : std::string{};
}

std::optional<double> CsvTable::number(std::size_t row, const std::string& name) const {
    const std::string cell = text(row, name);
    return cell.empty() ? std::nullopt : std::optional{std::stod(cell)};
}

std::vector<strategy::Bar> bars_of(const CsvTable& table) {
    std::vector<strategy::Bar> bars;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto cell = [&](const char* name) { return table.number(row, name).value_or(0.0); };
        const std::string time = table.text(row, "ts_ms");
        const auto milliseconds = time.empty() ? static_cast<std::int64_t>(row) * 60'000 : std::stoll(time);
        bars.push_back(strategy::Bar{
            base::from_unix_milliseconds(milliseconds),
            cell("open"),
            cell("high"),
            cell("low"),
            cell("close"),
            cell("volume")});
    }
    return bars;
}

}  // namespace trading::test
