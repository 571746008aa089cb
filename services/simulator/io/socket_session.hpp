#pragma once

#include "common/base/clock.hpp"
#include "services/simulator/io/api_keys.hpp"
#include "services/simulator/io/channel_rules.hpp"
#include "services/simulator/io/frame_pipeline.hpp"
#include "services/simulator/io/subscriber_registry.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace trading::simulator {

// What a session needs from the venue behind it.
class SessionVenue {
public:
    virtual ~SessionVenue() = default;

    [[nodiscard]] virtual bool instrument_exists(std::string_view instrument) const = 0;
    [[nodiscard]] virtual bool index_exists(std::string_view index) const = 0;
    [[nodiscard]] virtual std::string uid_of(const domain::AccountId& account) const = 0;

    // Sends what a new subscriber starts with.
    virtual void on_subscribed(Subscriber& subscriber, const Subscription& subscription) = 0;

    // Answers an order operation; nothing when the answer is lost (a fault). May call `answer` later.
    using Answer = std::function<void(std::string)>;
    virtual void on_operation(const JsonValue& request, const ApiKey& key, Answer answer) = 0;

    [[nodiscard]] virtual bool is_order_operation(std::string_view op) const = 0;
};

// What all sessions share.
struct SessionEnvironment {
    const ApiKeys& keys;
    const base::Clock& clock;
    FaultInjector& faults;
    SubscriberRegistry& registry;
    SessionVenue& venue;
    base::Duration idle_maximum = std::chrono::seconds{30};
};

// One client's WebSocket (okx-v5 section 4): text ping and pong, login, subscribe and unsubscribe with one
// acknowledgement per argument, order operations, the hourly limit of requests and the close after half a minute of
// silence. One thread.
class SocketSession final : public SocketProtocol,
                            public Subscriber,
                            public std::enable_shared_from_this<SocketSession> {
public:
    static constexpr int kRequestsPerHourMax = 480;
    static constexpr std::size_t kChannelConnectionsMax = 30;  // Per account and channel.

    // `connection_id`: eight hexadecimal digits.
    SocketSession(SessionEnvironment& environment, SocketPath path, SocketLink& link, std::string connection_id);
    ~SocketSession() override;
    SocketSession(const SocketSession&) = delete;
    SocketSession& operator=(const SocketSession&) = delete;

    void on_text(std::string_view text) override;
    void on_gone() override;
    void push(const FrameContext& context, Frame frame) override;
    [[nodiscard]] std::size_t backlog() const override { return is_gone_ ? 0 : link_.queued_frames(); }

    // Closes an idle connection, releases delayed frames and lets socket faults strike. Call it every few milliseconds.
    void pump();

    // Lets one fault of a whole socket strike.
    void suffer(const FaultSpec& fault);

    [[nodiscard]] SocketPath path() const noexcept { return path_; }
    [[nodiscard]] bool is_gone() const noexcept { return is_gone_; }
    [[nodiscard]] std::uint64_t spoiled() const noexcept { return pipeline_.spoiled(); }

private:
    void on_login(const JsonValue& request);
    void on_subscribe(const JsonValue& request, std::string_view raw);
    void on_unsubscribe(const JsonValue& request, std::string_view raw);
    void on_order_operation(const JsonValue& request);
    void subscribe(const JsonValue& argument, std::string_view id);
    void count_connection(const Subscription& subscription);
    [[nodiscard]] std::optional<ApiError> refusal_of(const JsonValue& argument) const;
    [[nodiscard]] bool takes_request_slot();
    void send_error(const ApiError& error, std::string_view id = {});
    void send_event(std::string_view event, std::string_view id, std::string_view argument);
    void send(std::string text);
    void suffer_due_faults(base::MonotonicTime now);

    SessionEnvironment& environment_;
    const SocketPath path_;
    SocketLink& link_;
    const std::string connection_id_;
    FramePipeline pipeline_;
    const ApiKey* key_ = nullptr;  // Null until logged in.
    base::MonotonicTime opened_{};
    base::MonotonicTime last_activity_{};
    base::MonotonicTime hour_start_{};
    int requests_this_hour_ = 0;
    std::vector<std::pair<base::MonotonicTime, FaultSpec>> fates_;  // Faults of the whole socket, by when they strike.
    bool is_gone_ = false;
};

}  // namespace trading::simulator
