#include "services/execution/core/intent_desk.hpp"

#include <fmt/format.h>

namespace trading::execution {

using domain::IntentKind;
using domain::IntentReply;
using domain::IntentVerdict;
using domain::OrderIntent;
using domain::OrderPurpose;

void IntentDesk::recover(const domain::RecoveredState& state, EntryHistory& history, base::Timestamp now) {
    for (const domain::IntentTaken& taken : state.intents) {
        inbox_.recover(taken);
        const bool is_entry = taken.intent.kind == IntentKind::Enter;
        if (is_entry && taken.reply.verdict == IntentVerdict::Accepted) {
            history.add(taken.intent, taken.reply.ts_event);
        }
    }
    waiting_.recover(state, now);
}

void IntentDesk::cancel_again(const domain::RecoveredState& state, Step& step) {
    for (const domain::IntentTaken& taken : state.intents) {
        const bool is_cancel = taken.intent.kind == IntentKind::Cancel;
        if (is_cancel && taken.reply.verdict == IntentVerdict::Accepted) static_cast<void>(cancel(taken.intent, step));
    }
}

void IntentDesk::take(const OrderIntent& intent, const AccountCondition& condition, EntryHistory& history, Step& step) {
    if (auto again = inbox_.answer_again(intent, step.now)) {
        step.out.replies.push_back(*std::move(again));
        return;
    }
    IntentReply reply;
    reply.intent_id = intent.intent_id;
    reply.ts_event = step.now;
    const Verdict verdict = gate_.check(intent, condition, step.now);
    if (const auto* denied = std::get_if<Denied>(&verdict)) {
        reply.verdict = IntentVerdict::Denied;
        reply.deny_reason = denied->reason;
        reply.detail = denied->detail;
    } else {
        const auto& approved = std::get<Approved<OrderIntent>>(verdict);
        reply.verdict = IntentVerdict::Accepted;
        reply.detail = carry_out(approved, step);
        if (intent.kind == IntentKind::Enter) history.add(intent, step.now);
    }
    if (intent.intent_id.empty()) {
        // Nothing to remember it by.
        step.out.replies.push_back(reply);
        return;
    }
    inbox_.take(intent, std::move(reply), step);
}

std::string IntentDesk::carry_out(const Approved<OrderIntent>& approved, Step& step) {
    const OrderIntent& intent = approved.value();
    switch (intent.kind) {
        case IntentKind::Enter:
            protection_.follow(intent);
            place(approved, step);
            return "";
        case IntentKind::Exit: place(approved, step); return "quantity=" + intent.quantity.to_string();
        case IntentKind::Protect: protection_.follow(intent); return "";
        case IntentKind::Cancel: return cancel(intent, step);
    }
    return "";
}

void IntentDesk::place(const Approved<OrderIntent>& approved, Step& step) {
    const OrderIntent& intent = approved.value();
    const domain::Instrument& instrument = *tools_.market.instrument(intent.instrument_id);
    // It could sell what the stop sells.
    if (intent.kind == IntentKind::Exit && instrument.is_spot()) return waiting_.add(intent, step);
    tools_.desk.place(order_of(intent, instrument.is_derivative(), tools_.options, step.now), step);
}

std::string IntentDesk::cancel(const OrderIntent& intent, Step& step) {
    int cancelled = waiting_.cancel(intent.target_intent_id, step);
    for (ManagedOrder* managed : tools_.orders.orders_of(intent.target_intent_id)) {
        const OrderPurpose purpose = managed->order.purpose;
        if (!managed->is_open() || (purpose != OrderPurpose::Entry && purpose != OrderPurpose::Exit)) continue;
        tools_.desk.want_cancel(*managed, step);
        ++cancelled;
    }
    return fmt::format("orders={}", cancelled);
}

}  // namespace trading::execution
