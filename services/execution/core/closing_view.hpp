#pragma once

#include "services/execution/core/market_view.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_desk.hpp"
#include "services/execution/core/position_keeper.hpp"
#include "services/execution/core/spot_sales.hpp"

namespace trading::execution {

// What everything needs that closes positions.
struct ClosingView {
    const ExecutionOptions& options;
    const MarketView& market;
    const PositionKeeper& positions;
    OrderTable& orders;
    OrderDesk& desk;
    SpotSales& sales;
};

}  // namespace trading::execution
