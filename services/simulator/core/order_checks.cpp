#include "services/simulator/core/order_checks.hpp"

#include <algorithm>

namespace trading::simulator {
namespace {

constexpr std::int64_t kMarketBuffer = 105;  // Percent of the best price that a spot market buy must be able to pay.

bool is_market(OrderKind kind) { return kind == OrderKind::Market || kind == OrderKind::OptimalLimitIoc; }

Refusal insufficient_balance(const domain::Currency& currency) {
    return {"51008", "Order failed. Insufficient " + currency.value() + " balance in account", "1000"};
}

Refusal insufficient_margin(const domain::Currency& currency) {
    return {"51008", "Order failed. Insufficient " + currency.value() + " margin in account", "1001"};
}

}  // namespace

Refusal parameter_refusal(const std::string& name) { return {"51000", "Parameter " + name + " error", {}}; }

Refusal OrderChecks::check_place(
    const Account& account, const Market* market, MarginMode mode, std::optional<PositionSide> side
) const {
    if (market == nullptr) return {"51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.", {}};
    if (market->is_spot() != (mode == MarginMode::Cash)) {
        return {"51010", "You can't complete this request under your current account mode.", {}};
    }
    if (market->is_spot()) return {};
    const bool is_net = !side || *side == PositionSide::Net;
    if (is_net != (account.position_mode == PositionMode::Net)) return parameter_refusal("posSide");
    return {};
}

Refusal OrderChecks::check_status(const Market& market, OrderKind kind) const {
    switch (market.spec.published.status) {
        case domain::InstrumentStatus::Live: return {};
        case domain::InstrumentStatus::PostOnly:
            if (kind == OrderKind::PostOnly) return {};
            return {"51022", "Only post-only orders are accepted now.", {}};
        case domain::InstrumentStatus::Suspended: return {"51022", "Contract suspended.", {}};
        case domain::InstrumentStatus::PreOpen: return {"51021", "Contract hasn't been listed.", {}};
        case domain::InstrumentStatus::Settling: return {"51029", "Contract is being settled.", {}};
        case domain::InstrumentStatus::Expired: return {"51027", "Contract has expired.", {}};
    }
    return {"51022", "Contract suspended.", {}};
}

Refusal OrderChecks::check_shape(const PlaceOrder& request, Order& order) const {
    const Market& market = state_.markets[order.market];
    const bool has_quote = order.view.size_unit == SizeUnit::Quote;
    if (request.kind == OrderKind::OptimalLimitIoc && market.is_spot()) return parameter_refusal("ordType");
    if (request.is_reduce_only && market.is_spot()) return parameter_refusal("reduceOnly");
    if (!request.size.is_positive()) return parameter_refusal("sz");
    if (request.kind == OrderKind::FillOrKill && request.self_trade == SelfTrade::CancelBoth) {
        return {"54036", "You can't place FOK orders with the self trade prevention mode cancel_both.", {}};
    }
    if (const Refusal size = check_size(market, request.kind, order.view.size_unit, request.size); size.is_refused()) {
        return size;
    }
    if (has_quote) {
        const auto quote = Money::from_decimal(request.size);
        if (!quote) return {"51150", "The precision of the size is wrong.", {}};
        order.quote = *quote;
    } else {
        order.lots = market.grid.to_lots(request.size).value_or(0);
    }
    if (is_market(request.kind)) return {};
    if (!request.price || !request.price->is_positive()) return parameter_refusal("px");
    const auto ticks = market.grid.to_ticks(*request.price);
    if (!ticks) return {"51150", "The precision of the price is wrong: not a multiple of the tick size.", {}};
    order.limit_ticks = *ticks;
    return {};
}

Refusal OrderChecks::check_size(const Market& market, OrderKind kind, SizeUnit unit, const base::Decimal& size) const {
    const domain::Instrument& published = market.spec.published;
    if (unit == SizeUnit::Quote) {
        if (size > published.maximum_market_quantity.value()) {
            return {"51201", "The value of a market order can't exceed the maximum.", {}};
        }
        const base::Decimal price = market.grid.to_price(market.last_ticks);
        const auto minimum =
            base::multiply(published.minimum_quantity.value(), price, Money::kScale, base::Rounding::Up);
        if (minimum && size < *minimum) {
            return {"51020", "Your order should meet or exceed the minimum order amount.", {}};
        }
        return {};
    }
    if (size < published.minimum_quantity.value()) {
        return {"51020", "Your order should meet or exceed the minimum order amount.", {}};
    }
    if (!is_market(kind)) {
        if (const Refusal limit = check_limit_size(market, size); limit.is_refused()) return limit;
    } else if (market.is_spot()) {
        const auto value = base::multiply(size, market.grid.to_price(market.last_ticks), 8, base::Rounding::Up);
        if (!value || *value > published.maximum_market_quantity.value()) {
            return {"51201", "The value of a market order can't exceed the maximum.", {}};
        }
    } else if (size > published.maximum_market_quantity.value()) {
        return {"51202", "Market order amount exceeds the maximum amount.", {}};
    }
    if (!market.grid.to_lots(size)) return {"51121", "Order quantity must be a multiple of the lot size.", {}};
    return {};
}

Refusal OrderChecks::check_limit_size(const Market& market, const base::Decimal& size) const {
    if (size <= market.spec.published.maximum_limit_quantity.value()) return {};
    if (market.is_spot()) return {"51005", "Your order amount exceeds the max order amount.", {}};
    return {"51101", "Entered amount exceeds the max pending order amount per transaction.", {}};
}

Refusal OrderChecks::check_attached(const Order& order) const {
    if (!order.view.attached) return {};
    const Market& market = state_.markets[order.market];
    const ProtectionLegs& legs = *order.view.attached;
    if (!legs.take_profit_trigger && !legs.stop_loss_trigger) return parameter_refusal("attachAlgoOrds");
    const base::Decimal price = order.view.price.value_or(market.grid.to_price(market.last_ticks));
    const bool is_buy = order.view.side == domain::Side::Buy;
    if (legs.take_profit_trigger && is_buy && *legs.take_profit_trigger <= price) {
        return {"51046", "The take profit trigger price must be higher than the order price.", {}};
    }
    if (legs.stop_loss_trigger && is_buy && *legs.stop_loss_trigger >= price) {
        return {"51047", "The stop loss trigger price must be lower than the order price.", {}};
    }
    if (legs.take_profit_trigger && !is_buy && *legs.take_profit_trigger >= price) {
        return {"51048", "The take profit trigger price must be lower than the order price.", {}};
    }
    if (legs.stop_loss_trigger && !is_buy && *legs.stop_loss_trigger <= price) {
        return {"51049", "The stop loss trigger price must be higher than the order price.", {}};
    }
    return {};
}

Refusal OrderChecks::check_capacity(const Account& account, const Order& order) const {
    if (!order.view.client_order_id.empty()) {
        const auto named = account.newest_by_client_id.find(order.view.client_order_id);
        if (named != account.newest_by_client_id.end() && account.orders.at(named->second).is_open()) {
            return {"51016", "Client order ID already exists.", {}};
        }
    }
    if (account.pending_count() >= kPendingMax) {
        return {"51102", "Number of pending orders exceeds the maximum of 4000.", {}};
    }
    if (account.pending[order.market].size() >= kPendingPerInstrumentMax) {
        return {"51174", "The number of pending orders reached the upper limit of 500.", {}};
    }
    return {};
}

Refusal OrderChecks::check_price_band(Order& order, bool clamps) const {
    const Market& market = state_.markets[order.market];
    const bool is_buy = order.view.side == domain::Side::Buy;
    const std::int64_t bound = is_buy ? market.highest_buy_ticks : market.lowest_sell_ticks;
    if (is_market(order.view.kind)) {
        // Contracts trade at most at the bound. Spot sweeps, but stops 5 % away from the best price.
        const std::int64_t best = market.book.best_ticks(domain::opposite(order.view.side));
        const std::int64_t reference = best != 0 ? best : market.last_ticks;
        const std::int64_t sweep = is_buy ? reference * kMarketBuffer / 100 : reference * 95 / 100 + 1;
        order.limit_ticks = market.is_spot() ? sweep : bound;
        return {};
    }
    if (bound == 0) return {};
    const bool is_inside = is_buy ? order.limit_ticks <= bound : order.limit_ticks >= bound;
    if (is_inside) return {};
    if (clamps) {
        order.limit_ticks = bound;
        order.view.price = market.grid.to_price(bound);
        return {};
    }
    const std::string text = market.grid.to_price(bound).to_string();
    if (!market.is_spot()) {
        return {
            "51006",
            "Order price is not within the price limit (max buy price: " +
                market.grid.to_price(market.highest_buy_ticks).to_string() +
                " min sell price: " + market.grid.to_price(market.lowest_sell_ticks).to_string() + ")",
            {},
        };
    }
    if (is_buy)
        return {"51137", "Your opening price has triggered the limit price, and the max buy price is " + text, {}};
    return {"51138", "Your opening price has triggered the limit price, and the min sell price is " + text, {}};
}

Refusal OrderChecks::check_position(Order& order) const {
    const Market& market = state_.markets[order.market];
    const Account& account = state_.accounts[order.account];
    if (market.is_spot()) return {};
    const domain::Side side = order.view.side;
    const PositionKind kind = kind_of(order.view);
    const bool closes_by_side = (kind.side == PositionSide::Long && side == domain::Side::Sell) ||
                                (kind.side == PositionSide::Short && side == domain::Side::Buy);
    if (order.view.is_reduce_only || closes_by_side) {
        const std::int64_t lots = account.position_lots(order.market, kind);
        if (lots == 0) {
            return {"51169", "Order failed because you don't have any positions in this direction to reduce.", {}};
        }
        const std::int64_t reducible = keeper_.reducible_lots(account, order.market, side, kind);
        if (reducible == 0) {
            return {
                "51170",
                "Order failed because a reduce-only order can't be in the same direction as the position.",
                {}};
        }
        if (order.remaining() > reducible) {
            return {"51112", "Close order size exceeds your available size.", {}};
        }
        order.view.is_reduce_only = true;
        order.opening_lots = 0;
        return {};
    }
    const std::int64_t reduces = keeper_.unclaimed_lots(account, order.market, side, kind);
    order.opening_lots = std::max<std::int64_t>(0, order.remaining() - reduces);
    const std::int64_t held = std::abs(account.position_lots(order.market, kind));
    std::int64_t opening = order.opening_lots + (reduces == 0 ? held : 0);
    for (const std::int64_t id : account.pending[order.market]) opening += account.orders.at(id).opening_lots;
    if (market.grid.to_size(opening) > market.spec.position_limit) {
        return {"51004", "Order failed. The position exceeds the limit of this leverage.", "1101"};
    }
    return {};
}

Money OrderChecks::market_order_cost(const Order& order) const {
    const Market& market = state_.markets[order.market];
    if (order.view.size_unit == SizeUnit::Quote) return order.quote;
    const std::int64_t ask = market.book.best_ticks(domain::Side::Sell);
    const Wide units = market.grid.notional_units(Wide{ask != 0 ? ask : market.last_ticks} * order.lots);
    const Wide buffered = scaled_up(units, kMarketBuffer, 100);
    return Money::fits(buffered) ? Money::from_units(buffered) : Money::from_units(INT64_MAX);
}

Refusal OrderChecks::check_money(const Order& order, Money already_frozen) const {
    const Market& market = state_.markets[order.market];
    const Account& account = state_.accounts[order.account];
    const domain::Instrument& published = market.spec.published;
    const bool is_buy = order.view.side == domain::Side::Buy;
    const Wide notional = market.grid.notional_units(Wide{order.limit_ticks} * order.remaining());
    if (market.is_spot() && !is_buy) {
        const Wide base = market.grid.base_units(order.remaining());
        // By quote amount the base is not known beforehand: it sells what the amount needs at the best price.
        const std::int64_t bid = market.book.best_ticks(domain::Side::Buy);
        const Wide wanted = order.view.size_unit != SizeUnit::Quote ? base
                            : bid == 0                              ? Wide{0}
                                       : market.grid.base_units(market.grid.lots_for(order.quote, bid));
        const Money available = state_.margin(account, published.base_currency).available();
        return wanted > Wide{available.units()} + already_frozen.units() ? insufficient_balance(published.base_currency)
                                                                         : Refusal{};
    }
    if (market.is_spot()) {
        const Wide wanted = order.view.kind == OrderKind::Market ? Wide{market_order_cost(order).units()} : notional;
        const Money available = state_.margin(account, published.quote_currency).available();
        return wanted > Wide{available.units()} + already_frozen.units()
                   ? insufficient_balance(published.quote_currency)
                   : Refusal{};
    }
    const Wide opening = market.grid.notional_units(Wide{order.limit_ticks} * order.opening_lots);
    if (opening == 0) return {};
    if (!Money::fits(opening)) return insufficient_margin(published.settle_currency);
    const Money fee = fee_of(Money::from_units(opening), state_.fee_rate(false, ExecutionRole::Taker));
    const Wide margin = scaled_up(opening, 1, account.leverage(order.market, kind_of(order.view))) - fee.units();
    const Money available = state_.margin(account, published.settle_currency).available_equity();
    return margin > Wide{available.units()} + already_frozen.units() ? insufficient_margin(published.settle_currency)
                                                                     : Refusal{};
}

}  // namespace trading::simulator
