#pragma once

#include "common/base/time.hpp"
#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/rate_window.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace trading::venue::okx {

// One connection of a session; never used again for another one.
using LinkId = std::uint64_t;

enum class LinkStage {
    Connecting = 1,
    LoggingIn = 2,
    Subscribing = 3,
    Up = 4,  // Each subscription was acknowledged or refused.
};

// What a session knows of one of its connections. Pure.
struct SessionLink {
    // The venue allows 480 subscriptions, unsubscriptions and logins an hour and connection; we use 80 % of it.
    static constexpr std::size_t kRequestsPerHourMax = 384;

    LinkId id = 0;
    LinkStage stage = LinkStage::Connecting;
    base::MonotonicTime ts_stage;     // When the stage began.
    base::MonotonicTime ts_received;  // Of the last message.
    std::optional<base::MonotonicTime> ts_pinged;
    bool is_ending = false;                                     // The venue has announced that it will close it.
    std::map<ChannelArgument, base::MonotonicTime> unanswered;  // Subscriptions sent, and when.
    std::set<ChannelArgument> speaking;                         // Acknowledged, or data has come.
    std::deque<std::pair<SubscribeOperation, ChannelArgument>> delayed;  // Wait for the budget, in order.
    RateWindow budget{{.count = kRequestsPerHourMax, .window = std::chrono::hours{1}}};

    void enter(LinkStage next, base::MonotonicTime now) {
        stage = next;
        ts_stage = now;
    }

    void receive(base::MonotonicTime now) {
        ts_received = now;
        ts_pinged.reset();
    }

    // Subscriptions may be sent.
    [[nodiscard]] bool is_ready() const noexcept { return stage == LinkStage::Subscribing || stage == LinkStage::Up; }

    // Whether a subscription waits for its answer for longer than `timeout`.
    [[nodiscard]] std::optional<ChannelArgument> overdue(base::MonotonicTime now, base::Duration timeout) const {
        for (const auto& [argument, ts_sent] : unanswered) {
            if (now - ts_sent > timeout) return argument;
        }
        return std::nullopt;
    }
};

}  // namespace trading::venue::okx
