#pragma once

#include "services/execution/core/entry_history.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_table.hpp"

#include <map>

namespace trading::execution {

// Talks to the venue about orders. A placement is asked for exactly once, after its row; what became of an unanswered
// one is found out by reading. Cancels and amends may be repeated. It decides that an order was never placed only by
// the venue's clock: past the expiry that travelled with it, and absent twice.
class OrderDesk {
public:
    OrderDesk(const OrderOptions& options, OrderTable& table, MessageRate& rate)
        : options_(options), table_(table), rate_(rate) {}

    // Expiries are the venue's to judge, so they are given by its clock: ours less `offset`.
    void set_clock_offset(base::Duration offset) { clock_offset_ = offset; }
    [[nodiscard]] base::Timestamp by_venue_clock(base::Timestamp ours) const { return ours - clock_offset_; }

    // Every order that a crash left without an outcome becomes unknown and is queried.
    void on_recovered(Step& step);

    // Records the order as planned and asks for its placement. It comes with an expiry by our clock.
    ManagedOrder& place(domain::Order order, Step& step);

    // From now on the order is cancelled again and again until it is gone.
    void want_cancel(ManagedOrder& managed, Step& step);

    // Changes a resting order, when no other request about it is under way. `changes` names what differs.
    void amend(ManagedOrder& managed, domain::AmendOrder changes, Step& step);

    void on_sent(const domain::ClientOrderId& id, Step& step);
    void on_answered(const domain::RequestAnswered& answer, Step& step);

    // What the query says without a report; a report that came with it is applied by the caller.
    void on_queried(const domain::OrderQueried& answer, Step& step);

    // Ask the venue about it at the next tick.
    static void suspect(ManagedOrder& managed, Step& step) { managed.ts_next_query = step.now; }
    void query(ManagedOrder& managed, Step& step);

    void tick(Step& step);

private:
    void send_cancel(ManagedOrder& managed, Step& step);
    void on_placement_answered(ManagedOrder& managed, const domain::RequestAnswered& answer, Step& step);
    void on_cancel_answered(ManagedOrder& managed, const domain::RequestAnswered& answer, Step& step);
    void on_amend_answered(ManagedOrder& managed, const domain::RequestAnswered& answer, Step& step);
    [[nodiscard]] bool is_query_due(const ManagedOrder& managed, base::Timestamp now) const;

    const OrderOptions& options_;
    OrderTable& table_;
    MessageRate& rate_;
    base::Duration clock_offset_{};  // Our clock's minus the venue's, as last heard.
    // Take-profit prices of amends under way: no report of the venue shows them, so the acceptance counts.
    std::map<domain::ClientOrderId, domain::Price> asked_take_profits_;
};

}  // namespace trading::execution
