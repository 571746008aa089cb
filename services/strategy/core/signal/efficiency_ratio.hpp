#pragma once

#include <cstddef>
#include <vector>

namespace trading::strategy {

// Kaufman's efficiency ratio with its sign: (c - c_n) / sum of |changes| over the last n changes, in [-1, 1]; 0 when
// the path has no length. O(1) per close; the sum is taken anew from the window each 4096 closes so that it cannot
// drift.
class EfficiencyRatio {
public:
    explicit EfficiencyRatio(int period);

    void update(double close);

    // Zero until n changes were seen.
    [[nodiscard]] double value() const;

private:
    void resum();

    std::vector<double> closes_;  // A ring of n+1 closes.
    std::size_t next_ = 0;
    std::size_t count_ = 0;
    double path_ = 0;
    int updates_since_resum_ = 0;
};

}  // namespace trading::strategy
