#include "common/bus/intent_sender.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace trading::bus {

base::Result<IntentSender> IntentSender::connect(Context& context, const base::Clock& clock, Options options) {
    auto socket = make_socket(context, zmq::socket_type::dealer, options.socket);
    if (!socket) return base::failure(std::move(socket.error()));
    if (auto connected = bus::connect(*socket, options.endpoint); !connected) {
        return base::failure(std::move(connected.error()));
    }
    return IntentSender{std::move(*socket), clock, options};
}

IntentSender::IntentSender(zmq::socket_t socket, const base::Clock& clock, const Options& options)
    : socket_(std::move(socket)),
      clock_(&clock),
      unanswered_max_(options.unanswered_max),
      resend_interval_(options.resend_interval) {}

base::Status IntentSender::send(const v1::OrderIntent& intent) {
    const base::Timestamp valid_until = base::from_unix_nanoseconds(intent.valid_until_ns());
    if (intent.intent_id().empty() || valid_until <= clock_->now()) {
        return base::failure(
            base::ErrorCode::InvalidArgument,
            fmt::format("intent '{}' has no id or is no longer valid", intent.intent_id())
        );
    }
    if (unanswered_.contains(intent.intent_id())) {
        return base::failure(
            base::ErrorCode::Conflict, fmt::format("intent '{}' waits for its answer already", intent.intent_id())
        );
    }
    if (unanswered_.size() >= unanswered_max_) {
        ++counters_.refused;
        return base::failure(
            base::ErrorCode::Unavailable, fmt::format("{} intents wait for an answer already", unanswered_.size())
        );
    }
    ++counters_.intents;
    Unanswered& waiting = unanswered_[intent.intent_id()];
    waiting.bytes = intent.SerializeAsString();
    waiting.valid_until = valid_until;
    transmit(waiting);
    return {};
}

void IntentSender::poll(Handler& handler) {
    receive_replies(handler);
    const base::Timestamp now = clock_->now();
    const base::MonotonicTime monotonic_now = clock_->monotonic_now();
    std::vector<std::string> expired;
    for (auto& [intent_id, waiting] : unanswered_) {
        if (now >= waiting.valid_until) {
            expired.push_back(intent_id);
        } else if (monotonic_now >= waiting.ts_next_send) {
            transmit(waiting);
        }
    }
    for (const std::string& intent_id : expired) {
        unanswered_.erase(intent_id);
        ++counters_.expired;
        handler.on_expired(intent_id);
    }
}

void IntentSender::transmit(Unanswered& waiting) {
    // Without a connection nothing leaves; one that comes up is found within the shorter pause.
    constexpr base::Duration kPauseWithoutConnection = std::chrono::milliseconds{50};
    zmq::message_t frame{waiting.bytes.data(), waiting.bytes.size()};
    const auto sent = try_send(socket_, frame, false);
    const bool is_sent = sent.value_or(false);
    waiting.ts_next_send =
        clock_->monotonic_now() + (is_sent ? resend_interval_ : std::min(resend_interval_, kPauseWithoutConnection));
    if (!is_sent) {
        ++counters_.not_sent;
        return;
    }
    ++counters_.sends;
    if (waiting.was_sent) ++counters_.resends;
    waiting.was_sent = true;
}

void IntentSender::receive_replies(Handler& handler) {
    zmq::message_t frame;
    for (std::size_t count = 0; count < kRepliesPerCall && try_receive(socket_, frame); ++count) {
        if (discard_rest(socket_, frame) > 0 || !parse(frame, reply_) || reply_.intent_id().empty()) {
            ++counters_.malformed;
            continue;
        }
        ++counters_.replies;
        if (unanswered_.erase(reply_.intent_id()) == 0) ++counters_.late_replies;
        handler.on_reply(reply_);
    }
}

}  // namespace trading::bus
