// The part of the core that limits switch: what the risk watch demands, and changes of the limits themselves.
#include "services/execution/core/execution_core.hpp"

#include "common/base/assert.hpp"
#include "services/execution/core/limits_change.hpp"

#include <fmt/format.h>

namespace trading::execution {

using domain::TradingState;

namespace {

// Begins the actors of what a rule of the risk gate has switched: "system:R15".
constexpr std::string_view kRuleActor = "system:R";

bool is_of_a_rule(const domain::RiskState& state) { return state.actor.starts_with(kRuleActor); }

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

void ExecutionCore::change_limit(const Command& command, Step& step) {
    Limits next = options_.limits;
    const auto move = set_limit(next, command.limit, command.value);
    if (!move) return answer(command.request_id, false, move.error().detail, step);
    const std::string words = fmt::format("{}: {}, was {}", command.limit, move->after, move->before);
    if (move->is_loosened && !command.is_confirmed) {
        return answer(command.request_id, false, words + "; this loosens it: confirm it", step);
    }
    Limits configured = configured_limits_;
    const auto before = set_limit(configured, command.limit, command.value);
    TRADING_ASSERT(before.has_value());
    domain::LimitSetting& setting = limit_settings_[command.limit];
    setting = domain::LimitSetting{
        command.limit, move->after, before->before, command.actor, command.reason, setting.version + 1, step.now};
    step.out.records.emplace_back(setting);
    options_.limits = std::move(next);
    step.alert("limit_changed", fmt::format("{} {}", command.actor, words));
    answer(command.request_id, true, words, step);
}

void ExecutionCore::recover_limits(const domain::RecoveredState& state, Step& step) {
    for (const domain::LimitSetting& setting : state.limit_settings) limit_settings_[setting.limit] = setting;
    for (const std::string& unknown : apply_settings(options_.limits, state.limit_settings)) {
        step.alert("limit_setting_void", unknown + " was set by an operator, and the configuration knows it no more");
    }
}

}  // namespace trading::execution
