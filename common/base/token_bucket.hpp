#pragma once

#include "common/base/assert.hpp"
#include "common/base/time.hpp"

#include <algorithm>
#include <cstdint>

namespace trading::base {

// Permission to act at most `capacity` times per `window`, refilled continuously. Pure: the caller says what time it
// is. One thread.
class TokenBucket {
public:
    struct Options {
        std::int64_t capacity = 1;
        Duration window = std::chrono::seconds{1};
    };

    explicit TokenBucket(Options options) : options_(options), tokens_(static_cast<double>(options.capacity)) {
        TRADING_ASSERT(options.capacity > 0);
        TRADING_ASSERT(options.window > Duration::zero());
    }

    // Takes `count` tokens when that leaves at least `reserve` of them; otherwise takes none and answers false.
    [[nodiscard]] bool try_take(MonotonicTime now, std::int64_t count = 1, std::int64_t reserve = 0) {
        refill(now);
        if (tokens_ < static_cast<double>(count + reserve)) return false;
        tokens_ -= static_cast<double>(count);
        return true;
    }

    // How long until `count` tokens above `reserve` are there; zero when they are.
    [[nodiscard]] Duration time_until_available(MonotonicTime now, std::int64_t count = 1, std::int64_t reserve = 0) {
        refill(now);
        const double missing = static_cast<double>(count + reserve) - tokens_;
        if (missing <= 0) return Duration::zero();
        const double nanoseconds =
            missing * static_cast<double>(options_.window.count()) / static_cast<double>(options_.capacity);
        return Duration{static_cast<std::int64_t>(nanoseconds) + 1};
    }

    [[nodiscard]] double available(MonotonicTime now) {
        refill(now);
        return tokens_;
    }

    // The other side says that the budget is used up: start again from nothing.
    void drain(MonotonicTime now) {
        refill(now);
        tokens_ = 0;
    }

private:
    void refill(MonotonicTime now) {
        if (last_refill_ == MonotonicTime{}) last_refill_ = now;
        if (now <= last_refill_) return;
        const double earned = static_cast<double>((now - last_refill_).count()) *
                              static_cast<double>(options_.capacity) / static_cast<double>(options_.window.count());
        tokens_ = std::min(static_cast<double>(options_.capacity), tokens_ + earned);
        last_refill_ = now;
    }

    Options options_;
    double tokens_;
    MonotonicTime last_refill_{};
};

}  // namespace trading::base
