#pragma once

#include "common/base/time.hpp"
#include "common/venue/okx/frame_buffer.hpp"
#include "common/venue/okx/transport/lws_event_loop.hpp"
#include "common/venue/okx/transport/url.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

struct lws;

namespace trading::venue::okx {

// One WebSocket to the venue, ws or wss (certificate and host name verified, permessage-deflate not offered). It
// connects once; for another try make another one. Handlers run on the loop's thread and must not destroy the
// connection that calls them. Names are resolved synchronously by libwebsockets.
class WebSocketConnection {
public:
    static constexpr std::size_t kQueuedMessagesMax = 1'024;
    static constexpr const char* kTooLong = "a message was too long";  // A reason of `on_closed`.

    struct Handlers {
        std::function<void()> on_open;
        std::function<void(const FrameBuffer&)> on_message;
        // Once, for a connection that failed or ended; not after `abandon`.
        std::function<void(const std::string& reason)> on_closed;
    };

    WebSocketConnection(LwsEventLoop& loop, Url url, std::string ca_file, Handlers handlers);
    ~WebSocketConnection();
    WebSocketConnection(const WebSocketConnection&) = delete;
    WebSocketConnection& operator=(const WebSocketConnection&) = delete;

    // The result comes by `on_open` or `on_closed`, the latter possibly at once.
    void connect();

    // Queues one text message; false when not open or when too many are waiting. Messages are numbered from 1.
    [[nodiscard]] bool send(std::string_view text);

    // Messages queued so far, and of these those that were handed to the system: only the rest provably never left.
    [[nodiscard]] std::uint64_t queued() const noexcept { return queued_; }
    [[nodiscard]] std::uint64_t written() const noexcept { return written_; }

    [[nodiscard]] bool is_open() const noexcept { return is_open_; }

    // Ends it without another call of a handler.
    void abandon();

    // For libwebsockets only: one of its events (`lws_callback_reasons`); not 0 means that it shall close.
    int on_event(int reason, void* in, std::size_t length);

private:
    int on_fragment(const char* bytes, std::size_t length);
    int write_next();
    void finish(const std::string& reason);

    LwsEventLoop& loop_;
    Url url_;
    std::string ca_file_;
    Handlers handlers_;
    lws* socket_ = nullptr;
    bool is_open_ = false;
    bool is_finished_ = false;
    std::deque<std::string> waiting_;
    std::string write_buffer_;
    FrameBuffer frame_{FrameBuffer::kSocketBytesMax};
    std::uint64_t queued_ = 0;
    std::uint64_t written_ = 0;
    std::string close_reason_;
};

}  // namespace trading::venue::okx
