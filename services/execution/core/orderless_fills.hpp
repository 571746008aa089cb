#pragma once

#include "services/execution/core/external_desk.hpp"
#include "services/execution/core/order_table.hpp"

#include <cstdint>
#include <map>

namespace trading::execution {

// Finds out whose fills those are whose order we never heard of. They are booked at once and taken for the trades of a
// stop of ours that may have fired; the venue is asked about their order, and what turns out to be somebody else's is
// noted as external.
class OrderlessFills {
public:
    // Orders beyond this are counted and not asked about.
    static constexpr std::size_t kOrdersMax = 1000;

    OrderlessFills(const OrderTable& orders, ExternalDesk& external) : orders_(orders), external_(external) {}

    // A fill of ours without an order, now or before a restart.
    void note(const domain::Fill& fill, base::Timestamp now);

    // Asks about those whose order has not come by itself.
    void tick(Step& step);

    // What a query found; for the others it does nothing.
    void settle(const domain::OrderReport& report, Step& step);

    [[nodiscard]] std::size_t waiting() const noexcept { return fills_.size(); }
    [[nodiscard]] std::int64_t not_asked() const noexcept { return not_asked_; }

private:
    struct Waiting {
        domain::Fill fill;
        base::Timestamp ts_next_query{};
    };

    const OrderTable& orders_;
    ExternalDesk& external_;
    std::map<domain::VenueOrderId, Waiting> fills_;  // One fill stands for all of its order.
    std::int64_t not_asked_ = 0;
};

}  // namespace trading::execution
