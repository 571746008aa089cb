#include "services/gateway/core/resubscriber.hpp"

namespace trading::gateway {

bool Resubscriber::try_resubscribe(const domain::FeedKey& key, Step& step) {
    while (!times_.empty() && times_.front() + limit_.window <= step.now) times_.pop_front();
    if (times_.size() >= static_cast<std::size_t>(limit_.count_max)) {
        ++step.counters.resubscribes_refused;
        return false;
    }
    times_.push_back(step.now);
    ++step.counters.resubscribes;
    step.command(domain::Unsubscribe{key});
    step.command(domain::Subscribe{key});
    return true;
}

}  // namespace trading::gateway
