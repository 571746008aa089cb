#pragma once

#include "services/simulator/core/order_keeper.hpp"

#include <string>

namespace trading::simulator {

// One fill to be booked, in whole numbers.
struct FillFact {
    std::int64_t ticks = 0;
    std::int64_t lots = 0;
    ExecutionRole role = ExecutionRole::Taker;
    std::string trade_id;
};

// Books money: fills, fees, funding, transfers and forced closes, each with its bills. For every amount that an account
// gains, another one (a user, the participants' house, the venue's fee account) loses the same: the sum is constant.
class Clearing {
public:
    Clearing(VenueState& state, OrderKeeper& keeper) : state_(state), keeper_(keeper) {}

    // Books a user's fill: quantities, fee, cash, position, bills; then reports the order and what changed.
    void book_fill(Order& order, const FillFact& fill);

    // The participants' side of a user's fill: call when the other side is not a user.
    void book_house(std::size_t market, domain::Side users_side, std::int64_t ticks, std::int64_t lots);

    // Pays or charges funding on every open position of a market at its mark price; the house is the other side.
    void settle_funding(std::size_t market, const base::Decimal& rate);

    // Moves cash into the margin of an isolated position, or back (negative); the caller has checked that it is there.
    void move_margin(Account& account, std::size_t market, PositionKind kind, Money amount);

    // Moves `amount` between the two pockets; the caller has checked that it is there.
    void transfer(Account& account, const domain::Currency& currency, Money amount, Pocket to, std::int64_t id);

    // Pays an account, at the venue's cost, what a liquidation lost beyond the margin that answers for it. Nothing when
    // `loss` is not positive.
    void cover_loss(Account& account, const domain::Currency& currency, MarginMode mode, Money loss);

private:
    struct PositionEffect {
        Money pnl;
        Money margin;  // By how much the isolated margin grew.
        BillSubType sub_type = BillSubType::Buy;
        std::int64_t closed_lots = 0;
    };

    void book_spot(Order& order, const FillFact& fill, FillView& view);
    void book_swap(Order& order, const FillFact& fill, FillView& view);
    [[nodiscard]] PositionEffect move_position(
        Account& account, const Order& order, Position& position, const FillFact& fill
    );
    void post(Account& account, const domain::Currency& currency, Money change, BillView bill, ChangeReason reason);
    void report(Order& order, const FillView& fill);

    VenueState& state_;
    OrderKeeper& keeper_;
    std::vector<Event> bookings_;  // What follows the report of the order being booked.
};

}  // namespace trading::simulator
