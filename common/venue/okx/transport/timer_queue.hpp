#pragma once

#include "common/base/assert.hpp"
#include "common/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace trading::venue::okx {

// What is to be done at which time, earliest first; equal times in the order of asking. Pure; one thread.
class TimerQueue {
public:
    // More timers than this mean that something asks again and again without end: a bug of ours.
    static constexpr std::size_t kTimersMax = 100'000;

    void add(base::MonotonicTime due, std::function<void()> handler) {
        TRADING_ASSERT(timers_.size() < kTimersMax);
        timers_.emplace(Key{due, ++last_number_}, std::move(handler));
    }

    [[nodiscard]] std::optional<base::MonotonicTime> next_due() const {
        if (timers_.empty()) return std::nullopt;
        return timers_.begin()->first.first;
    }

    // Runs what is due at `now`. What the handlers add is not run before the next call, so this always ends.
    void run_due(base::MonotonicTime now) {
        const std::uint64_t newest = last_number_;
        while (!timers_.empty()) {
            auto first = timers_.begin();
            while (first != timers_.end() && first->first.first <= now && first->first.second > newest) ++first;
            if (first == timers_.end() || first->first.first > now) return;
            const std::function<void()> handler = std::move(first->second);
            timers_.erase(first);
            handler();
        }
    }

private:
    using Key = std::pair<base::MonotonicTime, std::uint64_t>;

    std::map<Key, std::function<void()>> timers_;
    std::uint64_t last_number_ = 0;
};

}  // namespace trading::venue::okx
