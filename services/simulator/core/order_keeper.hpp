#pragma once

#include "services/simulator/core/venue_state.hpp"

#include <optional>
#include <string>

namespace trading::simulator {

// What one push of the orders channel says beyond the order itself.
struct PublishDetails {
    std::optional<FillView> fill;
    AmendResult amend_result = AmendResult::None;
    AmendSource amend_source = AmendSource::None;
    std::string request_id;
    std::string code{"0"};
    std::string message;
};

// Keeps users' orders: registers, freezes, publishes, ends and forgets them. The one place where an order's state
// changes. Knows nothing of matching.
class OrderKeeper {
public:
    explicit OrderKeeper(VenueState& state) : state_(state) {}

    // Takes over a checked order, gives it an id and reports it Live. The reference stays valid until it is forgotten,
    // long after it has ended.
    Order& open(Order order);

    // Rests the remainder in the book.
    void rest(Order& order);
    void unrest(Order& order);

    // Freezes what the remainder needs now, and releases what it froze before.
    void refreeze(Order& order);
    // What the remainder of the order would freeze.
    [[nodiscard]] Money needed(const Order& order) const;

    // Ends it, off the book, and reports that.
    void cancel(Order& order, CancelSource source, PublishDetails details = {});
    // Ends it as filled, without a fill of its own.
    void finish(Order& order, PublishDetails details = {});

    void publish(Order& order, PublishDetails details = {});
    // After a fill: the state that follows from the quantities. Does not report.
    void settle_state(Order& order);

    // After a position changed: pending reduce-only orders larger than what is left are shrunk, or cancelled when
    // nothing is left to reduce.
    void enforce_reduce_only(Account& account, std::size_t market);

    // How many lots `side` could still reduce: of the position, ignoring pending orders.
    [[nodiscard]] std::int64_t reducible_lots(
        const Account& account, std::size_t market, domain::Side side, PositionKind kind
    ) const;
    // The same, less what other pending orders of that side have claimed.
    [[nodiscard]] std::int64_t unclaimed_lots(
        const Account& account, std::size_t market, domain::Side side, PositionKind kind
    ) const;

private:
    void set_state(Order& order, OrderState state);
    void forget_old(Account& account);

    VenueState& state_;
};

}  // namespace trading::simulator
