#pragma once

#include "services/execution/core/booked_fills.hpp"
#include "services/execution/core/external_desk.hpp"
#include "services/execution/core/ledger.hpp"
#include "services/execution/core/market_view.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_table.hpp"
#include "services/execution/core/orderless_fills.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <map>

namespace trading::execution {

// Takes fills into our books: each (instrument, trade id) once, wherever it comes from and however late. A fill moves
// its order, the position and the ledger in one group of records.
class Bookkeeper {
public:
    Bookkeeper(
        const MarketView& market,
        OrderTable& orders,
        PositionKeeper& positions,
        Ledger& ledger,
        ExternalDesk& external,
        OrderlessFills& orderless
    )
        : market_(market),
          orders_(orders),
          positions_(positions),
          ledger_(ledger),
          external_(external),
          orderless_(orderless) {}

    // The fills that are booked already, and how much of each order they are.
    void recover(const domain::RecoveredState& state, base::Timestamp memory_start, base::Timestamp now);

    // False when it is booked already, or cannot be (then there is an alert).
    bool book(domain::Fill fill, Step& step);

    // A complete page: everything since the time we asked for. Only such pages move the cursor, because a pushed fill
    // says nothing about the ones before it.
    void book_page(const std::vector<domain::Fill>& fills, Step& step);

    // Where the next page begins.
    [[nodiscard]] base::Timestamp fills_since(base::Duration overlap, base::Timestamp now) const;
    void start_cursor(base::Timestamp ts_venue, Step& step);
    void forget(base::Timestamp before);

    // What is booked of an order that we had not heard of when its fills came.
    [[nodiscard]] domain::Quantity booked_without_order(const domain::VenueOrderId& venue_order_id) const;

    // The fills that are in our books, as far back as we remember.
    [[nodiscard]] const BookedFills& booked() const noexcept { return booked_; }

private:
    using FillKey = BookedFills::key_type;

    void attribute(domain::Fill& fill, const ManagedOrder* managed) const;

    const MarketView& market_;
    OrderTable& orders_;
    PositionKeeper& positions_;
    Ledger& ledger_;
    ExternalDesk& external_;
    OrderlessFills& orderless_;
    BookedFills booked_;
    std::map<domain::VenueOrderId, domain::Quantity> without_order_;
    base::Timestamp ts_cursor_{};
};

}  // namespace trading::execution
