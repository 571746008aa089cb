#include "services/strategy/core/signal/bollinger_bands.hpp"

#include <cmath>

namespace trading::strategy {

std::optional<BollingerBands::Value> BollingerBands::value() const {
    if (!ready()) return std::nullopt;
    const double half_width = deviations_ * std::sqrt(moments_.population_variance());
    Value value;
    value.middle = moments_.mean();
    value.lower = value.middle - half_width;
    value.upper = value.middle + half_width;
    if (half_width > 0) value.percent_b = (moments_.values().newest() - value.lower) / (2 * half_width);
    if (value.middle > 0) value.bandwidth = 2 * half_width / value.middle;
    return value;
}

}  // namespace trading::strategy
