// The part of the core that operators and reconciliation switch: trading states, flatten, answers to commands.
#include "services/execution/core/execution_core.hpp"

#include "common/base/planted_defect.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

using domain::TradingState;

namespace {

constexpr std::size_t kRememberedAnswersMax = 256;
constexpr std::string_view kKillFlatten = "system:kill";
constexpr std::string_view kStaysKilled = "it is killed, which is stricter: re-arm first";

}  // namespace

void ExecutionCore::on(const Command& command, Step& step) {
    const auto known = std::find_if(answers_.begin(), answers_.end(), [&](const CommandAnswer& given) {
        return given.request_id == command.request_id;
    });
    if (known != answers_.end()) {
        step.out.answers.push_back(*known);
        return;
    }
    const auto waiting = std::find(waiting_commands_.begin(), waiting_commands_.end(), command.request_id);
    if (waiting != waiting_commands_.end()) return;
    waiting_commands_.push_back(command.request_id);
    carry_out(command, step);
}

void ExecutionCore::carry_out(const Command& command, Step& step) {
    const bool is_killed = switch_.state() == TradingState::Killed;
    switch (command.kind) {
        case CommandKind::Halt:
            if (is_killed) return answer(command.request_id, false, std::string{kStaysKilled}, step);
            switch_.set(TradingState::Halted, command.actor, command.reason, step);
            cancel_entries(step);
            answer(command.request_id, true, std::string{domain::describe(TradingState::Halted)}, step);
            return;
        case CommandKind::Reduce:
            if (is_killed) return answer(command.request_id, false, std::string{kStaysKilled}, step);
            switch_.set(TradingState::Reducing, command.actor, command.reason, step);
            cancel_entries(step);
            answer(command.request_id, true, std::string{domain::describe(TradingState::Reducing)}, step);
            return;
        case CommandKind::Resume:
            if (is_killed) return answer(command.request_id, false, std::string{kStaysKilled}, step);
            if (flattener_.is_running()) return answer(command.request_id, false, "a flatten is under way", step);
            if (!reconciler_.is_reconciled()) {
                return answer(command.request_id, false, "our records are not equal to the venue's", step);
            }
            switch_.set(TradingState::Active, command.actor, command.reason, step);
            watch_.on_resumed(step);
            answer(command.request_id, true, std::string{domain::describe(TradingState::Active)}, step);
            return;
        case CommandKind::Flatten:
            if (!is_killed) switch_.set(TradingState::Halted, command.actor, "flatten: " + command.reason, step);
            flattener_.start(command.request_id, step);
            return;
        case CommandKind::Reconcile:
            if (!is_venue_up_) return answer(command.request_id, false, "the private connection is down", step);
            reconcile_commands_.push_back(command.request_id);
            reconciler_.look_soon(step);
            return;
        case CommandKind::PauseEntries:
        case CommandKind::ResumeEntries: return pause_entries(command, step);
        case CommandKind::Kill: return kill(command, step);
        case CommandKind::Rearm: return rearm(command, step);
        case CommandKind::DecideExternal: return decide_external(command, step);
        case CommandKind::ChangeLimit: return change_limit(command, step);
    }
}

void ExecutionCore::pause_entries(const Command& command, Step& step) {
    const EntryScope scope{command.strategy_id, command.instrument_id};
    const bool is_pause = command.kind == CommandKind::PauseEntries;
    // A typing error must not look like a pause.
    if (is_pause && !scope.strategy_id.empty() && options_.limits.strategies.count(scope.strategy_id) == 0) {
        return answer(command.request_id, false, "no strategy is called " + scope.strategy_id.value(), step);
    }
    if (is_pause && !scope.instrument_id.empty() && options_.limits.instruments.count(scope.instrument_id) == 0) {
        return answer(command.request_id, false, scope.instrument_id.value() + " is not traded here", step);
    }
    const bool is_lifted = !is_pause && watch_.lift(command.strategy_id, command.instrument_id, step);
    if (!is_pause && pauses_.find(scope) == nullptr) {
        if (is_lifted) return answer(command.request_id, true, "the lock of a rule is lifted", step);
        return answer(command.request_id, false, scope.in_words() + " are not paused", step);
    }
    pauses_.set(scope, is_pause, command.actor, command.reason, step);
    cancel_unwanted_orders(step);
    const std::string effect = is_pause ? " are denied and cancelled; exits, stops and cancels are sent"
                                        : " may go out again, as far as nothing else stops them";
    answer(command.request_id, true, scope.in_words() + effect, step);
}

