#pragma once

#include "services/execution/core/closing_view.hpp"
#include "services/execution/core/protection_plan.hpp"

#include <string_view>

namespace trading::execution {

// Keeps a stop for the whole of each position of ours resting at the venue, from the first fill on, and the take-profit
// beside it. Derivatives: one reduce-only stop, amended as the position changes, and a reduce-only limit order as the
// take-profit. Spot: one pair of stop and take-profit, because a resting sell order would lock what the stop needs.
// It measures how long any part of a position is without a stop and closes the position when that takes too long.
// Positions without an owner (a person's) are left alone. No trading state stops it.
class Protection {
public:
    Protection(ClosingView view, PositionKeeper& positions)
        : options_(view.options),
          market_(view.market),
          positions_(positions),
          orders_(view.orders),
          desk_(view.desk),
          sales_(view.sales) {}

    void recover(const domain::RecoveredState& state) { plans_ = recovered_plans(state); }

    // An accepted entry or protection intent says where stop and take-profit belong.
    void follow(const domain::OrderIntent& intent);

    // Brings the orders at the venue closer to what the positions need. After every input.
    void update(bool may_take_profit, Step& step);

    // A stop fired, and what it closed has not been seen: the venue's list of fills will show it.
    [[nodiscard]] bool wants_fills() const;

    // The longest time that any part of a position was without a stop, since the start.
    [[nodiscard]] base::Duration unprotected_longest() const noexcept { return unprotected_longest_; }
    [[nodiscard]] std::int64_t emergency_closes() const noexcept { return emergency_closes_; }

private:
    // One instrument at one moment.
    struct View {
        const domain::Instrument& instrument;
        const domain::Position& position;
        ProtectionPlan& plan;
        domain::Quantity size;     // What can be closed; zero: nothing.
        domain::Quantity closing;  // Of it, what orders on their way to the market close.
        domain::Quantity covering;  // Of `closing`, without those of unknown fate that can no longer arrive.
        ManagedOrder* stop = nullptr;
        ManagedOrder* take_profit = nullptr;
        std::vector<ManagedOrder*> surplus;  // Protective orders beside those two.
    };

    [[nodiscard]] View look_at(
        const domain::Instrument& instrument, const domain::Position& position, base::Timestamp now
    );
    void retire(View& view, Step& step);
    void keep_stop(View& view, Step& step);
    void keep_take_profit(View& view, Step& step);
    void measure(View& view, Step& step);
    void close(View& view, std::string_view why, Step& step);
    void note_stop_outcome(const View& view, Step& step) const;

    [[nodiscard]] domain::Price stop_price_of(const View& view) const;
    [[nodiscard]] domain::Order order_for(const View& view, domain::OrderPurpose purpose, Step& step) const;
    [[nodiscard]] bool is_firing(const View& view, base::Timestamp now) const;

    const ExecutionOptions& options_;
    const MarketView& market_;
    PositionKeeper& positions_;
    OrderTable& orders_;
    OrderDesk& desk_;
    SpotSales& sales_;
    std::map<domain::InstrumentId, ProtectionPlan> plans_;
    base::Duration unprotected_longest_{};
    std::int64_t emergency_closes_ = 0;
};

}  // namespace trading::execution
