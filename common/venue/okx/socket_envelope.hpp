#pragma once

#include "common/base/time.hpp"
#include "common/venue/okx/item_reader.hpp"
#include "common/venue/okx/socket_events.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace trading::venue::okx {

inline constexpr std::string_view kPongText = "pong";

// The top level of a socket message, all but `data`. Its texts are kept from message to message.
struct SocketEnvelope {
    ChannelArgument argument;
    bool has_argument = false;
    std::string action;
    std::string event;
    std::string event_type;  // account, positions: snapshot or event_update.
    std::string current_page;
    std::string last_page;
    std::string operation;
    std::string request_id;
    std::string code;
    std::string message;
    std::string connection_id;
    std::string channel;
    std::string connection_count;
    std::string in_time;
    std::string out_time;

    void clear();
};

// Takes one top-level field other than `data`; false when the JSON is broken.
[[nodiscard]] bool read_envelope_field(
    ItemReader& reader, std::string_view key, JsonValue& value, SocketEnvelope& envelope
);

// What the socket says about itself. Nothing for an event that we do not know; it is counted.
[[nodiscard]] std::optional<SocketEvent> event_of(ItemReader& reader, const SocketEnvelope& envelope);

// Between the venue's receipt and its answer; zero when it does not tell.
[[nodiscard]] base::Duration venue_duration_of(std::string_view in_time, std::string_view out_time) noexcept;

}  // namespace trading::venue::okx
