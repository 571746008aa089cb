#include "services/simulator/core/order_desk.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {
namespace {

using std::chrono::seconds;

constexpr base::Duration kCancelTimerMin = seconds{10};
constexpr base::Duration kCancelTimerMax = seconds{120};

Order* named_order(
    Account& account, std::size_t market, const std::optional<std::int64_t>& id, const std::string& name
) {
    Order* order = id ? account.find_order(*id) : account.find_order(name);
    return order != nullptr && order->market == market ? order : nullptr;
}

}  // namespace

Reply refuse(const Refusal& refusal) {
    Reply reply;
    reply.code = refusal.code;
    reply.message = refusal.message;
    reply.sub_code = refusal.sub_code;
    return reply;
}

Order OrderDesk::make_order(const PlaceOrder& request, const AlgoOrigin& origin, const Market& market) const {
    const bool is_spot_market = market.is_spot() && request.kind == OrderKind::Market;
    Order order;
    order.account = static_cast<std::size_t>(&state_.account(request.account) - state_.accounts.data());
    order.market = state_.index_of(market);
    OrderView& view = order.view;
    view.account = request.account;
    view.instrument = request.instrument;
    view.is_spot = market.is_spot();
    view.client_order_id = request.client_order_id;
    view.tag = request.tag;
    view.side = request.side;
    view.position_side = market.is_spot() ? PositionSide::Net : request.position_side.value_or(PositionSide::Net);
    view.margin_mode = request.margin_mode;
    view.kind = request.kind;
    view.size = request.size;
    view.size_unit = request.size_unit;
    if (request.size_unit == SizeUnit::Default) {
        view.size_unit = request.side == domain::Side::Buy ? SizeUnit::Quote : SizeUnit::Base;
    }
    if (!is_spot_market) view.size_unit = SizeUnit::Base;
    if (request.kind != OrderKind::Market && request.kind != OrderKind::OptimalLimitIoc) view.price = request.price;
    view.is_reduce_only = request.is_reduce_only;
    view.self_trade = request.self_trade;
    if (!market.is_spot()) {
        view.leverage = base::Decimal{state_.accounts[order.account].leverage(order.market, kind_of(view))};
    }
    view.source = origin.source;
    view.algo_id = origin.algo_id;
    view.algo_client_id = origin.client_id;
    view.attached = request.attached;
    view.attached_client_id = request.attached_client_id;
    return order;
}

Refusal OrderDesk::check(const PlaceOrder& request, Order& order) const {
    const Market& market = state_.markets[order.market];
    if (const Refusal found = checks_.check_status(market, request.kind); found.is_refused()) return found;
    if (const Refusal found = checks_.check_shape(request, order); found.is_refused()) return found;
    if (const Refusal found = checks_.check_attached(order); found.is_refused()) return found;
    const Account& account = state_.accounts[order.account];
    if (const Refusal found = checks_.check_capacity(account, order); found.is_refused()) return found;
    if (const Refusal found = checks_.check_price_band(order, request.clamps_to_price_limit); found.is_refused()) {
        return found;
    }
    if (const Refusal found = checks_.check_position(order); found.is_refused()) return found;
    return checks_.check_money(order, Money{});
}

Reply OrderDesk::place(const PlaceOrder& request, const AlgoOrigin& origin) {
    const auto refused = [&](const Refusal& refusal) {
        ++state_.counters.orders_rejected;
        Reply reply = refuse(refusal);
        reply.client_order_id = request.client_order_id;
        reply.tag = request.tag;
        reply.time = state_.now;
        return reply;
    };
    const Market* market = state_.find_market(request.instrument.value());
    const Account& account = state_.account(request.account);
    if (request.expires && *request.expires < state_.now) {
        return refused({"50036", "The expTime can't be earlier than the current system time.", {}});
    }
    const Refusal basic = checks_.check_place(account, market, request.margin_mode, request.position_side);
    if (basic.is_refused()) return refused(basic);
    Order checked = make_order(request, origin, *market);
    if (const Refusal refusal = check(request, checked); refusal.is_refused()) return refused(refusal);
    Order& order = keeper_.open(std::move(checked));
    Reply reply;
    reply.message = "Order placed";
    reply.order_id = order.view.order_id;
    reply.client_order_id = request.client_order_id;
    reply.tag = request.tag;
    reply.time = state_.now;
    execute(order);
    return reply;
}

