#pragma once

#include "common/base/assert.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace trading::strategy {

// A small square matrix of statistics (covariances, correlations), stored by rows. Begins as zeros.
class SquareMatrix {
public:
    explicit SquareMatrix(std::size_t size = 0) : size_(size), cells_(size * size) {}

    [[nodiscard]] static SquareMatrix identity(std::size_t size);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] double& at(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }
    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return cells_[row * size_ + column]; }

    bool operator==(const SquareMatrix&) const = default;

private:
    std::size_t size_;
    std::vector<double> cells_;
};

// v' M v.
[[nodiscard]] double quadratic_form(const SquareMatrix& matrix, const std::vector<double>& vector);

// x with M x = right, for a symmetric positive definite M (Cholesky); empty when it is not.
[[nodiscard]] std::optional<std::vector<double>> solve(const SquareMatrix& matrix, const std::vector<double>& right);

// The eigenvalues of a symmetric matrix, and their vectors as columns, by Jacobi's rotations. O(n^3) for each sweep.
struct Eigenpairs {
    std::vector<double> values;
    SquareMatrix vectors;
};

[[nodiscard]] Eigenpairs eigen_of(const SquareMatrix& symmetric);

// The largest eigenvalue by the smallest; infinite unless the matrix is positive definite.
[[nodiscard]] double condition_number(const SquareMatrix& symmetric);

// The nearest thing to a correlation matrix: eigenvalues below `floor` are raised to it, and the diagonal is made one
// again. A correlation that was estimated pair by pair need not be one of any joint distribution.
[[nodiscard]] SquareMatrix repaired_correlation(const SquareMatrix& symmetric, double floor = 1e-6);

}  // namespace trading::strategy
