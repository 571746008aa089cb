#include "services/strategy/core/signal/commodity_channel_index.hpp"

#include <cmath>

namespace trading::strategy {

std::optional<double> CommodityChannelIndex::value() const {
    if (!ready()) return std::nullopt;
    const double anchor = typical_.newest();
    const auto count = static_cast<double>(typical_.size());
    double sum = 0;
    for (std::size_t age = 0; age < typical_.size(); ++age) sum += typical_.at(age) - anchor;
    const double mean = sum / count;
    double deviation = 0;
    for (std::size_t age = 0; age < typical_.size(); ++age) deviation += std::fabs(typical_.at(age) - anchor - mean);
    return deviation > 0 ? -mean / (0.015 * deviation / count) : 0.0;
}

}  // namespace trading::strategy
