#include "services/strategy/core/signal/relative_strength_index.hpp"

#include <algorithm>

namespace trading::strategy {

void RelativeStrengthIndex::update(double close) {
    if (previous_) {
        const double change = close - *previous_;
        gain_.update(std::max(change, 0.0));
        loss_.update(std::max(-change, 0.0));
    }
    previous_ = close;
}

std::optional<double> RelativeStrengthIndex::value() const {
    if (!ready()) return std::nullopt;
    const double movement = gain_.value() + loss_.value();
    if (movement <= 0) return compatibility_ == Compatibility::TaLib ? 0.0 : 50.0;
    return 100 * gain_.value() / movement;
}

}  // namespace trading::strategy