void OrderDesk::execute(Order& order) {
    Market& market = state_.markets[order.market];
    const OrderKind kind = order.view.kind;
    if (kind == OrderKind::PostOnly && market.book.crosses(order.view.side, order.limit_ticks)) {
        keeper_.cancel(order, CancelSource::PostOnlyWouldTake);
        return;
    }
    if (kind == OrderKind::FillOrKill && !matcher_.can_fill(order.market, order)) {
        keeper_.cancel(order, CancelSource::FillOrKill);
        return;
    }
    Taker taker;
    taker.side = order.view.side;
    taker.limit_ticks = order.limit_ticks;
    taker.lots = order.remaining();
    if (order.view.size_unit == SizeUnit::Quote) taker.quote = order.quote;
    taker.order = &order;
    const TakeOutcome outcome = matcher_.take(order.market, taker);
    if (!order.is_open()) return;
    if (taker.quote && outcome.stopped == CancelSource::None && order.filled_lots > 0) {
        // Spent as far as one lot reaches, unless the book ran dry within the limit.
        const std::int64_t best = market.book.best_ticks(domain::opposite(taker.side));
        if (best != 0 && market.grid.lots_for(*outcome.remaining_quote, best) == 0) {
            keeper_.finish(order);
            return;
        }
    }
    end_remainder(order, outcome.stopped);
}

void OrderDesk::end_remainder(Order& order, CancelSource stopped) {
    if (stopped != CancelSource::None) {
        keeper_.cancel(order, stopped);
        return;
    }
    switch (order.view.kind) {
        case OrderKind::Limit:
        case OrderKind::PostOnly: keeper_.rest(order); return;
        case OrderKind::FillOrKill: keeper_.cancel(order, CancelSource::FillOrKill); return;
        case OrderKind::ImmediateOrCancel:
        case OrderKind::OptimalLimitIoc: keeper_.cancel(order, CancelSource::ImmediateOrCancel); return;
        case OrderKind::Market:
            keeper_.cancel(order, order.view.is_spot ? CancelSource::CounterpartyGap : CancelSource::BeyondPriceLimit);
            return;
    }
}

Reply OrderDesk::cancel(const CancelOrder& request) {
    Market* market = state_.find_market(request.instrument.value());
    if (market == nullptr) return refuse({"51001", "Instrument ID or Instrument ID code doesn't exist.", {}});
    if (!request.order_id && request.client_order_id.empty()) {
        return refuse({"51003", "Either client order ID or order ID is required.", {}});
    }
    Account& account = state_.account(request.account);
    Order* order = named_order(account, state_.index_of(*market), request.order_id, request.client_order_id);
    if (order == nullptr || !order->is_open()) {
        Reply reply =
            refuse({"51400", "Order cancellation failed as the order has been filled, canceled or does not exist.", {}}
            );
        reply.order_id = request.order_id.value_or(0);
        reply.client_order_id = request.client_order_id;
        return reply;
    }
    Reply reply;
    reply.order_id = order->view.order_id;
    reply.client_order_id = order->view.client_order_id;
    reply.time = order->view.created;
    keeper_.cancel(*order, CancelSource::User);
    return reply;
}