// The cancels go out with the commit that makes it durable; what is in flight is cancelled as soon as the venue can
// have it. Closing follows, and goes on until a comparison with the venue shows that nothing is left.
void ExecutionCore::kill_by(std::string actor, std::string reason, Step& step) {
    switch_.set(TradingState::Killed, std::move(actor), std::move(reason), step);
    cancel_unwanted_orders(step);
    // One that is under way for less becomes one for all.
    if (flattener_.is_running()) flattener_.start(std::string{kKillFlatten}, step);
}

void ExecutionCore::kill(const Command& command, Step& step) {
    kill_by(command.actor, command.reason, step);
    answer(command.request_id, true, std::string{domain::describe(TradingState::Killed)}, step);
}

void ExecutionCore::rearm(const Command& command, Step& step) {
    if (switch_.state() != TradingState::Killed) return answer(command.request_id, false, "it is not killed", step);
    if (flattener_.is_running() || is_anything_open()) {
        return answer(command.request_id, false, "orders or positions are still open", step);
    }
    if (!reconciler_.is_reconciled()) {
        return answer(command.request_id, false, "our records are not equal to the venue's", step);
    }
    switch_.set(TradingState::Halted, command.actor, "re-armed: " + command.reason, step);
    answer(command.request_id, true, std::string{domain::describe(TradingState::Halted)}, step);
}

void ExecutionCore::decide_external(const Command& command, Step& step) {
    using domain::ExternalVerdict;
    const bool is_adoption = command.verdict == ExternalVerdict::Adopted;
    if (command.verdict == ExternalVerdict::Open) return answer(command.request_id, false, "no verdict is given", step);
    if (command.activity_id.empty() && command.instrument_id.empty()) {
        return answer(command.request_id, false, "neither an activity nor an instrument is named", step);
    }
    if (is_adoption && options_.limits.strategies.count(command.strategy_id) == 0) {
        return answer(command.request_id, false, "no configured strategy is named to adopt it", step);
    }
    const int decided = external_.decide(
        {command.activity_id,
         command.instrument_id,
         command.strategy_id,
         command.verdict,
         command.actor,
         command.reason},
        step
    );
    if (decided == 0) return answer(command.request_id, false, "nothing of it is undecided", step);
    if (command.verdict == ExternalVerdict::Halted) halt_by(command.actor, command.reason, step);
    reconciler_.look_soon(step);
    answer(command.request_id, true, fmt::format("{} {}", decided, domain::to_string(command.verdict)), step);
}

void ExecutionCore::conclude(Reconciler::Conclusion conclusion, Step& step) {
    if (conclusion == Reconciler::Conclusion::None) return;
    const bool is_equal = conclusion == Reconciler::Conclusion::Equal;
    const std::string& found = reconciler_.last_report()->differences;
    const domain::RiskState& current = switch_.current();
    if (is_equal) {
        const bool is_own_halt = current.state == TradingState::Halted &&
                                 (current.actor == kReconciliationActor || TRADING_PLANTED_DEFECT("equality_resumes"));
        if (is_own_halt && options_.reconciliation.resume_when_equal) {
            switch_.set(
                TradingState::Active, std::string{kReconciliationActor}, "our records equal the venue's again", step
            );
        }
    } else {
        step.alert("records_differ_from_venue", found);
        // Any other state is a person's, and at least as strict.
        if (current.state == TradingState::Active) {
            switch_.set(TradingState::Halted, std::string{kReconciliationActor}, found, step);
        }
        cancel_entries(step);
    }
    std::vector<std::string> waiting;
    waiting.swap(reconcile_commands_);
    for (const std::string& request_id : waiting) {
        CommandAnswer given{request_id, is_equal, is_equal ? "our records equal the venue's" : found, {}, {}, {}};
        given.risk_state = switch_.current();
        given.reconciliation = reconciler_.last_report();
        answer(std::move(given), step);
    }
    if (is_equal) flattener_.on_equal();
}

void ExecutionCore::answer(const std::string& request_id, bool is_done, std::string detail, Step& step) {
    answer(CommandAnswer{request_id, is_done, std::move(detail), switch_.current(), {}, {}}, step);
}

void ExecutionCore::answer(CommandAnswer given, Step& step) {
    std::erase(waiting_commands_, given.request_id);
    answers_.push_back(std::move(given));
    if (answers_.size() > kRememberedAnswersMax) answers_.pop_front();
    step.out.answers.push_back(answers_.back());
}

}  // namespace trading::execution
