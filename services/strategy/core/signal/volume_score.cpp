#include "services/strategy/core/signal/volume_score.hpp"

#include <cmath>

namespace trading::strategy {

void VolumeScore::update(const Bar& bar) {
    moments_.update(scale_ == Scale::Logarithm ? std::log1p(bar.volume) : bar.volume);
}

std::optional<VolumeScore::Value> VolumeScore::value() const {
    if (!ready()) return std::nullopt;
    const double variance = moments_.population_variance();
    const double distance = moments_.values().newest() - moments_.mean();
    return Value{moments_.mean(), variance > 0 ? distance / std::sqrt(variance) : 0.0};
}

}  // namespace trading::strategy
