#pragma once

#include "services/execution/core/intent_inbox.hpp"
#include "services/execution/core/protection.hpp"
#include "services/execution/core/risk_gate.hpp"
#include "services/execution/core/waiting_exits.hpp"

namespace trading::execution {

// From a wish to an order: once per intent, through the risk gate, and recorded before anything goes out.
class IntentDesk {
public:
    IntentDesk(ClosingView tools, RiskView view, Protection& protection)
        : tools_(tools),
          gate_(view),
          protection_(protection),
          inbox_(tools.options.orders.validity_max),
          waiting_(tools) {}

    // Rebuilds inbox, history and the exits that wait.
    void recover(const domain::RecoveredState& state, EntryHistory& history, base::Timestamp now);

    // Cancels that were accepted before a crash count again: whether they reached the venue is not known.
    void cancel_again(const domain::RecoveredState& state, Step& step);

    void take(const domain::OrderIntent& intent, const AccountCondition& condition, EntryHistory& history, Step& step);
    // With every input: exits of spot go out when their stop has made way.
    void release_exits(bool may_send, bool is_allowed, Step& step) { waiting_.update(may_send, is_allowed, step); }

    void forget(base::Timestamp before) { inbox_.forget(before); }
    [[nodiscard]] const WaitingExits& waiting_exits() const noexcept { return waiting_; }

private:
    [[nodiscard]] std::string carry_out(const Approved<domain::OrderIntent>& approved, Step& step);
    void place(const Approved<domain::OrderIntent>& approved, Step& step);
    [[nodiscard]] std::string cancel(const domain::OrderIntent& intent, Step& step);

    ClosingView tools_;
    RiskGate gate_;
    Protection& protection_;
    IntentInbox inbox_;
    WaitingExits waiting_;
};

}  // namespace trading::execution
