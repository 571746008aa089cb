#pragma once

#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/session_link.hpp"
#include "common/venue/okx/socket_events.hpp"

#include <string>
#include <variant>
#include <vector>

namespace trading::venue::okx {

// What a session asks its driver to do, and what it reports. In order.

struct OpenLink {
    LinkId link = 0;
};

// Close it and report nothing more of it.
struct CloseLink {
    LinkId link = 0;
};

struct SendLogin {
    LinkId link = 0;
};

struct SendSubscription {
    LinkId link = 0;
    SubscribeOperation operation = SubscribeOperation::Subscribe;
    std::vector<ChannelArgument> arguments;  // At most `kArgumentsPerRequestMax`.
};

// The text `ping`.
struct SendPing {
    LinkId link = 0;
};

// Logged in, and every subscription answered. `is_handover`: without a break, on another connection.
struct SessionUp {
    bool is_handover = false;
};

struct SessionDown {
    std::string reason;
};

// Nothing more comes from a connection that had been opened: what was sent on it and not answered is lost. It precedes
// a `SessionDown`.
struct LinkLost {
    LinkId link = 0;
};

struct SubscriptionAnswered {
    ChannelArgument argument;
};

// The session has given this subscription up (`error.argument`), or the venue refused something that it did not name.
struct SubscriptionFailed {
    ErrorReported error;
};

// The venue's limit of subscriptions makes one wait.
struct SubscriptionDelayed {};

using SessionOutput = std::variant<
    OpenLink,
    CloseLink,
    SendLogin,
    SendSubscription,
    SendPing,
    SessionUp,
    SessionDown,
    LinkLost,
    SubscriptionAnswered,
    SubscriptionFailed,
    SubscriptionDelayed>;

using SessionOutputs = std::vector<SessionOutput>;

}  // namespace trading::venue::okx
