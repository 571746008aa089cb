#include "services/strategy/core/portfolio/ledoit_wolf.hpp"

#include <algorithm>
#include <cmath>

namespace trading::strategy {
namespace {

using Rows = std::vector<std::vector<double>>;

void centre(Rows& rows) {
    TRADING_ASSERT(!rows.empty());
    for (std::size_t column = 0; column < rows.front().size(); ++column) {
        double sum = 0;
        for (const auto& row : rows) sum += row.at(column);
        for (auto& row : rows) row[column] -= sum / static_cast<double>(rows.size());
    }
}

SquareMatrix covariance_of(const Rows& centred) {
    SquareMatrix covariance{centred.front().size()};
    for (const auto& row : centred) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            for (std::size_t j = 0; j < row.size(); ++j) {
                covariance.at(i, j) += row[i] * row[j] / static_cast<double>(centred.size());
            }
        }
    }
    return covariance;
}

double mean_variance(const SquareMatrix& covariance) {
    double sum = 0;
    for (std::size_t i = 0; i < covariance.size(); ++i) sum += covariance.at(i, i);
    return sum / static_cast<double>(covariance.size());
}

// The squared distance of the matrix from what `cell` says, of all its cells.
template <typename Cell>
double squared_distance(const SquareMatrix& matrix, Cell cell) {
    double sum = 0;
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        for (std::size_t j = 0; j < matrix.size(); ++j) {
            const double distance = cell(i, j) - matrix.at(i, j);
            sum += distance * distance;
        }
    }
    return sum;
}

}  // namespace

ShrunkCovariance ledoit_wolf(Rows rows) {
    centre(rows);
    ShrunkCovariance result{0, covariance_of(rows), SquareMatrix{rows.front().size()}};
    const SquareMatrix& sample = result.sample;
    const auto columns = static_cast<double>(sample.size());
    const auto times = static_cast<double>(rows.size());
    const double mean = mean_variance(sample);
    const double spread =
        squared_distance(sample, [&](std::size_t i, std::size_t j) { return i == j ? mean : 0.0; }) / columns;
    double error = 0;
    for (const auto& row : rows) {
        error += squared_distance(sample, [&](std::size_t i, std::size_t j) { return row[i] * row[j]; }) / columns;
    }
    result.shrinkage = spread > 0 ? std::min(spread, error / (times * times)) / spread : 0.0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        for (std::size_t j = 0; j < sample.size(); ++j) {
            result.shrunk.at(i, j) =
                (i == j ? result.shrinkage * mean : 0.0) + (1 - result.shrinkage) * sample.at(i, j);
        }
    }
    return result;
}

SquareMatrix ledoit_wolf_correlation(Rows rows) {
    centre(rows);
    const SquareMatrix covariance = covariance_of(rows);
    for (auto& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            const double variance = covariance.at(column, column);
            row[column] = variance > 0 ? row[column] / std::sqrt(variance) : 0.0;
        }
    }
    SquareMatrix correlation = ledoit_wolf(std::move(rows)).shrunk;
    for (std::size_t i = 0; i < correlation.size(); ++i) correlation.at(i, i) = 1;
    return correlation;
}

}  // namespace trading::strategy
