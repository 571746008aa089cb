#pragma once

#include "common/venue/okx/session.hpp"
#include "common/venue/okx/signing.hpp"
#include "common/venue/okx/transport/counters.hpp"
#include "common/venue/okx/transport/websocket_connection.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::venue::okx {

// Gives a `Session` its connections: does what it decides, and tells it what happened. One thread: the loop's.
class SocketSession {
public:
    struct Options {
        std::string address;
        std::string ca_file;
        Signer* signer = nullptr;                    // Null: no login. Outlives the session.
        std::function<base::Timestamp()> venue_now;  // For the login.
        Session::Options session;                    // `needs_login` follows from `signer`.
    };

    struct Handlers {
        // Parses a message, uses its facts, and gives back what the socket said about itself, if it did.
        std::function<std::optional<SocketEvent>(LinkId link, const FrameBuffer&)> on_message;
        std::function<void(bool is_handover)> on_up;
        std::function<void(const std::string& reason)> on_down;
        std::function<void(const ChannelArgument&)> on_subscribed;
        std::function<void(const ErrorReported&)> on_refused;
        // What was sent on this connection and is not answered yet never will be. `written`: how many of its messages
        // were handed to the system; the later ones provably never left.
        std::function<void(LinkId link, std::uint64_t written)> on_link_lost;
    };

    // One message of one connection, numbered from 1.
    struct SentMessage {
        LinkId link = 0;
        std::uint64_t number = 0;
    };

    static constexpr base::Duration kTick = std::chrono::milliseconds{100};

    // The address must be a valid one.
    SocketSession(LwsEventLoop& loop, Options options, Handlers handlers, TransportCounters& counters);
    ~SocketSession();
    SocketSession(const SocketSession&) = delete;
    SocketSession& operator=(const SocketSession&) = delete;

    void start();
    void stop();

    void subscribe(const std::vector<ChannelArgument>& arguments);
    void unsubscribe(const std::vector<ChannelArgument>& arguments);

    [[nodiscard]] bool is_up() const noexcept { return session_.is_up(); }
    [[nodiscard]] bool is_handing_over() const noexcept { return session_.is_handing_over(); }
    [[nodiscard]] bool takes(LinkId link, const ChannelArgument& argument) { return session_.takes(link, argument); }

    // Sends on the connection in use; nothing when it certainly was not sent.
    [[nodiscard]] std::optional<SentMessage> send(std::string_view text);

private:
    struct Performer;

    void tick();
    void perform(const SessionOutputs& outputs);
    void open(LinkId link);
    void on_message(LinkId link, const FrameBuffer& frame);
    void on_closed(LinkId link, const std::string& reason);
    // On any connection; when it cannot be queued, the connection is of no use.
    void send_or_close(LinkId link, std::string_view text);

    LwsEventLoop& loop_;
    Options options_;
    Handlers handlers_;
    TransportCounters& counters_;
    Session session_;
    Url url_;
    std::map<LinkId, std::unique_ptr<WebSocketConnection>> connections_;
    // Ended, but one of their handlers may be running: destroyed at the next tick.
    std::vector<std::unique_ptr<WebSocketConnection>> ended_;
    std::map<LinkId, std::uint64_t> written_;  // By connections that ended, until their `LinkLost`.
    std::string message_;
    bool is_started_ = false;
    // Timers of the loop outlive a session; they look here first.
    std::shared_ptr<bool> is_alive_ = std::make_shared<bool>(true);
};

}  // namespace trading::venue::okx
