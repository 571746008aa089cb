#include "services/simulator/core/position_views.hpp"

#include <algorithm>

namespace trading::simulator {
namespace {

constexpr Wide kRatioUnits = 10'000;  // Ratios are published with four digits.
constexpr int kRatioScale = 4;

// The mark price at which the account's equity is what maintenance needs, others standing still; zero when there is
// none above zero.
std::int64_t liquidation_ticks(const Market& market, const Position& position, Money spare) {
    const double rate = market.spec.maintenance_rate.to_double();
    const double value_per_tick = static_cast<double>(market.grid.notional_units(position.lots));
    const double direction = position.lots > 0 ? 1.0 : -1.0;
    const double distance = static_cast<double>(spare.units()) / (value_per_tick * (1.0 - direction * rate));
    const double ticks = static_cast<double>(market.mark_ticks) - distance;
    return ticks >= 1.0 && ticks < 1e15 ? static_cast<std::int64_t>(ticks) : 0;
}

std::int64_t claimed_lots(const Account& account, std::size_t market, PositionKind kind, std::int64_t held) {
    std::int64_t claimed = 0;
    const domain::Side closing = held > 0 ? domain::Side::Sell : domain::Side::Buy;
    for (const std::int64_t id : account.pending[market]) {
        const Order& order = account.orders.at(id);
        if (order.view.side != closing || kind_of(order.view) != kind) continue;
        claimed += order.remaining() - std::min(order.opening_lots, order.remaining());
    }
    return std::min(claimed, std::abs(held));
}

// Cash and profit that answer for a position, and what it needs to live.
struct Cover {
    Money equity;
    Money maintenance;
};

Cover cover_of(const VenueState& state, const Account& account, std::size_t where, PositionKind kind) {
    const Market& market = state.markets[where];
    const Position& position = account.positions.at({where, kind});
    if (kind.mode == MarginMode::Isolated) {
        return {
            position.margin + VenueState::unrealised(market, position),
            VenueState::maintenance_margin(market, position)};
    }
    const MarginFigures figures = state.margin(account, market.spec.published.settle_currency);
    return {figures.cross_equity(), figures.maintenance};
}

base::Decimal ratio_of(Money value, Money whole) {
    if (whole.is_zero()) return {};
    return decimal_of(scaled_half_even(value.units(), kRatioUnits, whole.units()), kRatioScale);
}

}  // namespace

std::optional<base::Decimal> margin_ratio(const MarginFigures& figures) {
    if (!figures.maintenance.is_positive()) return std::nullopt;
    return ratio_of(figures.cross_equity(), figures.maintenance);
}

PositionView position_view(const VenueState& state, const Account& account, std::size_t where, PositionKind kind) {
    const Market& market = state.markets[where];
    const Position& position = account.positions.at({where, kind});
    const bool is_isolated = kind.mode == MarginMode::Isolated;
    const Cover cover = cover_of(state, account, where, kind);
    const Money notional = market.grid.notional(market.mark_ticks, std::abs(position.lots));
    // Long/short mode shows sizes without a sign.
    const std::int64_t sign = kind.side == PositionSide::Short ? -1 : 1;
    PositionView view;
    view.instrument = market.id();
    view.position_id = position.id;
    view.margin_mode = kind.mode;
    view.side = kind.side;
    view.size = market.grid.to_size(position.lots * sign);
    const std::int64_t claimed = claimed_lots(account, where, kind, position.lots);
    view.available_size = market.grid.to_size((position.lots - (position.lots > 0 ? claimed : -claimed)) * sign);
    if (position.lots != 0) {
        const Wide lot_value = market.grid.notional_units(position.lots);
        const Wide tick_units = market.spec.published.tick_size.value().coefficient_at(Money::kScale).value();
        view.average_price = decimal_of(
            scaled_half_even(
                position.cost.units(), lot_value < 0 ? -tick_units : tick_units, lot_value < 0 ? -lot_value : lot_value
            ),
            Money::kScale
        );
        const std::int64_t liquidation = liquidation_ticks(market, position, cover.equity - cover.maintenance);
        if (liquidation > 0) view.liquidation_price = market.grid.to_price(liquidation);
    }
    view.mark_price = market.grid.to_price(market.mark_ticks);
    view.last_price = market.grid.to_price(market.last_ticks);
    view.leverage = base::Decimal{account.leverage(where, kind)};
    const Money unrealised = VenueState::unrealised(market, position);
    const Money initial = VenueState::initial_margin(account, where, kind, notional);
    view.unrealised_pnl = unrealised.to_decimal();
    view.unrealised_ratio = ratio_of(unrealised, is_isolated ? position.margin : initial);
    view.initial_margin = initial.to_decimal();
    if (is_isolated) view.margin = position.margin.to_decimal();
    view.maintenance_margin = VenueState::maintenance_margin(market, position).to_decimal();
    if (cover.maintenance.is_positive()) view.margin_ratio = ratio_of(cover.equity, cover.maintenance);
    view.notional_usd = notional.to_decimal();
    view.realised_pnl = (position.pnl + position.fee + position.funding).to_decimal();
    view.pnl = position.pnl.to_decimal();
    view.fee = position.fee.to_decimal();
    view.funding_fee = position.funding.to_decimal();
    view.trade_id = position.trade_id;
    view.created = position.created;
    view.updated = position.updated;
    return view;
}

BalanceView balance_view(const VenueState& state, const Account& account, const domain::Currency& currency) {
    const MarginFigures figures = state.margin(account, currency);
    BalanceView view;
    view.currency = currency;
    view.cash = figures.cash.to_decimal();
    view.equity = figures.equity().to_decimal();
    view.available = figures.available().to_decimal();
    view.available_equity = figures.available_equity().to_decimal();
    view.frozen = (figures.order_frozen + figures.initial).to_decimal();
    view.order_frozen = figures.order_frozen.to_decimal();
    view.unrealised_pnl = (figures.unrealised + figures.isolated_unrealised).to_decimal();
    view.isolated_equity = figures.isolated_equity().to_decimal();
    view.isolated_unrealised_pnl = figures.isolated_unrealised.to_decimal();
    view.initial_margin = figures.initial.to_decimal();
    view.maintenance_margin = figures.maintenance.to_decimal();
    view.margin_ratio = margin_ratio(figures);
    view.usd_price = base::Decimal{1};
    for (const Market& market : state.markets) {
        if (market.is_spot() && market.spec.published.base_currency == currency) {
            view.usd_price = market.grid.to_price(market.last_ticks);
        }
    }
    const Wide usd_units = scaled_half_even(figures.equity().units(), view.usd_price.coefficient(), 1);
    view.usd_equity = decimal_of(usd_units, Money::kScale + view.usd_price.scale());
    if (const auto line = account.cash.find(currency); line != account.cash.end()) view.updated = line->second.updated;
    return view;
}

}  // namespace trading::simulator
