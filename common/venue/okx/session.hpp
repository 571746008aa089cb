#pragma once

#include "common/base/backoff.hpp"
#include "common/base/time.hpp"
#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/session_link.hpp"
#include "common/venue/okx/session_output.hpp"
#include "common/venue/okx/socket_events.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trading::venue::okx {

// One address of the venue's socket kept up for ever: connects, logs in where needed, subscribes, pings a silent
// connection and gives it up when it stays silent, comes back with growing pauses and subscribes again. Before an
// announced restart of the venue (64008) it opens the next connection first, uses it once it is subscribed, and listens
// to the old one for a while longer. Decides only: what is to be done comes out as outputs. Pure; one thread.
class Session {
public:
    struct Options {
        bool needs_login = false;
        // Without one of its subscriptions a connection is of no use: it is given up. Otherwise only that subscription
        // is, and reported as refused.
        bool needs_all_subscriptions = false;
        std::uint64_t seed = 1;
        base::Duration connect_timeout = std::chrono::seconds{10};  // To open, and again to log in.
        base::Duration ping_after = std::chrono::seconds{5};        // Of silence. The venue closes after 30 s of it.
        base::Duration pong_timeout = std::chrono::seconds{5};
        base::Duration subscribe_timeout = std::chrono::seconds{10};
        base::Duration drain_time = std::chrono::seconds{5};  // How long an old connection is heard after a handover.
        base::Duration stable_after = std::chrono::seconds{10};  // Up for so long: the next pause is the first again.
        base::Duration refused_login_pause = std::chrono::seconds{60};  // The key is wrong; asking again will not help.
        base::Backoff::Options pauses{.first = std::chrono::milliseconds{500}, .longest = std::chrono::seconds{5}};
        // The venue takes three new connections a second from one address; a process has two sessions.
        base::Duration attempt_spacing = std::chrono::milliseconds{700};
    };

    explicit Session(Options options);

    void start(base::MonotonicTime now, SessionOutputs& out);
    void stop(SessionOutputs& out);

    // What shall be subscribed from now on, also after each reconnect.
    void subscribe(const std::vector<ChannelArgument>& arguments, base::MonotonicTime now, SessionOutputs& out);
    void unsubscribe(const std::vector<ChannelArgument>& arguments, base::MonotonicTime now, SessionOutputs& out);

    void on_opened(LinkId id, base::MonotonicTime now, SessionOutputs& out);
    // It failed to open, or ended.
    void on_closed(LinkId id, const std::string& reason, base::MonotonicTime now, SessionOutputs& out);
    // Any message came. False: the connection was given up; the message must not be used.
    [[nodiscard]] bool on_message(LinkId id, base::MonotonicTime now);
    void on_event(LinkId id, const SocketEvent& event, base::MonotonicTime now, SessionOutputs& out);

    // Time passes: call it several times a second.
    void tick(base::MonotonicTime now, SessionOutputs& out);

    [[nodiscard]] bool is_up() const noexcept { return is_up_; }

    // The connection in use; nothing while the session is not up.
    [[nodiscard]] std::optional<LinkId> link_in_use() const noexcept;

    // More than one connection carries our subscriptions, or will.
    [[nodiscard]] bool is_handing_over() const noexcept { return next_ != nullptr || retiring_ != nullptr; }

    // Whether data of this subscription is to be taken from this connection, where it must come from one only: from the
    // newest that has begun to carry it. Call it for each such message while handing over.
    [[nodiscard]] bool takes(LinkId id, const ChannelArgument& argument);

private:
    using Place = std::unique_ptr<SessionLink>;

    [[nodiscard]] SessionLink* find(LinkId id) noexcept;
    void open(Place& place, base::MonotonicTime now, SessionOutputs& out);
    void begin_subscribing(SessionLink& link, base::MonotonicTime now, SessionOutputs& out);
    void ask(
        SessionLink& link,
        SubscribeOperation operation,
        const std::vector<ChannelArgument>& arguments,
        base::MonotonicTime now,
        SessionOutputs& out
    );
    void send_delayed(SessionLink& link, base::MonotonicTime now, SessionOutputs& out);
    void settle(SessionLink& link, const ChannelArgument& argument, base::MonotonicTime now, SessionOutputs& out);
    void come_up(SessionLink& link, base::MonotonicTime now, SessionOutputs& out);
    void on_error(SessionLink& link, const ErrorReported& error, base::MonotonicTime now, SessionOutputs& out);
    void watch(LinkId id, base::MonotonicTime now, SessionOutputs& out);
    void watch_silence(SessionLink& link, base::MonotonicTime now, SessionOutputs& out);
    void watch_subscriptions(SessionLink& link, base::MonotonicTime now, SessionOutputs& out);
    void give_up(LinkId id, const std::string& reason, base::MonotonicTime now, SessionOutputs& out);
    void forget(LinkId id, const std::string& reason, base::MonotonicTime now, SessionOutputs& out);

    Options options_;
    std::set<ChannelArgument> wanted_;
    base::Backoff backoff_;
    std::optional<base::MonotonicTime> ts_last_attempt_;
    base::MonotonicTime ts_next_attempt_{};
    Place active_;
    Place next_;      // Takes over when it is up.
    Place retiring_;  // Was taken over from, and is heard a little longer.
    LinkId last_id_ = 0;
    bool is_started_ = false;
    bool is_up_ = false;
};

}  // namespace trading::venue::okx
