#include "services/simulator/io/rate_limiter.hpp"

namespace trading::simulator {

bool RateLimiter::try_take(const std::string& bucket, RateLimit limit, base::MonotonicTime now, std::int64_t amount) {
    if (buckets_.size() >= kBucketsMax) forget_ended(now);
    Bucket& state = buckets_[bucket];
    if (state.used == 0 || now - state.window_start >= limit.window) state = Bucket{now, limit.window, 0};
    if (state.used + amount > limit.count) {
        ++refusals_;
        return false;
    }
    state.used += amount;
    return true;
}

void RateLimiter::forget_ended(base::MonotonicTime now) {
    for (auto bucket = buckets_.begin(); bucket != buckets_.end();) {
        const bool has_ended = now - bucket->second.window_start >= bucket->second.window;
        bucket = has_ended ? buckets_.erase(bucket) : std::next(bucket);
    }
}

}  // namespace trading::simulator
