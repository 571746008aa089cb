#pragma once

#include "common/base/assert.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace trading::strategy {

// The largest (or smallest) of the last n values by a monotonic deque: a value that a newer one beats can never be the
// extreme again and leaves at once. Amortised O(1), memory n.
template <typename Beats>
class SlidingExtreme {
public:
    explicit SlidingExtreme(int window)
        : window_(static_cast<std::uint64_t>(window)), values_(window_), positions_(window_) {
        TRADING_ASSERT(window > 0);
    }

    void update(double value) {
        while (size_ > 0 && !Beats{}(values_[slot(size_ - 1)], value)) --size_;
        if (size_ > 0 && positions_[first_] + window_ <= seen_) {
            first_ = first_ + 1 == window_ ? 0 : first_ + 1;
            --size_;
        }
        const std::uint64_t last = slot(size_);
        values_[last] = value;
        positions_[last] = seen_++;
        ++size_;
    }

    // Only after the first update.
    [[nodiscard]] double value() const { return values_[first_]; }
    [[nodiscard]] bool is_full() const noexcept { return seen_ >= window_; }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.values_, self.positions_, self.first_, self.size_, self.seen_);
    }

private:
    [[nodiscard]] std::uint64_t slot(std::uint64_t offset) const noexcept {
        const std::uint64_t index = first_ + offset;
        return index >= window_ ? index - window_ : index;
    }

    std::uint64_t window_;
    std::vector<double> values_;
    std::vector<std::uint64_t> positions_;
    std::uint64_t first_ = 0;
    std::uint64_t size_ = 0;
    std::uint64_t seen_ = 0;
};

using SlidingMaximum = SlidingExtreme<std::greater<>>;
using SlidingMinimum = SlidingExtreme<std::less<>>;

}  // namespace trading::strategy
