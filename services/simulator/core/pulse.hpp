#pragma once

#include "services/simulator/core/crowd.hpp"
#include "services/simulator/core/order_desk.hpp"

namespace trading::simulator {

// Everything that happens because time passes: market steps, candles, index, marks, price limits, funding, the dead
// man's switches and the watch over margin.
class Pulse {
public:
    static constexpr base::Duration kSlot = std::chrono::milliseconds{10};

    Pulse(VenueState& state, OrderDesk& desk, OrderKeeper& keeper, Clearing& clearing, Crowd& crowd);

    // Sets the first prices, books and history.
    void start();

    // Closes the candles whose time is over; before every input.
    void roll_candles();

    // Runs the next slot if it is due at or before `now`; false when none is. Sets the state's time to the slot's.
    [[nodiscard]] bool run_slot(base::Timestamp now);

    void set_speed(double speed);

private:
    [[nodiscard]] bool is_due(base::Duration period) const;
    void update_index(bool reports);
    void update_marks(bool reports);
    void update_limits(Market& market, bool reports);
    void update_funding(Market& market);
    void settle_funding(Market& market);
    void watch_margin();
    void watch_isolated(Account& account);
    void liquidate(Account& account, const domain::Currency& currency);
    const Order& close_at_mark(Account& account, std::size_t market, PositionKind kind);

    VenueState& state_;
    OrderDesk& desk_;
    OrderKeeper& keeper_;
    Clearing& clearing_;
    Crowd& crowd_;
    base::Timestamp slot_{};  // The next slot to run.
    std::int64_t slot_number_ = 0;
    double steps_due_ = 0;
};

[[nodiscard]] FundingRateView funding_rate_view(const VenueState& state, const Market& market);
[[nodiscard]] CandleView candle_view(const Market& market, const Candle& candle, bool is_closed);

}  // namespace trading::simulator
