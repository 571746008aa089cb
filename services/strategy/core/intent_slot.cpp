#include "services/strategy/core/intent_slot.hpp"

#include "common/base/assert.hpp"
#include "common/domain/enum_names.hpp"

#include <algorithm>

namespace trading::strategy {
namespace {

using namespace domain;

constexpr EnumNames<SlotState, 5> kStateNames{{
    {SlotState::Free, "free"},
    {SlotState::Unanswered, "unanswered"},
    {SlotState::Taken, "taken"},
    {SlotState::Working, "working"},
    {SlotState::AwaitingPosition, "awaiting_position"},
}};

}  // namespace

std::string_view to_string(SlotState state) noexcept { return kStateNames.name_of(state); }

void IntentSlot::open(const OrderIntent& intent, base::Duration resting_time, base::Timestamp now) {
    TRADING_ASSERT(is_free());
    TRADING_ASSERT(!intent.intent_id.empty());
    intent_id_ = intent.intent_id;
    resting_time_ = resting_time;
    ts_cancel_ = now + resting_time;
    state(SlotState::Unanswered, now);
    // No answer is overdue before the intent has lost its effect.
    ts_overdue_ = std::max(intent.valid_until, now) + fact_wait_;
    ts_wish_ = ts_overdue_;
}

void IntentSlot::adopt(const IntentId& intent_id, base::Duration resting_time, base::Timestamp now) {
    TRADING_ASSERT(is_free());
    intent_id_ = intent_id;
    resting_time_ = resting_time;
    ts_cancel_ = now + resting_time;
    state(SlotState::Working, now);
}

void IntentSlot::on_reply(const IntentReply& reply, base::Timestamp now) {
    // A denial that comes after the intent was given up still proves that nothing came of it.
    const bool is_awaited = state_ == SlotState::Unanswered || state_ == SlotState::Taken;
    if (!is_awaited || reply.intent_id != intent_id_) return;
    switch (reply.verdict) {
        case IntentVerdict::Denied:
            ts_denied_ = now;
            release(now);
            break;
        case IntentVerdict::Accepted:
        case IntentVerdict::Duplicate:
            if (state_ == SlotState::Unanswered) state(SlotState::Taken, now);
            break;
    }
}

void IntentSlot::on_expired(const IntentId& intent_id, base::Timestamp now) {
    if (intent_id != intent_id_ || state_ != SlotState::Unanswered) return;
    state(SlotState::Taken, now);
}

void IntentSlot::on_order(const Order& order, base::Timestamp now) {
    if (is_free() || order.intent_id != intent_id_ || is_protection(order)) return;
    client_order_id_ = order.client_order_id;
    if (order.filled_quantity.is_positive()) {
        ts_first_fill_ = std::min(order.ts_event, ts_first_fill_.value_or(order.ts_event));
    }
    if (may_be_open(order.status)) {
        if (state_ != SlotState::Working) state(SlotState::Working, now);
        return;
    }
    if (!ts_first_fill_ || is_position_known()) {
        release(now);
    } else if (state_ != SlotState::AwaitingPosition) {
        state(SlotState::AwaitingPosition, now);
    }
}

void IntentSlot::on_fill(const Fill& fill, base::Timestamp now) {
    if (is_free() || client_order_id_.empty() || fill.client_order_id != client_order_id_) return;
    // The order's own time may be later than its fill's, by which the position is dated.
    ts_first_fill_ = std::min(fill.times.ts_event, ts_first_fill_.value_or(fill.times.ts_event));
    if (state_ == SlotState::AwaitingPosition && is_position_known()) release(now);
}

void IntentSlot::on_position(const Position& position, base::Timestamp now) {
    ts_position_ = std::max(position.ts_event, ts_position_.value_or(position.ts_event));
    if (state_ == SlotState::AwaitingPosition && is_position_known()) release(now);
}

bool IntentSlot::is_position_known() const noexcept {
    return ts_first_fill_ && ts_position_ && *ts_position_ >= *ts_first_fill_;
}

void IntentSlot::on_synchronised(const AccountView& account, base::Timestamp now) {
    if (is_free()) return;
    if (account.has_open_order(intent_id_)) {
        if (state_ != SlotState::Working) state(SlotState::Working, now);
        return;
    }
    // Execution may still take an unanswered intent, and what it has just taken may be newer than the snapshot.
    const bool may_still_come = (state_ == SlotState::Unanswered || state_ == SlotState::Taken) && now < ts_overdue_;
    if (!may_still_come) release(now);
}

bool IntentSlot::wants_snapshot(base::Timestamp now) {
    if (is_free() || state_ == SlotState::Working || now < ts_wish_) return false;
    ts_wish_ = now + fact_wait_;
    return true;
}

std::optional<IntentId> IntentSlot::order_to_cancel(base::Timestamp now) {
    if (state_ != SlotState::Working || resting_time_ <= base::Duration::zero() || now < ts_cancel_) {
        return std::nullopt;
    }
    ts_cancel_ = now + resting_time_;
    return intent_id_;
}

void IntentSlot::state(SlotState next, base::Timestamp now) {
    state_ = next;
    ts_overdue_ = now + fact_wait_;
    ts_wish_ = ts_overdue_;
}

void IntentSlot::release(base::Timestamp now) {
    state(SlotState::Free, now);
    intent_id_ = IntentId{};
    client_order_id_ = ClientOrderId{};
    ts_first_fill_.reset();
}

}  // namespace trading::strategy
