#include "services/backtest/venue/consumed_liquidity.hpp"

#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::backtest {

using domain::BookLevel;
using domain::Price;
using domain::Quantity;
using domain::Side;

std::vector<BookLevel> ConsumedLiquidity::take(
    Side side, const std::vector<BookLevel>& levels, Quantity quantity, std::optional<Price> limit
) {
    Taken& taken = side == Side::Buy ? from_asks_ : from_bids_;
    std::vector<BookLevel> got;
    for (const BookLevel& level : levels) {
        const bool is_beyond = limit && (side == Side::Buy ? level.price > *limit : level.price < *limit);
        if (is_beyond || !quantity.is_positive()) break;
        const auto known = taken.find(level.price);
        const Quantity before = known == taken.end() ? Quantity{} : known->second;
        const Quantity part = std::min(execution::excess(level.quantity, before), quantity);
        if (!part.is_positive()) continue;
        got.push_back({level.price, part});
        taken[level.price] = execution::sum(before, part);
        quantity = execution::difference(quantity, part);
    }
    return got;
}

void ConsumedLiquidity::on_book(const domain::BookUpdate& update) {
    if (update.is_snapshot) {
        from_bids_.clear();
        from_asks_.clear();
        return;
    }
    for (const BookLevel& level : update.bids) from_bids_.erase(level.price);
    for (const BookLevel& level : update.asks) from_asks_.erase(level.price);
}

}  // namespace trading::backtest
