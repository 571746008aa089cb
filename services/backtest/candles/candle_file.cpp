#include "services/backtest/candles/candle_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

namespace trading::backtest {
namespace {

using base::Result;
using strategy::Bar;

void split(std::string_view line, std::vector<std::string_view>& cells) {
    cells.clear();
    if (line.ends_with('\r')) line.remove_suffix(1);
    for (std::size_t comma = line.find(','); comma != std::string_view::npos; comma = line.find(',')) {
        cells.push_back(line.substr(0, comma));
        line.remove_prefix(comma + 1);
    }
    cells.push_back(line);
}

// ISO 8601 wants a T and a Z where such files have a space and nothing.
Result<base::Timestamp> time_of(std::string_view text) {
    std::string iso{text};
    if (const std::size_t space = iso.find(' '); space != std::string::npos) iso[space] = 'T';
    if (!iso.ends_with('Z')) iso += 'Z';
    return base::from_iso8601(iso);
}

}  // namespace

CandleFile::CandleFile(const std::filesystem::path& path, base::Duration interval)
    : name_(path.string()), stream_(path), interval_(interval) {}

base::Error CandleFile::malformed(const std::string& what) const {
    return {base::ErrorCode::Malformed, name_ + ", row " + std::to_string(row_) + ": " + what};
}

Result<CandleFile> CandleFile::open(const std::filesystem::path& path, base::Duration interval) {
    CandleFile file{path, interval};
    if (!file.stream_) return base::failure(base::ErrorCode::NotFound, path.string() + ": cannot be read");
    if (const auto names = file.read_names(); !names) return base::failure(names.error());
    return file;
}

bool CandleFile::read_row() {
    if (!std::getline(stream_, line_)) return false;
    ++row_;
    split(line_, cells_);
    return true;
}

Result<void> CandleFile::read_names() {
    if (!read_row()) {
        row_ = 1;
        return base::failure(malformed("the file is empty"));
    }
    width_ = cells_.size();
    const auto find = [&](std::string_view name) { return std::find(cells_.begin(), cells_.end(), name); };
    has_milliseconds_ = find("ts_ms") != cells_.end();
    const std::pair<std::string_view, std::size_t*> wanted[] = {
        {has_milliseconds_ ? "ts_ms" : "timestamp", &columns_.time},
        {"open", &columns_.open},
        {"high", &columns_.high},
        {"low", &columns_.low},
        {"close", &columns_.close},
        {"volume", &columns_.volume},
    };
    std::string missing;
    for (const auto& [name, column] : wanted) {
        const auto found = find(name);
        if (found == cells_.end()) {
            missing += (missing.empty() ? "" : ", ") + std::string{name};
            continue;
        }
        *column = static_cast<std::size_t>(found - cells_.begin());
        if (std::count(cells_.begin(), cells_.end(), name) > 1) {
            return base::failure(malformed("column '" + std::string{name} + "' is there twice"));
        }
    }
    if (!missing.empty()) return base::failure(malformed("no column " + missing));
    return {};
}

Result<double> CandleFile::number(std::size_t column, std::string_view name) const {
    const std::string_view cell = cells_[column];
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) {
        return base::failure(malformed(std::string{name} + " '" + std::string{cell} + "' is no number"));
    }
    return value;
}

Result<base::Timestamp> CandleFile::time() const {
    const std::string_view cell = cells_[columns_.time];
    if (has_milliseconds_) {
        std::int64_t milliseconds = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), milliseconds);
        if (error == std::errc{} && end == cell.data() + cell.size()) return base::from_unix_milliseconds(milliseconds);
    } else if (const auto time = time_of(cell)) {
        return *time;
    }
    return base::failure(malformed("'" + std::string{cell} + "' is no time"));
}

Result<void> CandleFile::check(const Bar& bar) const {
    if (std::min({bar.open, bar.high, bar.low, bar.close}) <= 0)
        return base::failure(malformed("a price is not above zero"));
    if (bar.volume < 0) return base::failure(malformed("the volume is below zero"));
    if (bar.high < std::max({bar.open, bar.low, bar.close}))
        return base::failure(malformed("the high is not the highest"));
    if (bar.low > std::min(bar.open, bar.close)) return base::failure(malformed("the low is not the lowest"));
    if (!ts_previous_) return {};
    const base::Duration step = bar.ts_open - *ts_previous_;
    if (step == base::Duration::zero()) return base::failure(malformed("the same time as in the row before"));
    if (step < base::Duration::zero()) return base::failure(malformed("earlier than the row before"));
    if (step % interval_ != base::Duration::zero()) return base::failure(malformed("not on the grid of the interval"));
    if (step != interval_) {
        return base::failure(
            malformed("a gap: " + std::to_string(step / interval_ - 1) + " candles are missing before it")
        );
    }
    return {};
}

Result<std::optional<Bar>> CandleFile::next() {
    if (!read_row()) {
        if (!ts_previous_) return base::failure(malformed("no candle follows"));
        return std::optional<Bar>{};
    }
    if (cells_.size() != width_) {
        return base::failure(
            malformed(std::to_string(cells_.size()) + " cells under " + std::to_string(width_) + " names")
        );
    }
    Bar bar;
    const auto ts_open = time();
    if (!ts_open) return base::failure(ts_open.error());
    bar.ts_open = *ts_open;
    const std::tuple<double*, std::size_t, std::string_view> numbers[] = {
        {&bar.open, columns_.open, "open"},
        {&bar.high, columns_.high, "high"},
        {&bar.low, columns_.low, "low"},
        {&bar.close, columns_.close, "close"},
        {&bar.volume, columns_.volume, "volume"},
    };
    for (const auto& [value, column, name] : numbers) {
        const auto parsed = number(column, name);
        if (!parsed) return base::failure(parsed.error());
        *value = *parsed;
    }
    if (const auto good = check(bar); !good) return base::failure(good.error());
    ts_previous_ = bar.ts_open;
    return std::optional{bar};
}

Result<std::vector<Bar>> read_candles(const std::filesystem::path& path, base::Duration interval) {
    auto file = CandleFile::open(path, interval);
    if (!file) return base::failure(file.error());
    std::vector<Bar> bars;
    while (true) {
        const auto bar = file->next();
        if (!bar) return base::failure(bar.error());
        if (!*bar) return bars;
        bars.push_back(**bar);
    }
}

}  // namespace trading::backtest
