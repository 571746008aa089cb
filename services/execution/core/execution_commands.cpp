// The part of the core that operators and reconciliation switch: trading states, flatten, answers to commands.
#include "services/execution/core/execution_core.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

using domain::TradingState;

namespace {

constexpr std::size_t kRememberedAnswersMax = 256;
constexpr std::string_view kReconciliationActor = "system:reconciliation";

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
    switch (command.kind) {
        case CommandKind::Halt:
            switch_.set(TradingState::Halted, command.actor, command.reason, step);
            cancel_entries(step);
            answer(command.request_id, true, std::string{domain::describe(TradingState::Halted)}, step);
            return;
        case CommandKind::Reduce:
            switch_.set(TradingState::Reducing, command.actor, command.reason, step);
            cancel_entries(step);
            answer(command.request_id, true, std::string{domain::describe(TradingState::Reducing)}, step);
            return;
        case CommandKind::Resume:
            if (flattener_.is_running()) return answer(command.request_id, false, "a flatten is under way", step);
            if (!reconciler_.is_reconciled()) {
                return answer(command.request_id, false, "our records are not equal to the venue's", step);
            }
            switch_.set(TradingState::Active, command.actor, command.reason, step);
            answer(command.request_id, true, std::string{domain::describe(TradingState::Active)}, step);
            return;
        case CommandKind::Flatten:
            switch_.set(TradingState::Halted, command.actor, "flatten: " + command.reason, step);
            flattener_.start(command.request_id, step);
            return;
        case CommandKind::Reconcile:
            if (!is_venue_up_) return answer(command.request_id, false, "the private connection is down", step);
            reconcile_commands_.push_back(command.request_id);
            reconciler_.look_soon(step);
            return;
    }
}

void ExecutionCore::conclude(Reconciler::Conclusion conclusion, Step& step) {
    if (conclusion == Reconciler::Conclusion::None) return;
    const bool is_equal = conclusion == Reconciler::Conclusion::Equal;
    const std::string& found = reconciler_.last_report()->differences;
    const domain::RiskState& current = switch_.current();
    if (is_equal) {
        const bool is_own_halt = current.state == TradingState::Halted && current.actor == kReconciliationActor;
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
