#include "services/simulator/core/order_keeper.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {

Order& OrderKeeper::open(Order order) {
    Account& account = state_.accounts[order.account];
    const Market& market = state_.markets[order.market];
    order.view.order_id = state_.next_id();
    order.view.created = state_.now;
    order.frozen_currency = market.is_spot() && order.view.side == domain::Side::Sell
                                ? market.spec.published.base_currency
                                : market.spec.published.quote_currency;
    order.view.fee_currency = !market.is_spot()                      ? market.spec.published.settle_currency
                              : order.view.side == domain::Side::Buy ? market.spec.published.base_currency
                                                                     : market.spec.published.quote_currency;
    if (!order.view.client_order_id.empty()) {
        account.newest_by_client_id[order.view.client_order_id] = order.view.order_id;
    }
    account.pending[order.market].insert(order.view.order_id);
    ++state_.counters.orders_accepted;
    Order& kept = account.orders.emplace(order.view.order_id, std::move(order)).first->second;
    refreeze(kept);
    publish(kept);
    return kept;
}

void OrderKeeper::rest(Order& order) {
    TRADING_ASSERT(order.slot == kNoSlot);
    Market& market = state_.markets[order.market];
    RestingOrder resting;
    resting.side = order.view.side;
    resting.ticks = order.limit_ticks;
    resting.lots = order.remaining();
    resting.order_id = order.view.order_id;
    resting.account = static_cast<std::uint32_t>(order.account);
    order.slot = market.book.insert(resting);
    market.book_changed(state_.now);
}

void OrderKeeper::unrest(Order& order) {
    if (order.slot == kNoSlot) return;
    Market& market = state_.markets[order.market];
    market.book.remove(std::exchange(order.slot, kNoSlot));
    market.book_changed(state_.now);
}

Money OrderKeeper::needed(const Order& order) const {
    // Market orders do not rest, so what they need is checked once and never frozen.
    if (!order.is_open() || order.view.kind == OrderKind::Market) return Money{};
    const Market& market = state_.markets[order.market];
    if (market.is_spot()) {
        return order.view.side == domain::Side::Sell ? market.grid.base(order.remaining())
                                                     : market.grid.notional(order.limit_ticks, order.remaining());
    }
    const std::int64_t opening = std::min(order.opening_lots, order.remaining());
    if (opening == 0) return Money{};
    const Money notional = market.grid.notional(order.limit_ticks, opening);
    return VenueState::initial_margin(state_.accounts[order.account], order.market, kind_of(order.view), notional) -
           fee_of(notional, state_.fee_rate(false, ExecutionRole::Taker));
}

void OrderKeeper::refreeze(Order& order) {
    CashLine& line = state_.accounts[order.account].cash[order.frozen_currency];
    const Money now_needed = needed(order);
    line.order_frozen += now_needed - order.frozen;
    order.frozen = now_needed;
}

void OrderKeeper::set_state(Order& order, OrderState state) {
    TRADING_ASSERT(order.is_open());
    order.view.state = state;
    if (!is_terminal(state)) return;
    unrest(order);
    refreeze(order);
    Account& account = state_.accounts[order.account];
    account.pending[order.market].erase(order.view.order_id);
    account.closed_orders.push_back(order.view.order_id);
    if (order.view.attached) account.just_finished_parents.push_back(order.view.order_id);
    forget_old(account);
}

void OrderKeeper::forget_old(Account& account) {
    if (account.closed_orders.size() <= Account::kClosedOrdersMax) return;
    const auto oldest = account.orders.find(account.closed_orders.front());
    account.closed_orders.pop_front();
    const auto named = account.newest_by_client_id.find(oldest->second.view.client_order_id);
    if (named != account.newest_by_client_id.end() && named->second == oldest->first) {
        account.newest_by_client_id.erase(named);
    }
    account.orders.erase(oldest);
    ++state_.counters.records_dropped;
}

void OrderKeeper::cancel(Order& order, CancelSource source, PublishDetails details) {
    order.view.cancel_source = source;
    set_state(order, OrderState::Canceled);
    publish(order, std::move(details));
}

void OrderKeeper::finish(Order& order, PublishDetails details) {
    set_state(order, OrderState::Filled);
    publish(order, std::move(details));
}

void OrderKeeper::settle_state(Order& order) {
    if (order.view.size_unit != SizeUnit::Quote && order.remaining() == 0) {
        // The match has already taken it out of the book.
        order.slot = kNoSlot;
        set_state(order, OrderState::Filled);
    } else {
        set_state(order, OrderState::PartiallyFilled);
        refreeze(order);
    }
}

void OrderKeeper::publish(Order& order, PublishDetails details) {
    const Market& market = state_.markets[order.market];
    order.view.updated = state_.now;
    order.view.filled_size = market.grid.to_size(order.filled_lots);
    if (order.filled_lots > 0) {
        order.view.average_price = market.grid.average_price(order.filled_value, order.filled_lots);
    }
    order.view.fee = order.fee.to_decimal();
    order.view.pnl = order.pnl.to_decimal();
    state_.emit(OrderChanged{
        order.view,
        std::move(details.fill),
        details.amend_result,
        details.amend_source,
        std::move(details.request_id),
        std::move(details.code),
        std::move(details.message),
    });
}

void OrderKeeper::enforce_reduce_only(Account& account, std::size_t market) {
    // Cancelling changes the set, so it is walked by id.
    std::vector<std::int64_t> pending(account.pending[market].begin(), account.pending[market].end());
    for (const std::int64_t id : pending) {
        Order* order = account.find_order(id);
        if (order == nullptr || !order->is_open() || !order->view.is_reduce_only || order->slot == kNoSlot) continue;
        const std::int64_t reducible = reducible_lots(account, market, order->view.side, kind_of(order->view));
        if (reducible == 0) {
            cancel(*order, CancelSource::PositionClosed);
        } else if (order->remaining() > reducible) {
            Market& where = state_.markets[market];
            where.book.reduce(order->slot, order->remaining() - reducible);
            where.book_changed(state_.now);
            order->lots = order->filled_lots + reducible;
            order->view.size = where.grid.to_size(order->lots);
            refreeze(*order);
            PublishDetails details;
            details.amend_result = AmendResult::Done;
            details.amend_source = AmendSource::ReduceOnly;
            publish(*order, std::move(details));
        }
    }
}

std::int64_t OrderKeeper::reducible_lots(
    const Account& account, std::size_t market, domain::Side side, PositionKind kind
) const {
    const std::int64_t lots = account.position_lots(market, kind);
    const bool reduces = side == domain::Side::Buy ? lots < 0 : lots > 0;
    return reduces ? std::abs(lots) : 0;
}

std::int64_t OrderKeeper::unclaimed_lots(
    const Account& account, std::size_t market, domain::Side side, PositionKind kind
) const {
    std::int64_t lots = reducible_lots(account, market, side, kind);
    if (lots == 0) return 0;
    for (const std::int64_t id : account.pending[market]) {
        const Order& order = account.orders.at(id);
        if (order.view.side == side && kind_of(order.view) == kind) {
            lots -= order.remaining() - std::min(order.opening_lots, order.remaining());
        }
    }
    return std::max<std::int64_t>(0, lots);
}

}  // namespace trading::simulator
