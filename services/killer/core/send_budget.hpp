#pragma once

#include "common/base/assert.hpp"
#include "common/base/time.hpp"

#include <cstddef>
#include <deque>

namespace trading::killer {

// At most `count` orders within any stretch of `window`, exactly. One thread.
class SendBudget {
public:
    SendBudget(std::size_t count, base::Duration window) : count_(count), window_(window) { TRADING_ASSERT(count > 0); }

    [[nodiscard]] std::size_t available(base::MonotonicTime now) {
        while (!acts_.empty() && acts_.front().time + window_ <= now) {
            used_ -= acts_.front().count;
            acts_.pop_front();
        }
        return count_ - used_;
    }

    // `count` must be available.
    void take(std::size_t count, base::MonotonicTime now) {
        TRADING_ASSERT(count <= available(now));
        if (count == 0) return;
        acts_.push_back({now, count});
        used_ += count;
    }

    // The venue says that the limit is used up: nothing for a whole window.
    void exhaust(base::MonotonicTime now) {
        acts_.assign(1, {now, count_});
        used_ = count_;
    }

private:
    struct Act {
        base::MonotonicTime time;
        std::size_t count = 0;
    };

    std::size_t count_;
    base::Duration window_;
    std::deque<Act> acts_;  // Oldest first; never more than `count_`.
    std::size_t used_ = 0;
};

}  // namespace trading::killer
