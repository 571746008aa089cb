// The part of the core that limits switch: what the risk watch demands, and changes of the limits themselves.
#include "services/execution/core/execution_core.hpp"
#include "services/execution/core/limits_change.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace trading::execution {

using domain::TradingState;

namespace {

// Begins the actors of what a rule of the risk gate has switched: "system:R15".
constexpr std::string_view kRuleActor = "system:R";

bool is_of_a_rule(const domain::RiskState& state) { return state.actor.starts_with(kRuleActor); }

std::string words_of(const LimitsChange& change) {
    std::string words = fmt::format("applied={}", fmt::join(change.applied, ","));
    if (change.refused.empty()) return words;
    return words + fmt::format("; needs a confirmation because it loosens: {}", fmt::join(change.refused, ","));
}

}  // namespace

void ExecutionCore::obey(const RiskAction& action, Step& step) {
    const domain::RiskState current = switch_.current();
    const std::string actor = "system:" + action.rule;
    switch (action.kind) {
        case RiskAction::Kind::Reduce:
            // Any other state is at least as strict.
            if (current.state != TradingState::Active) return;
            switch_.set(TradingState::Reducing, actor, action.reason, step);
            break;
        case RiskAction::Kind::Halt: {
            // A halt that ends by itself, like the reconciliation's, becomes one that a person must end.
            const bool is_held = current.state == TradingState::Halted &&
                                 (is_of_a_rule(current) || !current.actor.starts_with("system:"));
            if (is_held || current.state == TradingState::Killed) return;
            switch_.set(TradingState::Halted, actor, action.reason, step);
            break;
        }
        case RiskAction::Kind::Kill: {
            // Re-armed with nothing open it stays quiet: what is lost is lost, until somebody resumes.
            const bool is_over = current.state == TradingState::Halted && !is_anything_open();
            if (is_over || current.state == TradingState::Killed) return;
            kill_by(actor, action.reason, step);
            break;
        }
    }
    step.alert("limit_breached", fmt::format("{}: {}", action.rule, action.reason));
    cancel_unwanted_orders(step);
}

void ExecutionCore::on(const LimitsChanged& changed, Step& step) {
    const auto known = std::find_if(answers_.begin(), answers_.end(), [&](const CommandAnswer& given) {
        return given.request_id == changed.request_id;
    });
    if (known != answers_.end()) {
        step.out.answers.push_back(*known);
        return;
    }
    LimitsChange change = change_limits(options_.limits, changed.limits, changed.is_confirmed);
    options_.limits = std::move(change.limits);
    const std::string words = words_of(change);
    step.alert("limits_changed", fmt::format("{}: {}", changed.actor, words));
    answer(changed.request_id, change.refused.empty(), words, step);
}

}  // namespace trading::execution
