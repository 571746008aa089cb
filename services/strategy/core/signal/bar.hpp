#pragma once

#include "common/base/time.hpp"

namespace trading::strategy {

// A closed bar as statistics see it. Prices in quote currency, all above zero; `volume` in the instrument's unit.
struct Bar {
    base::Timestamp ts_open{};
    double open = 0;
    double high = 0;
    double low = 0;
    double close = 0;
    double volume = 0;

    bool operator==(const Bar&) const = default;
};

// A bar without a trade, which repeats the previous close: price-range indicators take it, return-based ones skip it.
[[nodiscard]] constexpr bool is_empty(const Bar& bar, double previous_close) noexcept {
    return bar.volume <= 0 && bar.open == bar.close && bar.high == bar.low && bar.close == previous_close;
}

[[nodiscard]] constexpr double typical_price(const Bar& bar) noexcept { return (bar.high + bar.low + bar.close) / 3; }

}  // namespace trading::strategy
