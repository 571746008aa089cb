#include "services/strategy/core/portfolio/multi_asset_kelly.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {
namespace {

constexpr double kShrinkageWhenIll = 0.5;

SquareMatrix shrunk(const SquareMatrix& covariance, double shrinkage) {
    double mean = 0;
    for (std::size_t i = 0; i < covariance.size(); ++i) mean += covariance.at(i, i);
    mean /= static_cast<double>(covariance.size());
    SquareMatrix result = covariance;
    for (std::size_t i = 0; i < covariance.size(); ++i) {
        for (std::size_t j = 0; j < covariance.size(); ++j) {
            result.at(i, j) = (1 - shrinkage) * covariance.at(i, j) + (i == j ? shrinkage * mean : 0.0);
        }
    }
    return result;
}

std::optional<std::vector<double>> solve_for(
    const std::vector<std::size_t>& assets, const SquareMatrix& covariance, const std::vector<double>& expected_returns
) {
    SquareMatrix part{assets.size()};
    std::vector<double> right;
    for (std::size_t i = 0; i < assets.size(); ++i) {
        for (std::size_t j = 0; j < assets.size(); ++j) part.at(i, j) = covariance.at(assets[i], assets[j]);
        right.push_back(expected_returns[assets[i]]);
    }
    return solve(part, right);
}

// Fractions of full Kelly, zero for those that are left out; empty when the matrix cannot be solved.
std::optional<std::vector<double>> full_kelly(
    const std::vector<double>& expected_returns, const SquareMatrix& covariance
) {
    std::vector<std::size_t> assets;
    for (std::size_t i = 0; i < expected_returns.size(); ++i) {
        if (expected_returns[i] != 0) assets.push_back(i);
    }
    std::vector<double> fractions(expected_returns.size());
    while (!assets.empty()) {
        const auto solution = solve_for(assets, covariance, expected_returns);
        if (!solution) return std::nullopt;
        std::vector<std::size_t> kept;
        for (std::size_t k = 0; k < assets.size(); ++k) {
            if ((*solution)[k] * expected_returns[assets[k]] > 0) kept.push_back(assets[k]);
        }
        if (kept.size() == assets.size()) {
            for (std::size_t k = 0; k < assets.size(); ++k) fractions[assets[k]] = (*solution)[k];
            return fractions;
        }
        assets = std::move(kept);
    }
    return fractions;
}

std::vector<double> equal_risk(
    const std::vector<double>& expected_returns, const SquareMatrix& covariance, double volatility_target
) {
    std::vector<double> fractions(expected_returns.size());
    for (std::size_t i = 0; i < fractions.size(); ++i) {
        const double deviation = std::sqrt(std::max(0.0, covariance.at(i, i)));
        if (deviation <= 0 || expected_returns[i] == 0) continue;
        const double share = volatility_target / static_cast<double>(fractions.size()) / deviation;
        fractions[i] = expected_returns[i] > 0 ? share : -share;
    }
    return fractions;
}

}  // namespace

MultiAssetKelly multi_asset_kelly(
    const std::vector<double>& expected_returns, const SquareMatrix& covariance, const MultiAssetKellyOptions& options
) {
    TRADING_ASSERT(expected_returns.size() == covariance.size());
    MultiAssetKelly result;
    if (expected_returns.empty()) return result;
    SquareMatrix used = covariance;
    if (condition_number(covariance) > options.condition_max) {
        result.quality = MultiAssetKelly::Quality::ShrunkMore;
        used = shrunk(covariance, kShrinkageWhenIll);
    }
    const auto full = full_kelly(expected_returns, used);
    if (full) {
        result.fractions = *full;
        for (double& fraction : result.fractions) fraction *= options.lambda;
    } else {
        result.quality = MultiAssetKelly::Quality::EqualRisk;
        result.fractions = equal_risk(expected_returns, used, options.volatility_target);
    }
    const double volatility = std::sqrt(std::max(0.0, quadratic_form(used, result.fractions)));
    if (options.volatility_target > 0 && volatility > options.volatility_target) {
        for (double& fraction : result.fractions) fraction *= options.volatility_target / volatility;
    }
    return result;
}

}  // namespace trading::strategy
