#pragma once

#include "services/simulator/core/order_desk.hpp"

namespace trading::simulator {

// Takes requests about an account itself: leverage, position mode, transfers between its pockets.
class AccountDesk {
public:
    AccountDesk(VenueState& state, OrderKeeper& keeper, Clearing& clearing)
        : state_(state), keeper_(keeper), clearing_(clearing) {}

    [[nodiscard]] Reply set_leverage(const SetLeverage& request);
    [[nodiscard]] Reply set_position_mode(const SetPositionMode& request);
    [[nodiscard]] Reply transfer(const Transfer& request);

private:
    [[nodiscard]] bool is_short_of_margin(const Account& account, std::size_t market) const;

    VenueState& state_;
    OrderKeeper& keeper_;
    Clearing& clearing_;
};

}  // namespace trading::simulator
