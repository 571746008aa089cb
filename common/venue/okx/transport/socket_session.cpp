#include "common/venue/okx/transport/socket_session.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <utility>

namespace trading::venue::okx {

namespace {

Session::Options session_options(const SocketSession::Options& options) {
    Session::Options session = options.session;
    session.needs_login = options.signer != nullptr;
    return session;
}

}  // namespace

// Does one output.
struct SocketSession::Performer {
    SocketSession& self;

    void operator()(const OpenLink& open) const { self.open(open.link); }

    void operator()(const CloseLink& close) const {
        auto ended = self.connections_.extract(close.link);
        if (ended.empty()) return;
        if (ended.mapped()->written() > 0) self.written_[close.link] = ended.mapped()->written();
        ended.mapped()->abandon();
        self.ended_.push_back(std::move(ended.mapped()));
    }

    void operator()(const SendLogin& login) const {
        self.options_.signer->write_login(self.options_.venue_now(), self.message_);
        self.send_or_close(login.link, self.message_);
        std::fill(self.message_.begin(), self.message_.end(), '\0');  // It holds the passphrase.
    }

    void operator()(const SendSubscription& subscription) const {
        ++self.counters_.subscription_requests;
        self.counters_.subscriptions_sent += subscription.arguments.size();
        write_subscription(subscription.operation, subscription.arguments, "", self.message_);
        self.send_or_close(subscription.link, self.message_);
    }

    void operator()(const SendPing& ping) const {
        ++self.counters_.pings;
        self.send_or_close(ping.link, "ping");
    }

    void operator()(const SessionUp& up) const {
        if (up.is_handover) ++self.counters_.handovers;
        self.handlers_.on_up(up.is_handover);
    }

    void operator()(const SessionDown& down) const {
        ++self.counters_.disconnections;
        self.handlers_.on_down(down.reason);
    }

    void operator()(const LinkLost& lost) const {
        const auto written = self.written_.extract(lost.link);
        if (self.handlers_.on_link_lost) self.handlers_.on_link_lost(lost.link, written ? written.mapped() : 0);
    }

    void operator()(const SubscriptionAnswered& answered) const { self.handlers_.on_subscribed(answered.argument); }

    void operator()(const SubscriptionFailed& failed) const {
        ++self.counters_.subscriptions_refused;
        self.handlers_.on_refused(failed.error);
    }

    void operator()(const SubscriptionDelayed& /*delayed*/) const { ++self.counters_.subscriptions_delayed; }
};

SocketSession::SocketSession(LwsEventLoop& loop, Options options, Handlers handlers, TransportCounters& counters)
    : loop_(loop),
      options_(std::move(options)),
      handlers_(std::move(handlers)),
      counters_(counters),
      session_(session_options(options_)) {
    auto url = parse_url(options_.address);
    TRADING_ASSERT(url.has_value());
    url_ = std::move(*url);
}

SocketSession::~SocketSession() { *is_alive_ = false; }

void SocketSession::start() {
    is_started_ = true;
    SessionOutputs outputs;
    session_.start(LwsEventLoop::now(), outputs);
    perform(outputs);
    tick();
}

void SocketSession::stop() {
    is_started_ = false;
    SessionOutputs outputs;
    session_.stop(outputs);
    perform(outputs);
}

void SocketSession::subscribe(const std::vector<ChannelArgument>& arguments) {
    SessionOutputs outputs;
    session_.subscribe(arguments, LwsEventLoop::now(), outputs);
    perform(outputs);
}

void SocketSession::unsubscribe(const std::vector<ChannelArgument>& arguments) {
    SessionOutputs outputs;
    session_.unsubscribe(arguments, LwsEventLoop::now(), outputs);
    perform(outputs);
}

std::optional<SocketSession::SentMessage> SocketSession::send(std::string_view text) {
    const std::optional<LinkId> link = session_.link_in_use();
    if (!link) return std::nullopt;
    const auto connection = connections_.find(*link);
    if (connection == connections_.end() || !connection->second->send(text)) return std::nullopt;
    return SentMessage{*link, connection->second->queued()};
}

void SocketSession::tick() {
    if (!is_started_) return;
    loop_.call_after(kTick, [this, alive = is_alive_] {
        if (*alive) tick();
    });
    ended_.clear();
    SessionOutputs outputs;
    session_.tick(LwsEventLoop::now(), outputs);
    perform(outputs);
}

void SocketSession::perform(const SessionOutputs& outputs) {
    for (const SessionOutput& output : outputs) std::visit(Performer{*this}, output);
}

void SocketSession::open(LinkId link) {
    ++counters_.connection_attempts;
    auto connection = std::make_unique<WebSocketConnection>(
        loop_,
        url_,
        options_.ca_file,
        WebSocketConnection::Handlers{
            .on_open =
                [this, link] {
                    ++counters_.connections;
                    SessionOutputs outputs;
                    session_.on_opened(link, LwsEventLoop::now(), outputs);
                    perform(outputs);
                },
            .on_message = [this, link](const FrameBuffer& frame) { on_message(link, frame); },
            .on_closed = [this, link](const std::string& reason) { on_closed(link, reason); },
        }
    );
    WebSocketConnection& opening = *connection;
    connections_.emplace(link, std::move(connection));
    opening.connect();
}

void SocketSession::on_message(LinkId link, const FrameBuffer& frame) {
    ++counters_.frames;
    if (!session_.on_message(link, LwsEventLoop::now())) return;
    const std::optional<SocketEvent> event = handlers_.on_message(link, frame);
    if (!event) return;
    SessionOutputs outputs;
    session_.on_event(link, *event, LwsEventLoop::now(), outputs);
    perform(outputs);
}

void SocketSession::on_closed(LinkId link, const std::string& reason) {
    if (reason == WebSocketConnection::kTooLong) ++counters_.frames_too_long;
    SessionOutputs outputs;
    outputs.emplace_back(CloseLink{link});
    session_.on_closed(link, reason, LwsEventLoop::now(), outputs);
    perform(outputs);
}

void SocketSession::send_or_close(LinkId link, std::string_view text) {
    const auto connection = connections_.find(link);
    // Gone already: a later output of the same decision.
    if (connection == connections_.end() || connection->second->send(text)) return;
    on_closed(link, "a message could not be sent");
}

}  // namespace trading::venue::okx
