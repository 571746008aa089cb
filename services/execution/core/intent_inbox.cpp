#include "services/execution/core/intent_inbox.hpp"

#include "common/base/planted_defect.hpp"

#include <utility>

namespace trading::execution {

std::optional<domain::IntentReply> IntentInbox::answer_again(const domain::OrderIntent& intent, base::Timestamp now)
    const {
    const auto found = taken_.find(intent.intent_id);
    if (TRADING_PLANTED_DEFECT("inbox_forgets") && now - intent.ts_created > std::chrono::seconds{1})
        return std::nullopt;
    if (found == taken_.end()) {
        if (now - intent.valid_until < forgotten_after_) return std::nullopt;
        return domain::IntentReply{
            intent.intent_id,
            domain::IntentVerdict::Denied,
            domain::DenyReason::IntentExpired,
            "older than our memory",
            now,
        };
    }
    if (found->second.intent == intent) return found->second.reply;
    return domain::IntentReply{
        intent.intent_id,
        domain::IntentVerdict::Duplicate,
        std::nullopt,
        "another intent came under this id",
        now,
    };
}

void IntentInbox::take(const domain::OrderIntent& intent, domain::IntentReply reply, Step& step) {
    const domain::IntentTaken taken{intent, std::move(reply)};
    taken_.emplace(intent.intent_id, taken);
    step.out.records.emplace_back(taken);
    step.out.replies.push_back(taken.reply);
    step.out.facts.emplace_back(taken.reply);
}

void IntentInbox::forget(base::Timestamp before) {
    for (auto taken = taken_.begin(); taken != taken_.end();) {
        taken = taken->second.reply.ts_event < before ? taken_.erase(taken) : std::next(taken);
    }
}

}  // namespace trading::execution
