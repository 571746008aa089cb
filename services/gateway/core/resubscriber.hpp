#pragma once

#include "services/gateway/core/options.hpp"
#include "services/gateway/core/output.hpp"

#include <deque>

namespace trading::gateway {

// The only way to subscribe a feed again. All feeds share one limit for each sliding window, so that no fault of the
// venue turns into a storm of subscriptions.
class Resubscriber {
public:
    explicit Resubscriber(ResubscribeLimit limit) : limit_(limit) {}

    // False, and nothing done, when the limit is reached.
    [[nodiscard]] bool try_resubscribe(const domain::FeedKey& key, Step& step);

private:
    ResubscribeLimit limit_;
    std::deque<base::Timestamp> times_;
};

}  // namespace trading::gateway
