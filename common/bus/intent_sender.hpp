#pragma once

#include "common/base/clock.hpp"
#include "common/bus/context.hpp"

#include "trading/v1/order_intent.pb.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace trading::bus {

// Brings intents to execution and its answers back. What is not answered is sent again, unchanged and with the same id,
// until its `valid_until`; then it is reported as expired: execution may or may not have taken it, and its facts will
// tell. Nothing is queued for an execution that is away, so no stale burst awaits it. One thread.
class IntentSender {
public:
    struct Options {
        std::string endpoint;
        // More wishes without an answer are refused: something is wrong, and waiting wishes go stale.
        std::size_t unanswered_max = 256;
        base::Duration resend_interval = std::chrono::milliseconds{500};
        SocketOptions socket{.send_messages_max = 1'000, .receive_messages_max = 1'000};
    };

    struct Counters {
        std::uint64_t intents = 0;
        std::uint64_t sends = 0;  // First and repeated.
        std::uint64_t resends = 0;
        std::uint64_t not_sent = 0;  // No connection at the moment; tried again.
        std::uint64_t replies = 0;
        std::uint64_t late_replies = 0;  // To intents already answered or expired; handed over all the same.
        std::uint64_t expired = 0;
        std::uint64_t refused = 0;  // One unanswered intent too many.
        std::uint64_t malformed = 0;
    };

    class Handler {
    public:
        virtual ~Handler() = default;
        // May be said more than once for one intent.
        virtual void on_reply(const v1::IntentReply& reply) = 0;
        // No answer in time: the outcome is unknown.
        virtual void on_expired(std::string_view intent_id) = 0;
    };

    [[nodiscard]] static base::Result<IntentSender> connect(
        Context& context, const base::Clock& clock, Options options
    );

    // Takes the intent over. `InvalidArgument` without an id or a future valid_until, `Conflict` for an id that waits
    // already, `Unavailable` when the bound is reached. Without a connection it still succeeds, and is sent later.
    base::Status send(const v1::OrderIntent& intent);

    // Hands over answers, sends again what is due, reports what expired; never waits. Call on each turn of the loop, at
    // least every 100 ms.
    void poll(Handler& handler);

    // For an event loop; edge-triggered, see descriptor_of.
    [[nodiscard]] int descriptor() const { return descriptor_of(socket_); }
    [[nodiscard]] std::size_t unanswered() const noexcept { return unanswered_.size(); }
    [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

private:
    struct Unanswered {
        std::string bytes;
        base::Timestamp valid_until{};
        base::MonotonicTime ts_next_send;
        bool was_sent = false;
    };

    static constexpr std::size_t kRepliesPerCall = 1'000;

    IntentSender(zmq::socket_t socket, const base::Clock& clock, const Options& options);

    void transmit(Unanswered& intent);
    void receive_replies(Handler& handler);

    zmq::socket_t socket_;
    const base::Clock* clock_;
    std::size_t unanswered_max_;
    base::Duration resend_interval_;
    std::map<std::string, Unanswered, std::less<>> unanswered_;
    v1::IntentReply reply_;
    Counters counters_;
};

}  // namespace trading::bus
