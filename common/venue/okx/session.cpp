#include "common/venue/okx/session.hpp"

#include "common/base/assert.hpp"
#include "common/venue/okx/error_table.hpp"

#include <algorithm>
#include <utility>

namespace trading::venue::okx {

Session::Session(Options options) : options_(options), backoff_(options.pauses, options.seed) {}

void Session::start(base::MonotonicTime now, SessionOutputs& out) {
    is_started_ = true;
    tick(now, out);
}

void Session::stop(SessionOutputs& out) {
    is_started_ = false;
    for (Place* place : {&retiring_, &next_, &active_}) {
        if (!*place) continue;
        const LinkId id = (*place)->id;
        const bool was_opened = (*place)->stage != LinkStage::Connecting;
        place->reset();
        out.emplace_back(CloseLink{id});
        if (was_opened) out.emplace_back(LinkLost{id});
    }
    if (std::exchange(is_up_, false)) out.emplace_back(SessionDown{"stopped"});
}

void Session::subscribe(const std::vector<ChannelArgument>& arguments, base::MonotonicTime now, SessionOutputs& out) {
    wanted_.insert(arguments.begin(), arguments.end());
    for (SessionLink* link : {active_.get(), next_.get()}) {
        if (link != nullptr && link->is_ready()) ask(*link, SubscribeOperation::Subscribe, arguments, now, out);
    }
}

void Session::unsubscribe(const std::vector<ChannelArgument>& arguments, base::MonotonicTime now, SessionOutputs& out) {
    for (const ChannelArgument& argument : arguments) wanted_.erase(argument);
    for (SessionLink* link : {active_.get(), next_.get()}) {
        if (link == nullptr || !link->is_ready()) continue;
        for (const ChannelArgument& argument : arguments) {
            link->unanswered.erase(argument);
            link->speaking.erase(argument);
        }
        ask(*link, SubscribeOperation::Unsubscribe, arguments, now, out);
    }
}

void Session::on_opened(LinkId id, base::MonotonicTime now, SessionOutputs& out) {
    SessionLink* const link = find(id);
    if (link == nullptr) return;
    TRADING_ASSERT(link->stage == LinkStage::Connecting);
    link->receive(now);
    if (!options_.needs_login) return begin_subscribing(*link, now, out);
    link->enter(LinkStage::LoggingIn, now);
    const bool is_within_budget = link->budget.try_take(now);
    TRADING_ASSERT(is_within_budget);  // The first request of a connection.
    out.emplace_back(SendLogin{id});
}

void Session::on_closed(LinkId id, const std::string& reason, base::MonotonicTime now, SessionOutputs& out) {
    forget(id, reason, now, out);
}

bool Session::on_message(LinkId id, base::MonotonicTime now) {
    SessionLink* const link = find(id);
    if (link == nullptr) return false;
    link->receive(now);
    return true;
}

void Session::on_event(LinkId id, const SocketEvent& event, base::MonotonicTime now, SessionOutputs& out) {
    struct Visitor {
        Session& session;
        SessionLink& link;
        base::MonotonicTime now;
        SessionOutputs& out;

        void operator()(const LoggedIn& /*event*/) const {
            if (link.stage == LinkStage::LoggingIn) session.begin_subscribing(link, now, out);
        }
        void operator()(const SubscriptionAcknowledged& acknowledged) const {
            link.speaking.insert(acknowledged.argument);
            out.emplace_back(SubscriptionAnswered{acknowledged.argument});
            session.settle(link, acknowledged.argument, now, out);
        }
        void operator()(const UnsubscriptionAcknowledged& /*event*/) const {}
        void operator()(const ErrorReported& error) const { session.on_error(link, error, now, out); }
        void operator()(const NoticeReceived& /*event*/) const {
            link.is_ending = true;
            session.tick(now, out);  // At once: the time until the end is short.
        }
        void operator()(const ConnectionsCounted& counted) const {
            if (!counted.is_over_limit) return;
            session.give_up(link.id, "too many connections of the channel " + counted.channel, now, out);
        }
        void operator()(const PongReceived& /*event*/) const {}
    };
    if (SessionLink* const link = find(id)) std::visit(Visitor{*this, *link, now, out}, event);
}

void Session::on_error(SessionLink& link, const ErrorReported& error, base::MonotonicTime now, SessionOutputs& out) {
    if (link.stage == LinkStage::LoggingIn) {
        give_up(link.id, "the login was refused: " + error.code + " " + error.detail, now, out);
        if (advice_for(error.code).remedy == Remedy::StopTrading) {
            ts_next_attempt_ = std::max(ts_next_attempt_, now + options_.refused_login_pause);
        }
        return;
    }
    out.emplace_back(SubscriptionFailed{error});
    if (!error.argument) return;  // If it was a subscription, its answer will be overdue.
    if (options_.needs_all_subscriptions) {
        return give_up(link.id, "a subscription was refused: " + error.code + " " + error.detail, now, out);
    }
    wanted_.erase(*error.argument);
    settle(link, *error.argument, now, out);
}

void Session::tick(base::MonotonicTime now, SessionOutputs& out) {
    if (!is_started_) return;
    for (const Place* place : {&retiring_, &next_, &active_}) {
        if (*place) watch((*place)->id, now, out);
    }
    if (now < ts_next_attempt_) return;
    if (!active_) {
        open(active_, now, out);
    } else if (active_->is_ending && active_->stage == LinkStage::Up && !next_) {
        open(next_, now, out);
    }
}

std::optional<LinkId> Session::link_in_use() const noexcept {
    if (!is_up_) return std::nullopt;
    return active_->id;
}

bool Session::takes(LinkId id, const ChannelArgument& argument) {
    SessionLink* const newest = next_ ? next_.get() : active_.get();
    if (newest != nullptr && newest->id == id) {
        newest->speaking.insert(argument);
        return true;
    }
    if (newest != nullptr && newest->speaking.contains(argument)) return false;
    // With three of them the middle one is the newer.
    return !(retiring_ && retiring_->id == id && active_ && active_->speaking.contains(argument));
}

SessionLink* Session::find(LinkId id) noexcept {
    for (const Place* place : {&active_, &next_, &retiring_}) {
        if (*place && (*place)->id == id) return place->get();
    }
    return nullptr;
}

void Session::open(Place& place, base::MonotonicTime now, SessionOutputs& out) {
    place = std::make_unique<SessionLink>();
    place->id = ++last_id_;
    place->enter(LinkStage::Connecting, now);
    place->ts_received = now;
    ts_last_attempt_ = now;
    ts_next_attempt_ = now + options_.attempt_spacing;
    out.emplace_back(OpenLink{place->id});
}

void Session::begin_subscribing(SessionLink& link, base::MonotonicTime now, SessionOutputs& out) {
    link.enter(LinkStage::Subscribing, now);
    ask(link, SubscribeOperation::Subscribe, {wanted_.begin(), wanted_.end()}, now, out);
    if (link.unanswered.empty()) come_up(link, now, out);
}

void Session::ask(
    SessionLink& link,
    SubscribeOperation operation,
    const std::vector<ChannelArgument>& arguments,
    base::MonotonicTime now,
    SessionOutputs& out
) {
    for (const ChannelArgument& argument : arguments) {
        const std::pair request{operation, argument};
        // Asked for again while it waits: once is enough, and in its latest place.
        const auto waiting = std::find(link.delayed.begin(), link.delayed.end(), request);
        if (waiting != link.delayed.end()) link.delayed.erase(waiting);
        link.delayed.push_back(request);
    }
    send_delayed(link, now, out);
    if (!link.delayed.empty()) out.emplace_back(SubscriptionDelayed{});
}

void Session::send_delayed(SessionLink& link, base::MonotonicTime now, SessionOutputs& out) {
    SendSubscription message{.link = link.id, .operation = SubscribeOperation::Subscribe, .arguments = {}};
    const auto flush = [&] {
        if (!message.arguments.empty()) out.emplace_back(message);
        message.arguments.clear();
    };
    while (!link.delayed.empty() && link.budget.try_take(now)) {
        auto [operation, argument] = std::move(link.delayed.front());
        link.delayed.pop_front();
        if (operation != message.operation || message.arguments.size() == kArgumentsPerRequestMax) flush();
        message.operation = operation;
        if (operation == SubscribeOperation::Subscribe) link.unanswered[argument] = now;
        message.arguments.push_back(std::move(argument));
    }
    flush();
}

void Session::settle(SessionLink& link, const ChannelArgument& argument, base::MonotonicTime now, SessionOutputs& out) {
    link.unanswered.erase(argument);
    // What waits for the budget may come later: a connection without it is better than none.
    if (link.stage == LinkStage::Subscribing && link.unanswered.empty()) come_up(link, now, out);
}

void Session::come_up(SessionLink& link, base::MonotonicTime now, SessionOutputs& out) {
    link.enter(LinkStage::Up, now);
    const bool is_handover = &link == next_.get();
    if (is_handover) {
        if (retiring_) give_up(retiring_->id, "handover", now, out);
        retiring_ = std::move(active_);
        active_ = std::move(next_);
        retiring_->ts_stage = now;
    }
    out.emplace_back(SessionUp{is_handover && is_up_});
    is_up_ = true;
}

void Session::watch(LinkId id, base::MonotonicTime now, SessionOutputs& out) {
    if (retiring_ && retiring_->id == id && now - retiring_->ts_stage > options_.drain_time) {
        return give_up(id, "handover", now, out);
    }
    SessionLink& link = *find(id);
    if (!link.is_ready()) {
        if (now - link.ts_stage > options_.connect_timeout) give_up(id, "could not connect in time", now, out);
        return;
    }
    watch_subscriptions(link, now, out);
    if (SessionLink* const still_there = find(id)) watch_silence(*still_there, now, out);
}

void Session::watch_subscriptions(SessionLink& link, base::MonotonicTime now, SessionOutputs& out) {
    if (&link == retiring_.get()) return;
    send_delayed(link, now, out);
    while (const auto argument = link.overdue(now, options_.subscribe_timeout)) {
        if (options_.needs_all_subscriptions) {
            return give_up(link.id, "a subscription was not answered: " + argument->channel, now, out);
        }
        wanted_.erase(*argument);
        out.emplace_back(SubscriptionFailed{
            {.code = "timeout", .detail = "the subscription was not answered", .request_id = {}, .argument = *argument}}
        );
        settle(link, *argument, now, out);
    }
}

void Session::watch_silence(SessionLink& link, base::MonotonicTime now, SessionOutputs& out) {
    if (link.ts_pinged) {
        if (now - *link.ts_pinged > options_.pong_timeout) give_up(link.id, "silent", now, out);
        return;
    }
    if (now - link.ts_received <= options_.ping_after) return;
    link.ts_pinged = now;
    out.emplace_back(SendPing{link.id});
}

void Session::give_up(LinkId id, const std::string& reason, base::MonotonicTime now, SessionOutputs& out) {
    out.emplace_back(CloseLink{id});
    forget(id, reason, now, out);
}

void Session::forget(LinkId id, const std::string& reason, base::MonotonicTime now, SessionOutputs& out) {
    const SessionLink* const link = find(id);
    if (link == nullptr) return;
    if (link->stage != LinkStage::Connecting) out.emplace_back(LinkLost{id});
    if (retiring_ && retiring_->id == id) {
        retiring_.reset();
        return;
    }
    if (link->stage == LinkStage::Up && now - link->ts_stage > options_.stable_after) backoff_.reset();
    const base::MonotonicTime spaced = *ts_last_attempt_ + options_.attempt_spacing;
    ts_next_attempt_ = std::max(spaced, now + backoff_.next_delay());
    if (next_ && next_->id == id) {
        next_.reset();
        return;
    }
    active_ = std::move(next_);  // During a handover the next one is already on its way.
    if (std::exchange(is_up_, false)) out.emplace_back(SessionDown{reason});
}

}  // namespace trading::venue::okx
