#include "services/simulator/core/position_views.hpp"
#include "services/simulator/core/pulse.hpp"

#include <set>
#include <string>
#include <utility>

// The watch over margin: a warning first, then liquidation.
namespace trading::simulator {
namespace {

const base::Decimal kWarningRatio{3};

}  // namespace

void Pulse::watch_margin() {
    for (Account& account : state_.accounts) {
        std::set<domain::Currency> settles;
        for (const auto& [key, position] : account.positions) {
            if (position.lots == 0 || key.second.mode == MarginMode::Isolated) continue;
            settles.insert(state_.markets[key.first].spec.published.settle_currency);
        }
        for (const domain::Currency& currency : settles) {
            const MarginFigures figures = state_.margin(account, currency);
            if (figures.cross_equity() <= figures.maintenance) {
                liquidate(account, currency);
                continue;
            }
            const auto ratio = margin_ratio(figures);
            if (!ratio || *ratio >= kWarningRatio) {
                account.is_warned = false;
            } else if (!std::exchange(account.is_warned, true)) {
                for (const auto& [key, position] : account.positions) {
                    if (position.lots == 0 || key.second.mode == MarginMode::Isolated) continue;
                    state_.emit(LiquidationWarned{account.id, position_view(state_, account, key.first, key.second)});
                }
            }
        }
        watch_isolated(account);
    }
}

void Pulse::watch_isolated(Account& account) {
    std::vector<std::pair<std::size_t, PositionKind>> lost;
    for (const auto& [key, position] : account.positions) {
        if (position.lots == 0 || key.second.mode != MarginMode::Isolated) continue;
        const Market& market = state_.markets[key.first];
        const Money equity = position.margin + VenueState::unrealised(market, position);
        if (equity <= VenueState::maintenance_margin(market, position)) lost.push_back(key);
    }
    for (const auto& [where, kind] : lost) {
        ++state_.counters.liquidations;
        desk_.cancel_pending(account, where, MarginMode::Isolated, CancelSource::Risk);
        const Money margin = account.positions.at({where, kind}).margin;
        const Order& closing = close_at_mark(account, where, kind);
        // Its margin was all that it could lose.
        const domain::Currency& settle = state_.markets[where].spec.published.settle_currency;
        clearing_.cover_loss(account, settle, kind.mode, -(margin + closing.pnl + closing.fee));
    }
}

void Pulse::liquidate(Account& account, const domain::Currency& currency) {
    ++state_.counters.liquidations;
    for (std::size_t market = 0; market < state_.markets.size(); ++market) {
        const bool is_affected =
            !state_.markets[market].is_spot() && state_.markets[market].spec.published.settle_currency == currency;
        if (is_affected) desk_.cancel_pending(account, market, MarginMode::Cross, CancelSource::Risk);
    }
    std::vector<std::pair<std::size_t, PositionKind>> open;
    for (const auto& [key, position] : account.positions) {
        if (position.lots != 0 && key.second.mode == MarginMode::Cross) open.push_back(key);
    }
    for (const auto& [market, kind] : open) close_at_mark(account, market, kind);
    clearing_.cover_loss(account, currency, MarginMode::Cross, -account.cash[currency].cash);
}

const Order& Pulse::close_at_mark(Account& account, std::size_t where, PositionKind kind) {
    Market& market = state_.markets[where];
    const std::int64_t lots = account.position_lots(where, kind);
    const std::int64_t closed = std::abs(lots);
    Order order;
    order.account = static_cast<std::size_t>(&account - state_.accounts.data());
    order.market = where;
    order.lots = closed;
    order.limit_ticks = market.mark_ticks;
    order.view.account = account.id;
    order.view.instrument = market.id();
    order.view.is_spot = false;
    order.view.side = lots > 0 ? domain::Side::Sell : domain::Side::Buy;
    order.view.position_side = kind.side;
    order.view.margin_mode = kind.mode;
    order.view.kind = OrderKind::Limit;
    order.view.price = market.grid.to_price(market.mark_ticks);
    order.view.size = market.grid.to_size(closed);
    order.view.leverage = base::Decimal{account.leverage(where, kind)};
    order.view.category = OrderCategory::FullLiquidation;
    Order& opened = keeper_.open(std::move(order));
    FillFact fill;
    fill.ticks = market.mark_ticks;
    fill.lots = closed;
    fill.trade_id = std::to_string(-market.next_liquidation_id++);
    const domain::Side closing = opened.view.side;
    clearing_.book_house(where, closing, fill.ticks, fill.lots);
    clearing_.book_fill(opened, fill);
    state_.emit(LiquidationPrinted{
        market.id(),
        closing,
        kind.side,
        market.grid.to_size(closed),
        market.grid.to_price(market.mark_ticks),
        state_.now,
    });
    return opened;
}

}  // namespace trading::simulator
