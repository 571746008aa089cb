#pragma once

#include "services/execution/core/bookkeeper.hpp"
#include "services/execution/core/external_desk.hpp"
#include "services/execution/core/order_desk.hpp"

#include <set>

namespace trading::execution {

// Applies what the venue says about orders: pushed, queried or listed, in any order, late, twice. Orders that we do
// not know are adopted: those that a stop of ours created as its continuation, those with an id of our form are
// cancelled, all others are kept as external and count as exposure.
class OrderReports {
public:
    OrderReports(OrderTable& table, OrderDesk& desk, Bookkeeper& books, ExternalDesk& external)
        : table_(table), desk_(desk), books_(books), external_(external) {}

    void apply(const domain::OrderReport& report, Step& step);

    // The answer to a query is the venue's present truth: an order that is dead here and alive there is cancelled.
    void apply_queried(const domain::OrderQueried& answer, Step& step);

    // A complete list of what is open. Ours that is not in it, and what is in it but closed here, is queried.
    void apply_list(const domain::OpenOrdersFetched& answer, base::Duration quiet_time, Step& step);

    // Orders that the venue cancelled because it had not heard from us, since the start.
    [[nodiscard]] std::int64_t dead_man_cancels() const noexcept { return dead_man_cancels_; }
    // Orders of which the venue may have forgotten what became of them, since the start.
    [[nodiscard]] std::size_t undecidable_orders() const noexcept { return undecidable_.size(); }

private:
    [[nodiscard]] ManagedOrder* find(const domain::OrderReport& report);
    ManagedOrder* adopt(const domain::OrderReport& report, Step& step);
    void explain_cancel(const ManagedOrder& managed, const domain::OrderReport& report, Step& step);

    OrderTable& table_;
    OrderDesk& desk_;
    Bookkeeper& books_;
    ExternalDesk& external_;
    std::int64_t dead_man_cancels_ = 0;
    std::set<domain::ClientOrderId> undecidable_;
};

}  // namespace trading::execution
