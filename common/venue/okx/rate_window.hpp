#pragma once

#include "common/base/assert.hpp"
#include "common/base/time.hpp"

#include <cstddef>
#include <vector>

namespace trading::venue::okx {

// At most `count` acts within any stretch of `window`, exactly: it remembers the times of the last `count` acts. A
// token bucket would let through twice its capacity around a pause, which the venue's fixed windows punish. Pure, one
// thread.
class RateWindow {
public:
    struct Options {
        std::size_t count = 1;
        base::Duration window = std::chrono::seconds{2};
    };

    explicit RateWindow(Options options) : options_(options), times_(options.count) {
        TRADING_ASSERT(options.count > 0);
        TRADING_ASSERT(options.window > base::Duration::zero());
    }

    // How many acts are allowed now.
    [[nodiscard]] std::size_t available(base::MonotonicTime now) const noexcept {
        std::size_t free_slots = options_.count - used_;
        for (std::size_t age = used_; age > 0 && is_over(oldest(used_ - age), now); --age) ++free_slots;
        return free_slots;
    }

    // Takes `count` when that leaves at least `reserve`; otherwise takes none and answers false.
    [[nodiscard]] bool try_take(base::MonotonicTime now, std::size_t count = 1, std::size_t reserve = 0) {
        forget_old(now);
        if (count + reserve > options_.count - used_) return false;
        for (std::size_t act = 0; act < count; ++act) times_[(first_ + used_++) % options_.count] = now;
        return true;
    }

    // How long until `count` above `reserve` are allowed; zero when they are. Both together must fit the window.
    [[nodiscard]] base::Duration time_until_available(
        base::MonotonicTime now, std::size_t count = 1, std::size_t reserve = 0
    ) const {
        TRADING_ASSERT(count + reserve <= options_.count);
        const std::size_t needed = count + reserve;
        const std::size_t free_slots = options_.count - used_;
        if (needed <= free_slots) return base::Duration::zero();
        const base::Duration wait = oldest(needed - free_slots - 1) + options_.window - now;
        return wait > base::Duration::zero() ? wait : base::Duration::zero();
    }

    // The other side says that the budget is used up: nothing more for one whole window.
    void exhaust(base::MonotonicTime now) {
        first_ = 0;
        used_ = options_.count;
        for (base::MonotonicTime& time : times_) time = now;
    }

    [[nodiscard]] std::size_t count() const noexcept { return options_.count; }

private:
    [[nodiscard]] base::MonotonicTime oldest(std::size_t index) const noexcept {
        return times_[(first_ + index) % options_.count];
    }

    [[nodiscard]] bool is_over(base::MonotonicTime act, base::MonotonicTime now) const noexcept {
        return act + options_.window <= now;
    }

    void forget_old(base::MonotonicTime now) {
        while (used_ > 0 && is_over(oldest(0), now)) {
            first_ = (first_ + 1) % options_.count;
            --used_;
        }
    }

    Options options_;
    std::vector<base::MonotonicTime> times_;  // A ring.
    std::size_t first_ = 0;
    std::size_t used_ = 0;
};

}  // namespace trading::venue::okx