Reply OrderDesk::close_position(const ClosePosition& request) {
    Account& account = state_.account(request.account);
    Market* market = state_.find_market(request.instrument.value());
    const Refusal basic = checks_.check_place(account, market, request.margin_mode, request.position_side);
    if (basic.is_refused()) return refuse(basic);
    if (market->is_spot()) return refuse({"51010", "Spot has no positions to close.", {}});
    const std::size_t where = state_.index_of(*market);
    const PositionKind kind{request.margin_mode, request.position_side.value_or(PositionSide::Net)};
    const std::int64_t lots = account.position_lots(where, kind);
    if (lots == 0) return refuse({"51023", "Position doesn't exist.", {}});
    const domain::Side closing = lots > 0 ? domain::Side::Sell : domain::Side::Buy;
    if (keeper_.unclaimed_lots(account, where, closing, kind) < std::abs(lots)) {
        if (!request.cancels_pending) {
            return refuse({"51115", "Cancel all pending close-orders before liquidation.", {}});
        }
        std::vector<std::int64_t> pending(account.pending[where].begin(), account.pending[where].end());
        for (const std::int64_t id : pending) {
            Order& order = account.orders.at(id);
            if (order.view.side == closing && kind_of(order.view) == kind) {
                keeper_.cancel(order, CancelSource::User);
            }
        }
    }
    // A position may be larger than one market order.
    const std::int64_t most = market->grid.to_lots(market->spec.published.maximum_market_quantity.value()).value_or(0);
    PlaceOrder order;
    order.account = request.account;
    order.instrument = request.instrument;
    order.margin_mode = request.margin_mode;
    order.side = closing;
    order.position_side = request.position_side;
    order.kind = OrderKind::Market;
    order.size = market->grid.to_size(std::min(std::abs(lots), most));
    order.is_reduce_only = true;
    order.client_order_id = request.client_order_id;
    order.tag = request.tag;
    return place(order);
}

void OrderDesk::cancel_pending(Account& account, std::size_t market, MarginMode mode, CancelSource source) {
    const std::vector<std::int64_t> pending(account.pending[market].begin(), account.pending[market].end());
    for (const std::int64_t id : pending) {
        Order& order = account.orders.at(id);
        if (order.view.margin_mode == mode) keeper_.cancel(order, source);
    }
}

Reply OrderDesk::set_cancel_timer(const CancelAllAfter& request) {
    Account& account = state_.account(request.account);
    const bool disarms = request.timeout == base::Duration{};
    if (!disarms && (request.timeout < kCancelTimerMin || request.timeout > kCancelTimerMax)) {
        return refuse(parameter_refusal("timeOut"));
    }
    Reply reply;
    reply.tag = request.tag;
    reply.time = state_.now;
    if (disarms) {
        account.cancel_timers.erase(request.tag);
        return reply;
    }
    const bool is_new = account.cancel_timers.find(request.tag) == account.cancel_timers.end();
    if (is_new && !request.tag.empty()) {
        const auto tagged = static_cast<std::size_t>(std::count_if(
            account.cancel_timers.begin(),
            account.cancel_timers.end(),
            [](const auto& timer) { return !timer.first.empty(); }
        ));
        if (tagged >= kCancelTimersMax) {
            return refuse({"51071", "You've reached the maximum limit for tag level cancel all after timers.", {}});
        }
    }
    account.cancel_timers[request.tag] = state_.now + request.timeout;
    reply.trigger_time = state_.now + request.timeout;
    return reply;
}

void OrderDesk::fire_cancel_timers() {
    for (Account& account : state_.accounts) {
        for (auto timer = account.cancel_timers.begin(); timer != account.cancel_timers.end();) {
            if (timer->second > state_.now) {
                ++timer;
                continue;
            }
            const std::string tag = timer->first;
            timer = account.cancel_timers.erase(timer);
            for (const auto& of_market : account.pending) {
                const std::vector<std::int64_t> pending(of_market.begin(), of_market.end());
                for (const std::int64_t id : pending) {
                    Order& order = account.orders.at(id);
                    if (tag.empty() || order.view.tag == tag) keeper_.cancel(order, CancelSource::CancelAllAfter);
                }
            }
        }
    }
}

}  // namespace trading::simulator
