#pragma once

#include "common/base/time.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace trading::simulator {

// The candle intervals of OKX. Those of six hours and longer open on UTC+8, unless they end in "utc".
enum class Bar {
    S1 = 1,
    M1 = 2,
    M3 = 3,
    M5 = 4,
    M15 = 5,
    M30 = 6,
    H1 = 7,
    H2 = 8,
    H4 = 9,
    H6 = 10,
    H12 = 11,
    D1 = 12,
    D2 = 13,
    D3 = 14,
    D5 = 15,
    W1 = 16,
    Month1 = 17,
    Month3 = 18,
    H6Utc = 19,
    H12Utc = 20,
    D1Utc = 21,
    D2Utc = 22,
    D3Utc = 23,
    D5Utc = 24,
    W1Utc = 25,
    Month1Utc = 26,
    Month3Utc = 27,
};

// OKX's word: 1s, 1m, ..., 1H, ..., 6Hutc, 1D, 1Dutc, 1W, 1M, 3Mutc.
[[nodiscard]] std::string_view to_string(Bar bar) noexcept;
[[nodiscard]] std::optional<Bar> parse_bar(std::string_view text) noexcept;

// Every bar, shortest first.
[[nodiscard]] const std::vector<Bar>& all_bars();

// When the bar that contains `time` opened.
[[nodiscard]] base::Timestamp open_time(Bar bar, base::Timestamp time);

}  // namespace trading::simulator
