#pragma once

#include "services/execution/core/market_view.hpp"
#include "services/execution/core/options.hpp"
#include "services/execution/core/order_desk.hpp"
#include "services/execution/core/position_keeper.hpp"

#include <map>
#include <string_view>

namespace trading::execution {

// Closes a position, or half of it, at the market because a rule demands it. What other orders are closing already is
// not closed twice, and attempts on one instrument keep a pause between them.
class PositionCloser {
public:
    enum class Part { Half = 1, All = 2 };

    PositionCloser(
        const ExecutionOptions& options,
        const MarketView& market,
        const PositionKeeper& positions,
        OrderTable& orders,
        OrderDesk& desk
    )
        : options_(options), market_(market), positions_(positions), orders_(orders), desk_(desk) {}

    // Whether an order went out.
    bool close(const domain::InstrumentId& id, Part part, std::string_view rule, Step& step);

private:
    const ExecutionOptions& options_;
    const MarketView& market_;
    const PositionKeeper& positions_;
    OrderTable& orders_;
    OrderDesk& desk_;
    std::map<domain::InstrumentId, base::Timestamp> ts_next_attempt_;
};

}  // namespace trading::execution
