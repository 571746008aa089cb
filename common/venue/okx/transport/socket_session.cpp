#include "common/venue/okx/transport/socket_session.hpp"

#include "common/base/assert.hpp"

#include <algorithm>

namespace trading::venue::okx {

SocketSession::SocketSession(LwsEventLoop& loop, Options options, Handlers handlers, TransportCounters& counters)
    : loop_(loop),
      options_(std::move(options)),
      handlers_(std::move(handlers)),
      counters_(counters),
      subscription_budget_({.capacity = kSubscriptionsPerHour, .window = std::chrono::hours{1}}),
      backoff_(options_.pauses, options_.seed) {
    auto url = parse_url(options_.address);
    TRADING_ASSERT(url.has_value());
    url_ = std::move(*url);
}

SocketSession::~SocketSession() { *is_alive_ = false; }

void SocketSession::start() {
    is_started_ = true;
    tick();
}

void SocketSession::stop() {
    is_started_ = false;
    is_up_ = false;
    active_.reset();
    next_.reset();
}

void SocketSession::subscribe(const std::vector<ChannelArgument>& arguments) {
    wanted_.insert(arguments.begin(), arguments.end());
    if (!active_ || (active_->stage != Stage::Up && active_->stage != Stage::Subscribing)) return;
    active_->unacknowledged.insert(arguments.begin(), arguments.end());
    send_subscription(*active_, SubscribeOperation::Subscribe, arguments);
}

void SocketSession::unsubscribe(const std::vector<ChannelArgument>& arguments) {
    for (const ChannelArgument& argument : arguments) {
        wanted_.erase(argument);
        if (active_) active_->unacknowledged.erase(argument);
    }
    if (!active_ || (active_->stage != Stage::Up && active_->stage != Stage::Subscribing)) return;
    send_subscription(*active_, SubscribeOperation::Unsubscribe, arguments);
}

std::optional<std::uint64_t> SocketSession::send(std::string_view text) {
    if (!active_ || active_->stage != Stage::Up || !active_->connection->send(text)) return std::nullopt;
    return active_->connection->queued();
}

std::uint64_t SocketSession::written() const noexcept {
    return active_ ? active_->connection->written() : last_written_;
}

void SocketSession::tick() {
    if (!is_started_) return;
    loop_.call_after(kTick, [this, alive = is_alive_] {
        if (*alive) tick();
    });
    if (next_) watch(*next_);
    if (next_ && next_->stage == Stage::Closed) bury(next_);
    if (active_) watch(*active_);
    if (active_ && active_->stage == Stage::Closed) bury(active_);
    if (active_ && !delayed_.empty() && active_->stage != Stage::Connecting && active_->stage != Stage::LoggingIn) {
        send_subscription(*active_, SubscribeOperation::Subscribe, std::exchange(delayed_, {}));
    }
    if (!active_ && LwsEventLoop::now() >= ts_next_attempt_) open(active_);
}

void SocketSession::open(std::unique_ptr<Link>& place) {
    place = std::make_unique<Link>();
    Link& link = *place;
    enter(link, Stage::Connecting);
    link.ts_received = link.ts_stage;
    link.connection = std::make_unique<WebSocketConnection>(
        loop_,
        url_,
        options_.ca_file,
        WebSocketConnection::Handlers{
            .on_open = [this, &link] { on_open(link); },
            .on_message = [this, &link](const FrameBuffer& frame) { on_message(link, frame); },
            .on_closed = [this, &link](const std::string& reason) { give_up(link, reason); },
        }
    );
    link.connection->connect();
}

void SocketSession::on_open(Link& link) {
    ++counters_.connections;
    link.ts_received = LwsEventLoop::now();
    if (options_.signer == nullptr) {
        begin_subscribing(link);
        return;
    }
    enter(link, Stage::LoggingIn);
    options_.signer->write_login(options_.venue_now(), message_);
    if (!link.connection->send(message_)) give_up(link, "the login could not be sent");
    std::fill(message_.begin(), message_.end(), '\0');
}

void SocketSession::on_message(Link& link, const FrameBuffer& frame) {
    ++counters_.frames;
    link.ts_received = LwsEventLoop::now();
    link.ts_pinged.reset();
    // While the next socket takes over, the old one is heard only until the next one speaks.
    const bool is_next_speaking =
        next_ && next_->stage == Stage::Subscribing && next_->unacknowledged.size() < wanted_.size();
    if (&link == active_.get() && is_next_speaking) return;
    if (const auto event = handlers_.on_message(frame)) on_event(link, *event);
}

void SocketSession::on_event(Link& link, const SocketEvent& event) {
    struct Visitor {
        SocketSession& session;
        Link& link;

        void operator()(const LoggedIn& /*event*/) const { session.begin_subscribing(link); }
        void operator()(const SubscriptionAcknowledged& event) const { session.on_acknowledged(link, event.argument); }
        void operator()(const UnsubscriptionAcknowledged& /*event*/) const {}
        void operator()(const ErrorReported& event) const {
            if (link.stage == Stage::LoggingIn) {
                session.give_up(link, "the login was refused: " + event.code + " " + event.detail);
                return;
            }
            if (event.argument) {
                session.wanted_.erase(*event.argument);
                link.unacknowledged.erase(*event.argument);
            }
            session.handlers_.on_refused(event);
            session.finish_subscribing(link);
        }
        void operator()(const NoticeReceived& /*event*/) const {
            if (&link == session.active_.get() && !session.next_) session.open(session.next_);
        }
        void operator()(const ConnectionsCounted& event) const {
            if (event.is_over_limit) session.give_up(link, "too many connections for the channel " + event.channel);
        }
        void operator()(const PongReceived& /*event*/) const {}
    };
    std::visit(Visitor{*this, link}, event);
}

void SocketSession::on_acknowledged(Link& link, const ChannelArgument& argument) {
    link.unacknowledged.erase(argument);
    handlers_.on_subscribed(argument);
    finish_subscribing(link);
}

void SocketSession::begin_subscribing(Link& link) {
    enter(link, Stage::Subscribing);
    link.unacknowledged = wanted_;
    send_subscription(link, SubscribeOperation::Subscribe, {wanted_.begin(), wanted_.end()});
    finish_subscribing(link);
}

void SocketSession::send_subscription(
    Link& link, SubscribeOperation operation, const std::vector<ChannelArgument>& arguments
) {
    std::vector<ChannelArgument> part;
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        if (!subscription_budget_.try_take(LwsEventLoop::now())) {
            ++counters_.subscriptions_delayed;
            if (operation == SubscribeOperation::Subscribe) delayed_.push_back(arguments[index]);
        } else {
            ++counters_.subscriptions_sent;
            part.push_back(arguments[index]);
        }
        const bool is_last = index + 1 == arguments.size();
        if (part.empty() || (!is_last && part.size() < kArgumentsPerRequestMax)) continue;
        write_subscription(operation, part, "", message_);
        if (!link.connection->send(message_)) {
            give_up(link, "a subscription could not be sent");
            return;
        }
        part.clear();
    }
}

