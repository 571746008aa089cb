#pragma once

#include "services/simulator/core/order_desk.hpp"

#include <map>

namespace trading::simulator {

// Takes requests about an account itself: leverage, margin, position mode, transfers between its pockets.
class AccountDesk {
public:
    AccountDesk(VenueState& state, OrderKeeper& keeper, Clearing& clearing)
        : state_(state), keeper_(keeper), clearing_(clearing) {}

    [[nodiscard]] Reply set_leverage(const SetLeverage& request);
    [[nodiscard]] Reply adjust_margin(const AdjustMargin& request);
    [[nodiscard]] Reply set_position_mode(const SetPositionMode& request);
    [[nodiscard]] Reply transfer(const Transfer& request);

private:
    [[nodiscard]] Refusal check_leverage(const SetLeverage& request, const Market* market, const Account& account)
        const;
    // The kinds of positions that a leverage is for.
    [[nodiscard]] static bool is_meant(const SetLeverage& request, PositionKind kind);
    // What isolated positions that a leverage is for lack after it was set.
    [[nodiscard]] std::map<PositionKind, Money> missing_margin(
        const Account& account, std::size_t market, const SetLeverage& request
    ) const;
    // Whether equity would not carry positions, orders and `more` margin.
    [[nodiscard]] bool is_short_of_margin(const Account& account, std::size_t market, Money more) const;

    VenueState& state_;
    OrderKeeper& keeper_;
    Clearing& clearing_;
};

}  // namespace trading::simulator
