#pragma once

#include "common/base/assert.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace trading::strategy {

// The last `capacity` values. Memory is taken once, at construction. O(1) for everything.
class Ring {
public:
    explicit Ring(int capacity) : values_(static_cast<std::size_t>(capacity)) { TRADING_ASSERT(capacity > 0); }

    // Returns the value that had to leave.
    std::optional<double> push(double value) {
        std::optional<double> left;
        if (count_ == values_.size()) left = values_[next_];
        if (count_ < values_.size()) ++count_;
        values_[next_] = value;
        next_ = next_ + 1 == values_.size() ? 0 : next_ + 1;
        return left;
    }

    // `age` 0 is the newest; it must be below size().
    [[nodiscard]] double at(std::size_t age) const {
        return values_[next_ > age ? next_ - 1 - age : next_ + values_.size() - 1 - age];
    }

    [[nodiscard]] double newest() const { return at(0); }
    [[nodiscard]] double oldest() const { return at(count_ - 1); }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] std::size_t capacity() const noexcept { return values_.size(); }
    [[nodiscard]] bool is_full() const noexcept { return count_ == values_.size(); }

    template <typename Self, typename Visitor>
    static void for_each_state(Self& self, Visitor& visit) {
        visit(self.values_, self.next_, self.count_);
    }

private:
    std::vector<double> values_;
    std::size_t next_ = 0;
    std::size_t count_ = 0;
};

}  // namespace trading::strategy
