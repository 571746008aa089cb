#pragma once

#include "common/base/time.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace trading::simulator {

// At most `count` per `window`.
struct RateLimit {
    std::int64_t count = 0;
    base::Duration window = std::chrono::seconds{2};
};

// OKX's rate limits: one budget per bucket name, counted in windows that start with the first request after the last
// window ended. Refused requests are not counted. Strict where the venue may be lenient, so that a client which passes
// here passes there. One thread; the caller says what time it is.
class RateLimiter {
public:
    // True, and counted, when `amount` more still fit into the bucket's window.
    [[nodiscard]] bool try_take(
        const std::string& bucket, RateLimit limit, base::MonotonicTime now, std::int64_t amount = 1
    );

    [[nodiscard]] std::uint64_t refusals() const noexcept { return refusals_; }
    [[nodiscard]] std::size_t bucket_count() const noexcept { return buckets_.size(); }

private:
    static constexpr std::size_t kBucketsMax = 10'000;  // Reaching it forgets the buckets whose window is over.

    struct Bucket {
        base::MonotonicTime window_start{};
        base::Duration window{};
        std::int64_t used = 0;
    };

    void forget_ended(base::MonotonicTime now);

    std::map<std::string, Bucket> buckets_;
    std::uint64_t refusals_ = 0;
};

}  // namespace trading::simulator
