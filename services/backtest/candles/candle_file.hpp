#pragma once

#include "common/base/result.hpp"
#include "services/strategy/core/signal/bar.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::backtest {

// Candles in a CSV file, one by one; memory does not grow with the file. The first row names the columns, in any order:
// a time (`ts_ms`, milliseconds since 1970, or `timestamp`, "2022-01-01 00:00:00[.ffffff]", both UTC and of the
// opening), `open`, `high`, `low`, `close` and `volume`; others are ignored.
//
// Nothing is mended. A number that is none, a price that is not above zero, a high below the low, a time that is not
// one interval after the row before (twice the same, backwards, a hole) and a file without candles are `Malformed`,
// with the file, the row (the names are row 1) and what is wrong.
class CandleFile {
public:
    [[nodiscard]] static base::Result<CandleFile> open(const std::filesystem::path& path, base::Duration interval);

    // The next candle; empty at the end.
    [[nodiscard]] base::Result<std::optional<strategy::Bar>> next();

private:
    CandleFile(const std::filesystem::path& path, base::Duration interval);

    [[nodiscard]] base::Result<void> read_names();
    [[nodiscard]] bool read_row();
    [[nodiscard]] base::Result<double> number(std::size_t column, std::string_view name) const;
    [[nodiscard]] base::Result<base::Timestamp> time() const;
    [[nodiscard]] base::Result<void> check(const strategy::Bar& bar) const;
    [[nodiscard]] base::Error malformed(const std::string& what) const;

    struct Columns {
        std::size_t time = 0;
        std::size_t open = 0;
        std::size_t high = 0;
        std::size_t low = 0;
        std::size_t close = 0;
        std::size_t volume = 0;
    };

    std::string name_;
    std::ifstream stream_;
    base::Duration interval_;
    Columns columns_;
    bool has_milliseconds_ = false;
    std::size_t width_ = 0;  // Columns of the file.
    std::size_t row_ = 0;
    std::string line_;
    std::vector<std::string_view> cells_;  // Of `line_`.
    std::optional<base::Timestamp> ts_previous_;
};

// The whole file at once.
[[nodiscard]] base::Result<std::vector<strategy::Bar>> read_candles(
    const std::filesystem::path& path, base::Duration interval
);

}  // namespace trading::backtest
