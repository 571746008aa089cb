#pragma once

#include "services/execution/core/bookkeeper.hpp"
#include "services/execution/core/order_desk.hpp"

namespace trading::execution {

// Applies what the venue says about orders: pushed, queried or listed, in any order, late, twice. Orders that we do
// not know are adopted: those that a stop of ours created as its continuation, those with an id of our form are
// cancelled, all others are kept as external and count as exposure.
class OrderReports {
public:
    OrderReports(OrderTable& table, OrderDesk& desk, Bookkeeper& books) : table_(table), desk_(desk), books_(books) {}

    void apply(const domain::OrderReport& report, Step& step);

    // The answer to a query is the venue's present truth: an order that is dead here and alive there is cancelled.
    void apply_queried(const domain::OrderQueried& answer, Step& step);

    // A complete list of what is open. Ours that is not in it, and what is in it but closed here, is queried.
    void apply_list(const domain::OpenOrdersFetched& answer, base::Duration quiet_time, Step& step);

private:
    [[nodiscard]] ManagedOrder* find(const domain::OrderReport& report);
    ManagedOrder* adopt(const domain::OrderReport& report, Step& step);

    OrderTable& table_;
    OrderDesk& desk_;
    Bookkeeper& books_;
};

}  // namespace trading::execution
