#include "services/execution/core/intent_desk.hpp"

#include "services/execution/core/client_order_id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

using domain::IntentKind;
using domain::IntentReply;
using domain::IntentVerdict;
using domain::OrderIntent;
using domain::OrderPurpose;

namespace {

// An intent at the very end of its validity still gets a moment on the wire.
constexpr base::Duration kExpiryMin = std::chrono::milliseconds{1};

}  // namespace

void IntentDesk::recover(const domain::RecoveredState& state, EntryHistory& history) {
    for (const domain::IntentTaken& taken : state.intents) {
        inbox_.recover(taken);
        const bool is_entry = taken.intent.kind == IntentKind::Enter;
        if (is_entry && taken.reply.verdict == IntentVerdict::Accepted) {
            history.add(taken.intent, taken.reply.ts_event);
        }
    }
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
            place(approved, "entry", step);
            return "";
        case IntentKind::Exit: place(approved, "exit", step); return "quantity=" + intent.quantity.to_string();
        case IntentKind::Protect: protection_.follow(intent); return "";
        case IntentKind::Cancel: return cancel(intent, step);
    }
    return "";
}

void IntentDesk::place(const Approved<OrderIntent>& approved, std::string_view leg, Step& step) {
    const OrderIntent& intent = approved.value();
    domain::Order order;
    order.client_order_id = client_order_id_of(options_.account_id, intent.intent_id, leg);
    order.intent_id = intent.intent_id;
    order.strategy_id = intent.strategy_id;
    order.instrument_id = intent.instrument_id;
    order.purpose = intent.kind == IntentKind::Enter ? OrderPurpose::Entry : OrderPurpose::Exit;
    order.side = intent.side;
    order.type = intent.type;
    order.time_in_force = intent.time_in_force;
    order.is_reduce_only = intent.kind == IntentKind::Exit && market_.instrument(intent.instrument_id)->is_derivative();
    order.limit_price = intent.limit_price;
    order.quantity = intent.quantity;
    order.ts_expires = std::max(std::min(step.now + options_.orders.expiry, intent.valid_until), step.now + kExpiryMin);
    desk_.place(std::move(order), step);
}

std::string IntentDesk::cancel(const OrderIntent& intent, Step& step) {
    int cancelled = 0;
    for (ManagedOrder* managed : orders_.orders_of(intent.target_intent_id)) {
        const OrderPurpose purpose = managed->order.purpose;
        if (!managed->is_open() || (purpose != OrderPurpose::Entry && purpose != OrderPurpose::Exit)) continue;
        desk_.want_cancel(*managed, step);
        ++cancelled;
    }
    return fmt::format("orders={}", cancelled);
}

}  // namespace trading::execution
