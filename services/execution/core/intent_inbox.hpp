#pragma once

#include "common/domain/execution_record.hpp"
#include "services/execution/core/output.hpp"

#include <map>

namespace trading::execution {

// Every intent counts once. The first answer is durable together with what it led to, and is given again whenever the
// intent comes back; what no memory can tell apart any more is refused as expired and not recorded.
class IntentInbox {
public:
    explicit IntentInbox(base::Duration forgotten_after) : forgotten_after_(forgotten_after) {}

    void recover(const domain::IntentTaken& taken) { taken_.emplace(taken.intent.intent_id, taken); }

    // The answer to an intent that came before, or that is too old to know; absent for a new one.
    [[nodiscard]] std::optional<domain::IntentReply> answer_again(
        const domain::OrderIntent& intent, base::Timestamp now
    ) const;

    // Records the intent with its answer, and answers.
    void take(const domain::OrderIntent& intent, domain::IntentReply reply, Step& step);

    void forget(base::Timestamp before);

private:
    base::Duration forgotten_after_;
    std::map<domain::IntentId, domain::IntentTaken> taken_;
};

}  // namespace trading::execution
