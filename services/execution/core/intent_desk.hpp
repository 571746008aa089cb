#pragma once

#include "services/execution/core/intent_inbox.hpp"
#include "services/execution/core/order_desk.hpp"
#include "services/execution/core/protection.hpp"
#include "services/execution/core/risk_gate.hpp"

namespace trading::execution {

// From a wish to an order: once per intent, through the risk gate, and recorded before anything goes out.
class IntentDesk {
public:
    IntentDesk(
        const ExecutionOptions& options, RiskView view, OrderTable& orders, OrderDesk& desk, Protection& protection
    )
        : options_(options),
          market_(view.market),
          gate_(view),
          orders_(orders),
          desk_(desk),
          protection_(protection),
          inbox_(options.orders.validity_max) {}

    // Rebuilds inbox and history.
    void recover(const domain::RecoveredState& state, EntryHistory& history);

    // Cancels that were accepted before a crash count again: whether they reached the venue is not known.
    void cancel_again(const domain::RecoveredState& state, Step& step);

    void take(const domain::OrderIntent& intent, const AccountCondition& condition, EntryHistory& history, Step& step);
    void forget(base::Timestamp before) { inbox_.forget(before); }

private:
    [[nodiscard]] std::string carry_out(const Approved<domain::OrderIntent>& approved, Step& step);
    void place(const Approved<domain::OrderIntent>& approved, std::string_view leg, Step& step);
    [[nodiscard]] std::string cancel(const domain::OrderIntent& intent, Step& step);

    const ExecutionOptions& options_;
    const MarketView& market_;
    RiskGate gate_;
    OrderTable& orders_;
    OrderDesk& desk_;
    Protection& protection_;
    IntentInbox inbox_;
};

}  // namespace trading::execution
