#include "services/execution/io/intent_input.hpp"

#include "common/codec/execution_codec.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {

void IntentInput::poll(base::Timestamp now) {
    receiver_.receive([&](const bus::PeerIdentity& sender, const v1::OrderIntent& message) {
        domain::OrderIntent intent;
        if (const auto decoded = codec::decode(message, intent); !decoded) {
            return refuse(sender, message, decoded.error().detail, now);
        }
        if (waiting_.size() >= kWaitingMax && waiting_.count(intent.intent_id) == 0) {
            ++not_remembered_;
            return;
        }
        auto& senders = waiting_[intent.intent_id];
        if (std::find(senders.begin(), senders.end(), sender) == senders.end()) senders.push_back(sender);
        sink_(std::move(intent));
    });
}

void IntentInput::refuse(
    const bus::PeerIdentity& sender, const v1::OrderIntent& message, std::string detail, base::Timestamp now
) {
    domain::IntentReply refusal;
    refusal.intent_id = domain::IntentId{message.intent_id()};
    refusal.verdict = domain::IntentVerdict::Denied;
    refusal.deny_reason = domain::DenyReason::IntentMalformed;
    refusal.detail = std::move(detail);
    refusal.ts_event = now;
    v1::IntentReply answer;
    codec::encode(refusal, answer);
    // A sender that is gone asks again.
    static_cast<void>(receiver_.reply(sender, answer));
}

void IntentInput::reply(const domain::IntentReply& reply) {
    const auto found = waiting_.find(reply.intent_id);
    if (found == waiting_.end()) return;
    v1::IntentReply answer;
    codec::encode(reply, answer);
    // A sender that is gone asks again.
    for (const auto& sender : found->second) static_cast<void>(receiver_.reply(sender, answer));
    waiting_.erase(found);
}

}  // namespace trading::execution
