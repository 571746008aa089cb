#pragma once

#include "common/bus/intent_receiver.hpp"
#include "common/domain/intent.hpp"

#include <functional>
#include <map>
#include <vector>

namespace trading::execution {

// Intents from strategies as inputs of the core, and the way back for the answers. What cannot be read is answered as
// malformed at once. One thread.
class IntentInput {
public:
    // Senders that wait for an answer; more are not remembered and will ask again.
    static constexpr std::size_t kWaitingMax = 4096;

    using Sink = std::function<void(domain::OrderIntent)>;

    IntentInput(bus::IntentReceiver receiver, Sink sink) : receiver_(std::move(receiver)), sink_(std::move(sink)) {}

    // For the event loop; call `poll` when readable and on each turn.
    [[nodiscard]] int descriptor() const { return receiver_.descriptor(); }
    void poll(base::Timestamp now);

    // To everyone who asked with this intent id.
    void reply(const domain::IntentReply& reply);

    [[nodiscard]] const bus::IntentReceiver& receiver() const noexcept { return receiver_; }
    [[nodiscard]] std::uint64_t not_remembered() const noexcept { return not_remembered_; }

private:
    void refuse(
        const bus::PeerIdentity& sender, const v1::OrderIntent& message, std::string detail, base::Timestamp now
    );

    bus::IntentReceiver receiver_;
    Sink sink_;
    std::map<domain::IntentId, std::vector<bus::PeerIdentity>> waiting_;
    std::uint64_t not_remembered_ = 0;
};

}  // namespace trading::execution
