#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace trading::simulator {

using Frame = std::shared_ptr<const std::string>;

// The server's end of one WebSocket, as the protocol layer sees it. Sending never waits: frames wait in a bounded
// queue, and a client that lets it fill up is closed with 4005. One thread.
class SocketLink {
public:
    virtual ~SocketLink() = default;

    virtual void send(Frame frame) = 0;

    // Sends what is queued, then the close frame. Later sends are ignored.
    virtual void close(std::uint16_t code, std::string_view reason) = 0;

    // From now on nothing is sent and nothing received is answered, but the connection stays open: a half-open socket.
    virtual void mute() = 0;

    [[nodiscard]] virtual std::size_t queued_frames() const noexcept = 0;
};

// The protocol behind one WebSocket.
class SocketProtocol {
public:
    virtual ~SocketProtocol() = default;

    virtual void on_text(std::string_view text) = 0;

    // The connection is gone; the link is not to be used any more.
    virtual void on_gone() = 0;
};

}  // namespace trading::simulator
