#pragma once

#include "common/domain/decision.hpp"
#include "common/domain/intent.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trading::strategy {

// An intent as a strategy wishes it; the core adds ids and times.
struct IntentDraft {
    domain::OrderIntent intent;
    base::Duration valid_for = std::chrono::seconds{2};
};

// One evaluation on its way to a decision: checks in order, of which the first failed one ends it and names the reason.
class Evaluation {
public:
    explicit Evaluation(base::Timestamp ts_event) : ts_event_(ts_event) {}

    // Answers `verdict.has_passed`. Nothing may be checked after a failed check.
    bool check(domain::CheckVerdict verdict) {
        const bool has_passed = verdict.has_passed;
        if (!has_passed) reason_ = verdict.check;
        checks_.push_back(std::move(verdict));
        return has_passed;
    }

    // Every check has passed: this is what to do, and why.
    void conclude(domain::DecisionOutcome outcome, IntentDraft draft) {
        outcome_ = outcome;
        reason_ = draft.intent.reason;
        draft_ = std::move(draft);
    }

    void describe_inputs(std::string inputs) { inputs_ = std::move(inputs); }

    [[nodiscard]] base::Timestamp ts_event() const noexcept { return ts_event_; }
    [[nodiscard]] const std::optional<IntentDraft>& draft() const noexcept { return draft_; }

    // The record of it, without ids; leaves this object empty.
    [[nodiscard]] domain::Decision take_decision() {
        domain::Decision decision;
        decision.outcome = outcome_;
        decision.reason = std::move(reason_);
        decision.inputs = std::move(inputs_);
        decision.checks = std::move(checks_);
        decision.ts_event = ts_event_;
        return decision;
    }

private:
    base::Timestamp ts_event_;
    domain::DecisionOutcome outcome_ = domain::DecisionOutcome::NoTrade;
    std::string reason_;
    std::string inputs_;
    std::vector<domain::CheckVerdict> checks_;
    std::optional<IntentDraft> draft_;
};

}  // namespace trading::strategy
