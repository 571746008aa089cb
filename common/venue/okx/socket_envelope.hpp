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

// Walks one message: the envelope around its data, and the data. The venue writes `data` last, but nothing promises it.
class SocketMessage {
public:
    // Calls `read_data(value)` once when there is data: as soon as `can_read()` finds enough in the envelope, at the
    // latest when all of the envelope is known. False when the message is broken or `read_data` says so.
    template <class CanRead, class ReadData>
    [[nodiscard]] bool walk(ItemReader& reader, const FrameBuffer& frame, CanRead&& can_read, ReadData&& read_data) {
        envelope_.clear();
        bool is_data_waiting = false;
        if (!message_.open(frame)) return false;
        const bool is_walked = message_.walk([&](std::string_view key, JsonValue value) {
            if (key != "data") return read_envelope_field(reader, key, value, envelope_);
            is_data_waiting = !can_read();
            return is_data_waiting || read_data(value);
        });
        if (!is_walked || !is_data_waiting) return is_walked;
        return message_.walk([&](std::string_view key, JsonValue value) { return key != "data" || read_data(value); });
    }

    [[nodiscard]] const SocketEnvelope& envelope() const noexcept { return envelope_; }

private:
    JsonMessage message_;
    SocketEnvelope envelope_;
};

// Counts a frame and parses it into `out` by `parse()`; `Malformed`, and nothing in `out`, when that says no.
template <class Frame, class Parse>
[[nodiscard]] base::Status parse_counted(ParseCounters& counters, const FrameBuffer& frame, Frame& out, Parse&& parse) {
    out.clear();
    ++counters.frames;
    if (frame.text() == kPongText) {
        out.event = PongReceived{};
        return {};
    }
    if (parse()) return {};
    ++counters.malformed_frames;
    out.clear();
    return base::failure(base::ErrorCode::Malformed, "not a message of the venue's socket");
}

}  // namespace trading::venue::okx
