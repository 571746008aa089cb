#pragma once

#include <compare>
#include <optional>
#include <string>
#include <variant>

namespace trading::venue::okx {

// The subscription argument as the venue writes and echoes it; absent parts are empty. Channel and instrument parts
// identify a subscription; a private push adds a `uid`, which is not kept.
struct ChannelArgument {
    std::string channel;
    std::string instrument_id;
    std::string instrument_type;  // SPOT, SWAP, FUTURES, ANY
    std::string instrument_family;

    auto operator<=>(const ChannelArgument&) const = default;
};

// --- What a socket says about itself (section 4 of the protocol reference) --------------------------------------

struct LoggedIn {
    std::string connection_id;
};

// One for each argument of a request, in any order, and possibly after its first data.
struct SubscriptionAcknowledged {
    ChannelArgument argument;
    std::string request_id;  // Echoed when the request had one.
};

struct UnsubscriptionAcknowledged {
    ChannelArgument argument;
    std::string request_id;
};

// A refused login, subscription or request. Refused subscriptions (60018) name their argument only in the text; it is
// taken from there where possible.
struct ErrorReported {
    std::string code;
    std::string detail;
    std::string request_id;
    std::optional<ChannelArgument> argument;
};

// 64008: the connection closes in about a minute for an upgrade; open the next one first.
struct NoticeReceived {
    std::string code;
    std::string detail;
};

// How many connections of the account are subscribed to a private channel. Over the limit the subscription is dead,
// although it was acknowledged.
struct ConnectionsCounted {
    std::string channel;
    int count = 0;
    bool is_over_limit = false;
};

// The answer to the text `ping`.
struct PongReceived {};

using SocketEvent = std::variant<
    LoggedIn,
    SubscriptionAcknowledged,
    UnsubscriptionAcknowledged,
    ErrorReported,
    NoticeReceived,
    ConnectionsCounted,
    PongReceived>;

}  // namespace trading::venue::okx
