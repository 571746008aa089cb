#pragma once

#include "common/base/backoff.hpp"
#include "common/base/token_bucket.hpp"
#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/signing.hpp"
#include "common/venue/okx/socket_events.hpp"
#include "common/venue/okx/transport/counters.hpp"
#include "common/venue/okx/transport/websocket_connection.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trading::venue::okx {

// One address of the venue's socket kept up for ever: connects, logs in where needed, subscribes, pings a silent socket
// and gives it up when it stays silent, comes back with growing pauses and subscribes again. Before an announced
// restart of the venue (64008) it opens the next socket first and leaves the old one when the next is subscribed. One
// thread: the loop's.
class SocketSession {
public:
    struct Options {
        std::string address;
        std::string ca_file;
        Signer* signer = nullptr;                    // Null: no login. Outlives the session.
        std::function<base::Timestamp()> venue_now;  // For the login.
        std::uint64_t seed = 1;
        base::Duration connect_timeout = std::chrono::seconds{10};
        base::Duration ping_after = std::chrono::seconds{5};  // Of silence. The venue closes after 30 s of it.
        base::Duration pong_timeout = std::chrono::seconds{5};
        base::Duration subscribe_timeout = std::chrono::seconds{10};
        base::Backoff::Options pauses{.first = std::chrono::milliseconds{500}, .longest = std::chrono::seconds{10}};
    };

    struct Handlers {
        // Parses a message, uses its facts, and gives back what the socket said about itself, if it did.
        std::function<std::optional<SocketEvent>(const FrameBuffer&)> on_message;
        // Logged in and every subscription acknowledged or refused.
        std::function<void(const std::string& reason)> on_up;
        std::function<void(const std::string& reason)> on_down;
        std::function<void(const ChannelArgument&)> on_subscribed;
        std::function<void(const ErrorReported&)> on_refused;
    };

    // The venue allows 480 subscriptions and logins an hour and connection; we use 80 % of it.
    static constexpr std::int64_t kSubscriptionsPerHour = 384;
    static constexpr base::Duration kTick = std::chrono::milliseconds{250};

    SocketSession(LwsEventLoop& loop, Options options, Handlers handlers, TransportCounters& counters);
    ~SocketSession();
    SocketSession(const SocketSession&) = delete;
    SocketSession& operator=(const SocketSession&) = delete;

    void start();
    void stop();

    void subscribe(const std::vector<ChannelArgument>& arguments);
    void unsubscribe(const std::vector<ChannelArgument>& arguments);

    [[nodiscard]] bool is_up() const noexcept { return is_up_; }

    // Sends on the socket in use: the number of the message on it, or nothing when it could not be queued.
    [[nodiscard]] std::optional<std::uint64_t> send(std::string_view text);

    // Messages of the socket in use, or of the last one while there is none, that were handed to the system.
    [[nodiscard]] std::uint64_t written() const noexcept;

private:
    enum class Stage { Connecting = 1, LoggingIn = 2, Subscribing = 3, Up = 4, Closed = 5 };

    struct Link {
        std::unique_ptr<WebSocketConnection> connection;
        Stage stage = Stage::Connecting;
        base::MonotonicTime ts_stage;     // When the stage began.
        base::MonotonicTime ts_received;  // Of the last message.
        std::optional<base::MonotonicTime> ts_pinged;
        std::set<ChannelArgument> unacknowledged;
        std::string close_reason;
    };

    void tick();
    void open(std::unique_ptr<Link>& place);
    void on_open(Link& link);
    void on_message(Link& link, const FrameBuffer& frame);
    void on_event(Link& link, const SocketEvent& event);
    void on_acknowledged(Link& link, const ChannelArgument& argument);
    void begin_subscribing(Link& link);
    void send_subscription(Link& link, SubscribeOperation operation, const std::vector<ChannelArgument>& arguments);
    void finish_subscribing(Link& link);
    void enter(Link& link, Stage stage);
    void watch(Link& link);
    void give_up(Link& link, const std::string& reason);
    void bury(std::unique_ptr<Link>& place);

    LwsEventLoop& loop_;
    Options options_;
    Handlers handlers_;
    TransportCounters& counters_;
    Url url_;
    std::set<ChannelArgument> wanted_;
    std::vector<ChannelArgument> delayed_;  // Wait for the subscription budget.
    base::TokenBucket subscription_budget_;
    base::Backoff backoff_;
    base::MonotonicTime ts_next_attempt_{};
    std::unique_ptr<Link> active_;
    std::unique_ptr<Link> next_;  // During a handover.
    std::uint64_t last_written_ = 0;
    std::string message_;
    bool is_up_ = false;
    bool is_started_ = false;
    // Timers of the loop outlive a session; they look here first.
    std::shared_ptr<bool> is_alive_ = std::make_shared<bool>(true);
};

}  // namespace trading::venue::okx