void SocketSession::finish_subscribing(Link& link) {
    if (link.stage != Stage::Subscribing || !link.unacknowledged.empty()) return;
    enter(link, Stage::Up);
    backoff_.reset();
    const bool is_handover = &link == next_.get();
    if (is_handover) {
        ++counters_.handovers;
        last_written_ = active_ ? active_->connection->written() : 0;
        // This runs inside a handler of the next link; the old one is not in use and may go.
        active_ = std::move(next_);
    }
    is_up_ = true;
    handlers_.on_up(is_handover ? "handover" : "connected");
}

void SocketSession::enter(Link& link, Stage stage) {
    link.stage = stage;
    link.ts_stage = LwsEventLoop::now();
}

void SocketSession::watch(Link& link) {
    const base::MonotonicTime now = LwsEventLoop::now();
    if (link.stage == Stage::Closed) return;
    const bool is_opening = link.stage == Stage::Connecting || link.stage == Stage::LoggingIn;
    if (is_opening && now - link.ts_stage > options_.connect_timeout) return give_up(link, "could not connect in time");
    if (is_opening) return;
    if (link.stage == Stage::Subscribing && delayed_.empty() && now - link.ts_stage > options_.subscribe_timeout) {
        return give_up(link, "a subscription was not answered");
    }
    if (link.ts_pinged && now - *link.ts_pinged > options_.pong_timeout) return give_up(link, "silent");
    if (!link.ts_pinged && now - link.ts_received > options_.ping_after) {
        link.ts_pinged = now;
        if (!link.connection->send("ping")) give_up(link, "the ping could not be sent");
    }
}

void SocketSession::give_up(Link& link, const std::string& reason) {
    if (link.stage == Stage::Closed) return;
    link.stage = Stage::Closed;
    link.close_reason = reason;
    if (&link != active_.get() || !is_up_) return;
    ++counters_.disconnections;
    is_up_ = false;
    last_written_ = link.connection ? link.connection->written() : last_written_;
    handlers_.on_down(reason);
}

void SocketSession::bury(std::unique_ptr<Link>& place) {
    place.reset();
    delayed_.clear();
    ts_next_attempt_ = LwsEventLoop::now() + backoff_.next_delay();
}

}  // namespace trading::venue::okx
