#pragma once

#include "services/strategy/core/signal/bar.hpp"

#include <optional>
#include <vector>

namespace trading::test {

// An indicator's output after each bar.
using Series = std::vector<std::optional<double>>;

// `pick` takes one number out of a value of several.
template <typename Indicator, typename Pick>
[[nodiscard]] Series series_of(Indicator indicator, const std::vector<strategy::Bar>& bars, Pick pick) {
    Series series;
    for (const strategy::Bar& bar : bars) {
        indicator.update(bar);
        const auto value = indicator.value();
        series.push_back(value ? std::optional<double>{pick(*value)} : std::nullopt);
    }
    return series;
}

template <typename Indicator>
[[nodiscard]] Series series_of(Indicator indicator, const std::vector<strategy::Bar>& bars) {
    return series_of(std::move(indicator), bars, [](double value) { return value; });
}

}  // namespace trading::test
