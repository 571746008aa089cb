#include "services/strategy/core/portfolio/square_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace trading::strategy {
namespace {

constexpr int kSweepsMax = 100;
constexpr double kOffDiagonalMax = 1e-30;  // Sum of squares, relative to the whole.

double off_diagonal(const SquareMatrix& matrix) {
    double sum = 0;
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        for (std::size_t column = 0; column < row; ++column) sum += 2 * matrix.at(row, column) * matrix.at(row, column);
    }
    return sum;
}

double all_squares(const SquareMatrix& matrix) {
    double sum = off_diagonal(matrix);
    for (std::size_t row = 0; row < matrix.size(); ++row) sum += matrix.at(row, row) * matrix.at(row, row);
    return sum;
}

struct Rotation {
    std::size_t first = 0;
    std::size_t second = 0;
    double cosine = 1;
    double sine = 0;
};

// The rotation that makes the cell (first, second) zero.
Rotation rotation_for(const SquareMatrix& matrix, std::size_t first, std::size_t second) {
    const double off = matrix.at(first, second);
    const double half = (matrix.at(second, second) - matrix.at(first, first)) / (2 * off);
    const double tangent = (half >= 0 ? 1.0 : -1.0) / (std::fabs(half) + std::sqrt(half * half + 1));
    const double cosine = 1 / std::sqrt(tangent * tangent + 1);
    return {first, second, cosine, tangent * cosine};
}

void rotate_columns(SquareMatrix& matrix, const Rotation& rotation) {
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        const double first = matrix.at(row, rotation.first);
        const double second = matrix.at(row, rotation.second);
        matrix.at(row, rotation.first) = rotation.cosine * first - rotation.sine * second;
        matrix.at(row, rotation.second) = rotation.sine * first + rotation.cosine * second;
    }
}

void rotate_rows(SquareMatrix& matrix, const Rotation& rotation) {
    for (std::size_t column = 0; column < matrix.size(); ++column) {
        const double first = matrix.at(rotation.first, column);
        const double second = matrix.at(rotation.second, column);
        matrix.at(rotation.first, column) = rotation.cosine * first - rotation.sine * second;
        matrix.at(rotation.second, column) = rotation.sine * first + rotation.cosine * second;
    }
}

// The lower triangle L with L L' = matrix; empty unless the matrix is positive definite.
std::optional<SquareMatrix> cholesky(const SquareMatrix& matrix) {
    SquareMatrix lower{matrix.size()};
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            double rest = matrix.at(row, column);
            for (std::size_t k = 0; k < column; ++k) rest -= lower.at(row, k) * lower.at(column, k);
            if (row != column) {
                lower.at(row, column) = rest / lower.at(column, column);
            } else if (rest > 0) {
                lower.at(row, row) = std::sqrt(rest);
            } else {
                return std::nullopt;
            }
        }
    }
    return lower;
}

}  // namespace

SquareMatrix SquareMatrix::identity(std::size_t size) {
    SquareMatrix matrix{size};
    for (std::size_t row = 0; row < size; ++row) matrix.at(row, row) = 1;
    return matrix;
}

double quadratic_form(const SquareMatrix& matrix, const std::vector<double>& vector) {
    TRADING_ASSERT(vector.size() == matrix.size());
    double sum = 0;
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        for (std::size_t column = 0; column < matrix.size(); ++column) {
            sum += vector[row] * matrix.at(row, column) * vector[column];
        }
    }
    return sum;
}

std::optional<std::vector<double>> solve(const SquareMatrix& matrix, const std::vector<double>& right) {
    TRADING_ASSERT(right.size() == matrix.size());
    const auto lower = cholesky(matrix);
    if (!lower) return std::nullopt;
    std::vector<double> result = right;
    for (std::size_t row = 0; row < result.size(); ++row) {
        for (std::size_t k = 0; k < row; ++k) result[row] -= lower->at(row, k) * result[k];
        result[row] /= lower->at(row, row);
    }
    for (std::size_t row = result.size(); row-- > 0;) {
        for (std::size_t k = row + 1; k < result.size(); ++k) result[row] -= lower->at(k, row) * result[k];
        result[row] /= lower->at(row, row);
    }
    return result;
}

Eigenpairs eigen_of(const SquareMatrix& symmetric) {
    SquareMatrix work = symmetric;
    Eigenpairs eigen{{}, SquareMatrix::identity(symmetric.size())};
    const double enough = kOffDiagonalMax * all_squares(symmetric);
    for (int sweep = 0; sweep < kSweepsMax && off_diagonal(work) > enough; ++sweep) {
        for (std::size_t first = 0; first < work.size(); ++first) {
            for (std::size_t second = first + 1; second < work.size(); ++second) {
                if (work.at(first, second) == 0) continue;
                const Rotation rotation = rotation_for(work, first, second);
                rotate_columns(work, rotation);
                rotate_rows(work, rotation);
                rotate_columns(eigen.vectors, rotation);
            }
        }
    }
    for (std::size_t row = 0; row < work.size(); ++row) eigen.values.push_back(work.at(row, row));
    return eigen;
}

double condition_number(const SquareMatrix& symmetric) {
    const auto values = eigen_of(symmetric).values;
    if (values.empty()) return 1;
    const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
    return *smallest > 0 ? *largest / *smallest : std::numeric_limits<double>::infinity();
}

SquareMatrix repaired_correlation(const SquareMatrix& symmetric, double floor) {
    const Eigenpairs eigen = eigen_of(symmetric);
    const std::size_t size = symmetric.size();
    if (std::all_of(eigen.values.begin(), eigen.values.end(), [&](double value) { return value >= floor; })) {
        return symmetric;
    }
    SquareMatrix clipped{size};
    for (std::size_t k = 0; k < size; ++k) {
        const double value = std::max(eigen.values[k], floor);
        for (std::size_t row = 0; row < size; ++row) {
            for (std::size_t column = 0; column < size; ++column) {
                clipped.at(row, column) += value * eigen.vectors.at(row, k) * eigen.vectors.at(column, k);
            }
        }
    }
    SquareMatrix result = SquareMatrix::identity(size);
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column < row; ++column) {
            const double scale = std::sqrt(clipped.at(row, row) * clipped.at(column, column));
            const double correlation = std::clamp(clipped.at(row, column) / scale, -1.0, 1.0);
            result.at(row, column) = result.at(column, row) = correlation;
        }
    }
    return result;
}

}  // namespace trading::strategy
