#pragma once

#include "common/base/random.hpp"
#include "common/base/time.hpp"

#include <algorithm>
#include <cstdint>

namespace trading::base {

// How long to wait before the next attempt: doubling from `first` up to `longest`, each wait drawn between half of it
// and all of it, so that many clients do not come back together. Pure; one thread.
class Backoff {
public:
    struct Options {
        Duration first = std::chrono::milliseconds{200};
        Duration longest = std::chrono::seconds{10};
    };

    Backoff(Options options, std::uint64_t seed) : options_(options), random_(seed), next_(options.first) {}

    [[nodiscard]] Duration next_delay() {
        const Duration ceiling = next_;
        next_ = std::min(next_ * 2, options_.longest);
        ++attempts_;
        const auto half = static_cast<std::uint64_t>(ceiling.count() / 2);
        return Duration{static_cast<std::int64_t>(half + random_.below(half + 1))};
    }

    void reset() {
        next_ = options_.first;
        attempts_ = 0;
    }

    // Attempts since the last success.
    [[nodiscard]] int attempts() const noexcept { return attempts_; }

private:
    Options options_;
    Random random_;
    Duration next_;
    int attempts_ = 0;
};

}  // namespace trading::base
