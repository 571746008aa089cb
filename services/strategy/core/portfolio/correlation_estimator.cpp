#include "services/strategy/core/portfolio/correlation_estimator.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {
namespace {

constexpr double kNormal95 = 1.96;

std::size_t index_of(std::size_t first, std::size_t second) {
    const std::size_t row = std::max(first, second);
    return row * (row - 1) / 2 + std::min(first, second);
}

}  // namespace

CorrelationEstimator::CorrelationEstimator(Options options) : options_(options) {
    const FadedMean mean{options.half_life};
    instruments_.assign(options.instruments, InstrumentState{mean, mean});
    const std::size_t pairs = options.instruments == 0 ? 0 : options.instruments * (options.instruments - 1) / 2;
    pairs_.assign(pairs, PairState{mean, mean, mean});
}

double CorrelationEstimator::cut(const InstrumentState& instrument, double change) const {
    if (instrument.bars < options_.cut_after_bars) return change;
    const double limit = options_.cut_deviations * std::sqrt(instrument.variance.value());
    return limit > 0 ? std::clamp(change, -limit, limit) : change;
}

void CorrelationEstimator::update(const std::vector<std::optional<double>>& returns) {
    TRADING_ASSERT(returns.size() == instruments_.size());
    std::vector<std::optional<double>> cut_returns = returns;
    for (std::size_t index = 0; index < instruments_.size(); ++index) {
        InstrumentState& instrument = instruments_[index];
        auto& change = cut_returns[index];
        instrument.missing.update(change ? 0.0 : 1.0);
        if (!change) continue;
        change = cut(instrument, *change);
        instrument.variance.update(*change * *change);
        instrument.bars = std::min(instrument.bars + 1, options_.cut_after_bars);
    }
    for (std::size_t row = 1; row < instruments_.size(); ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            const auto& first = cut_returns[row];
            const auto& second = cut_returns[column];
            if (!first || !second) continue;
            PairState& pair = pairs_[index_of(row, column)];
            pair.first.update(*first * *first);
            pair.second.update(*second * *second);
            pair.product.update(*first * *second);
            pair.bars = std::min(pair.bars + 1, options_.joint_bars_min);
        }
    }
    average_ = average_correlation();
}

const CorrelationEstimator::PairState& CorrelationEstimator::state(std::size_t first, std::size_t second) const {
    TRADING_ASSERT(first != second && std::max(first, second) < instruments_.size());
    return pairs_[index_of(first, second)];
}

double CorrelationEstimator::plain_correlation(const PairState& pair) {
    const double scale = std::sqrt(pair.first.value()) * std::sqrt(pair.second.value());
    return scale > 0 ? std::clamp(pair.product.value() / scale, -1.0, 1.0) : 0.0;
}

double CorrelationEstimator::average_correlation() const {
    double sum = 0;
    int count = 0;
    for (const PairState& pair : pairs_) {
        if (pair.bars < options_.joint_bars_min) continue;
        sum += plain_correlation(pair);
        ++count;
    }
    return count == 0 ? 0.0 : sum / count;
}

bool CorrelationEstimator::is_known(std::size_t instrument) const {
    return instruments_.at(instrument).missing.value() <= options_.missing_share_max;
}

bool CorrelationEstimator::ready() const {
    return std::all_of(pairs_.begin(), pairs_.end(), [&](const PairState& pair) {
        return pair.bars >= options_.joint_bars_min;
    });
}

PairCorrelation CorrelationEstimator::pair(std::size_t first, std::size_t second) const {
    const PairState& found = state(first, second);
    PairCorrelation result;
    result.is_known = found.bars >= options_.joint_bars_min && is_known(first) && is_known(second);
    if (!result.is_known) return result;
    result.correlation = (1 - options_.shrinkage) * plain_correlation(found) + options_.shrinkage * average_;
    if (std::fabs(result.correlation) >= 1) {
        result.lower = result.upper = result.correlation;
        return result;
    }
    const double decay = decay_of(options_.half_life);
    const double remembered = (1 + decay) / (1 - decay);
    if (remembered <= 3) return result;
    const double centre = std::atanh(result.correlation);
    const double half_width = kNormal95 / std::sqrt(remembered - 3);
    result.lower = std::tanh(centre - half_width);
    result.upper = std::tanh(centre + half_width);
    return result;
}

SquareMatrix CorrelationEstimator::matrix() const {
    SquareMatrix correlations = SquareMatrix::identity(instruments_.size());
    for (std::size_t row = 1; row < instruments_.size(); ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            correlations.at(row, column) = correlations.at(column, row) = pair(row, column).correlation;
        }
    }
    return repaired_correlation(correlations);
}

}  // namespace trading::strategy
