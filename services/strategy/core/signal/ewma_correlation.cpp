#include "services/strategy/core/signal/ewma_correlation.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {

namespace {

constexpr double kNormal95 = 1.96;

SmoothedMean mean_of(const EwmaCorrelation::Options& options) {
    return SmoothedMean{{.period = options.seed_pairs, .weight = 1 - options.lambda}};
}

}  // namespace

EwmaCorrelation::EwmaCorrelation(Options options)
    : options_(options), x_(mean_of(options)), y_(mean_of(options)), product_(mean_of(options)) {
    TRADING_ASSERT(options.lambda > 0 && options.lambda < 1);
}

void EwmaCorrelation::update(double x, double y) {
    x_.update(x * x);
    y_.update(y * y);
    product_.update(x * y);
}

double EwmaCorrelation::effective_pairs() const noexcept { return (1 + options_.lambda) / (1 - options_.lambda); }

std::optional<EwmaCorrelation::Value> EwmaCorrelation::value() const {
    if (!ready()) return std::nullopt;
    const double scale = std::sqrt(x_.value()) * std::sqrt(y_.value());
    Value value;
    value.correlation = scale > 0 ? std::clamp(product_.value() / scale, -1.0, 1.0) : 0.0;
    if (std::fabs(value.correlation) >= 1) {
        value.lower = value.upper = value.correlation;
    } else if (effective_pairs() > 3) {
        const double centre = std::atanh(value.correlation);
        const double half_width = kNormal95 / std::sqrt(effective_pairs() - 3);
        value.lower = std::tanh(centre - half_width);
        value.upper = std::tanh(centre + half_width);
    }
    return value;
}

}  // namespace trading::strategy
