#pragma once

#include "common/domain/intent.hpp"
#include "common/domain/order.hpp"
#include "services/strategy/core/account_view.hpp"

#include <optional>
#include <string_view>

namespace trading::strategy {

// How far the one intent of a strategy on an instrument has come. Numbers are exported; never reuse one.
enum class SlotState {
    Free = 1,              // Nothing on its way: the next intent may be emitted.
    Unanswered = 2,        // Emitted, and execution has not answered.
    Taken = 3,             // Execution has taken it, or may have; its order has not been seen.
    Working = 4,           // Its order may be open at the venue.
    AwaitingPosition = 5,  // Its order ended with fills; the position that they made has not been seen.
};

[[nodiscard]] std::string_view to_string(SlotState state) noexcept;

// The room for one entry or exit at a time. It becomes free again only by what proves that nothing more can come of the
// intent: a denial, the end of its order without fills, the position after its fills, or a snapshot of execution taken
// long enough after it. A silence is never such a proof: it makes the slot wish for a snapshot. One thread.
class IntentSlot {
public:
    // How long a fact that must come may be on its way before a snapshot is wished for.
    explicit IntentSlot(base::Duration fact_wait) : fact_wait_(fact_wait) {}

    // Only while free. `resting_time`: a resting entry order is cancelled after it; zero for never.
    void open(const domain::OrderIntent& intent, base::Duration resting_time, base::Timestamp now);

    // Only while free: an order of an earlier run of this process was found open.
    void adopt(const domain::IntentId& intent_id, base::Duration resting_time, base::Timestamp now);

    void on_reply(const domain::IntentReply& reply, base::Timestamp now);
    void on_expired(const domain::IntentId& intent_id, base::Timestamp now);
    void on_order(const domain::Order& order, base::Timestamp now);
    void on_fill(const domain::Fill& fill, base::Timestamp now);
    void on_position(const domain::Position& position, base::Timestamp now);

    // A snapshot of execution has been applied to `account`.
    void on_synchronised(const AccountView& account, base::Timestamp now);

    // Whether something overdue should be looked up. Says it once for each wait.
    [[nodiscard]] bool wants_snapshot(base::Timestamp now);

    // The resting order that has outlived its time, if any. Says it once for each `resting_time`.
    [[nodiscard]] std::optional<domain::IntentId> order_to_cancel(base::Timestamp now);

    [[nodiscard]] SlotState state() const noexcept { return state_; }
    [[nodiscard]] bool is_free() const noexcept { return state_ == SlotState::Free; }
    [[nodiscard]] const domain::IntentId& intent_id() const noexcept { return intent_id_; }

    // When execution last refused an intent of this slot; nothing when it never did.
    [[nodiscard]] std::optional<base::Timestamp> ts_denied() const noexcept { return ts_denied_; }

private:
    // The one place where the state changes; a new state starts a new wait.
    void state(SlotState next, base::Timestamp now);
    void release(base::Timestamp now);
    [[nodiscard]] bool is_position_known() const noexcept;

    const base::Duration fact_wait_;
    SlotState state_ = SlotState::Free;
    domain::IntentId intent_id_;
    domain::ClientOrderId client_order_id_;  // Empty until an order of the intent was seen.
    base::Duration resting_time_{};
    base::Timestamp ts_overdue_{};  // When the fact that is waited for should have come: from then a snapshot proves.
    base::Timestamp ts_wish_{};     // When to wish for a snapshot (again).
    base::Timestamp ts_cancel_{};
    std::optional<base::Timestamp> ts_first_fill_;
    std::optional<base::Timestamp> ts_position_;  // Venue time of the newest position heard.
    std::optional<base::Timestamp> ts_denied_;
};

}  // namespace trading::strategy
