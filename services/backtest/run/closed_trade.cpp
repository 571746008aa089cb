#include "services/backtest/run/closed_trade.hpp"

#include "services/execution/core/exact.hpp"

namespace trading::backtest {

using execution::sum;

std::optional<ClosedTrade> TradeLog::take(const domain::Fill& fill) {
    if (held_.is_zero()) {
        open_ = ClosedTrade{};
        open_.side = fill.side;
        open_.ts_opened = fill.times.ts_event;
        entered_ = left_ = 0;
    }
    const bool is_entry = fill.side == open_.side;
    (is_entry ? entered_ : left_) += fill.price.to_double() * fill.quantity.to_double();
    if (is_entry) open_.quantity = sum(open_.quantity, fill.quantity);
    open_.realised = sum(open_.realised, fill.realised_pnl);
    open_.fees = sum(open_.fees, fill.fee);
    held_ = sum(held_, fill.side == domain::Side::Buy ? fill.quantity : execution::negative(fill.quantity));
    if (!held_.is_zero()) return std::nullopt;
    open_.ts_closed = fill.times.ts_event;
    open_.ending = fill.purpose;
    open_.entry_price = entered_ / open_.quantity.to_double();
    open_.exit_price = left_ / open_.quantity.to_double();
    return open_;
}

}  // namespace trading::backtest
