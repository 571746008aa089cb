#pragma once

#include "common/domain/intent.hpp"
#include "tests/simulation/scene.hpp"
#include "tests/simulation/venue.hpp"

#include <functional>
#include <map>
#include <vector>

namespace trading::simulation {

// A strategy without manners: wishes that no sensible strategy has. Both sides at once, several at a time, at the
// limits and a lot beyond them, expired, malformed, for instruments that do not exist, the same one again.
class IntentMill {
public:
    using Send = std::function<void(const domain::OrderIntent&)>;

    IntentMill(Scene& scene, const Venue& venue, std::function<base::Timestamp()> local_now, Send send);

    void start();
    void stop() { is_stopped_ = true; }
    void on_reply(const domain::IntentReply& reply) { unanswered_.erase(reply.intent_id); }

    // The oldest intent that nobody has answered although it was valid for so long.
    [[nodiscard]] std::optional<domain::IntentId> ignored_for(base::Duration patience) const;
    [[nodiscard]] std::uint64_t intents() const noexcept { return count_; }

private:
    struct Waiting {
        domain::OrderIntent intent;
        base::Timestamp ts_first{};
    };

    void step();
    void transmit(const domain::IntentId& id);
    [[nodiscard]] domain::OrderIntent make(std::uint64_t luck);
    void make_entry(domain::OrderIntent& intent, std::uint64_t luck) const;
    void make_small(domain::OrderIntent& intent, std::uint64_t luck, std::uint64_t wish) const;
    void spoil(domain::OrderIntent& intent, std::uint64_t luck) const;

    Scene& scene_;
    const Venue& venue_;
    std::function<base::Timestamp()> local_now_;
    Send send_;
    std::map<domain::IntentId, Waiting> unanswered_;
    std::vector<domain::OrderIntent> sent_;
    std::uint64_t count_ = 0;
    bool is_stopped_ = false;
};

}  // namespace trading::simulation
