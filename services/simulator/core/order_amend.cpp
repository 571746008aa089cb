#include "services/simulator/core/order_desk.hpp"

// Amending a resting order: what is plainly wrong is refused at once; what depends on the book or on money is reported
// on the orders channel, as the venue's matching engine does it.
namespace trading::simulator {

Refusal OrderDesk::check_amend(const AmendOrder& request, const Order* order) const {
    if (request.expires && *request.expires < state_.now) {
        return {"50036", "The expTime can't be earlier than the current system time.", {}};
    }
    if (!request.order_id && request.client_order_id.empty()) {
        return {"51003", "Either client order ID or order ID is required.", {}};
    }
    if (order == nullptr || !order->is_open()) {
        return {"51503", "Order modification failed as the order has been filled, canceled or does not exist.", {}};
    }
    if (!request.new_size && !request.new_price && request.new_attached.is_empty()) {
        return {"51500", "You must enter a price, quantity, or TP/SL.", {}};
    }
    const Market& market = state_.markets[order->market];
    if (request.new_size) {
        if (!request.new_size->is_positive()) return parameter_refusal("newSz");
        if (const Refusal size = checks_.check_size(market, order->view.kind, SizeUnit::Base, *request.new_size);
            size.is_refused()) {
            return size;
        }
    }
    if (request.new_price) {
        if (!request.new_price->is_positive()) return parameter_refusal("newPx");
        if (!market.grid.to_ticks(*request.new_price)) {
            return {"51150", "The precision of the price is wrong: not a multiple of the tick size.", {}};
        }
    }
    if (request.new_attached.is_empty()) return {};
    Order changed = *order;
    if (request.new_price) changed.view.price = *request.new_price;
    amend_attached(request, changed);
    return checks_.check_attached(changed);
}

void OrderDesk::amend_attached(const AmendOrder& request, Order& changed) {
    if (request.new_attached.is_empty()) return;
    const ProtectionLegs legs = changed_legs(changed.view.attached.value_or(ProtectionLegs{}), request.new_attached);
    changed.view.attached.reset();
    if (legs.take_profit_trigger || legs.stop_loss_trigger) changed.view.attached = legs;
}

Reply OrderDesk::amend(const AmendOrder& request) {
    Market* market = state_.find_market(request.instrument.value());
    if (market == nullptr) return refuse({"51001", "Instrument ID or Instrument ID code doesn't exist.", {}});
    Account& account = state_.account(request.account);
    Order* order =
        request.order_id ? account.find_order(*request.order_id) : account.find_order(request.client_order_id);
    if (order != nullptr && order->market != state_.index_of(*market)) order = nullptr;
    const Refusal refusal = check_amend(request, order);
    Reply reply = refuse(refusal);
    reply.request_id = request.request_id;
    reply.order_id = order != nullptr ? order->view.order_id : request.order_id.value_or(0);
    reply.client_order_id = order != nullptr ? order->view.client_order_id : request.client_order_id;
    reply.time = order != nullptr ? order->view.created : state_.now;
    if (refusal.is_refused()) return reply;
    Order changed = *order;
    if (const Refusal late = prepare_amend(request, changed); late.is_refused()) {
        fail_amend(request, *order, late);
    } else {
        apply_amend(request, *order, changed);
    }
    return reply;
}

Refusal OrderDesk::prepare_amend(const AmendOrder& request, Order& changed) const {
    const Market& market = state_.markets[changed.market];
    amend_attached(request, changed);
    if (request.new_size) {
        changed.lots = market.grid.to_lots(*request.new_size).value_or(0);
        changed.view.size = *request.new_size;
    }
    if (request.new_price) {
        changed.limit_ticks = market.grid.to_ticks(*request.new_price).value_or(0);
        changed.view.price = *request.new_price;
        if (const Refusal band = checks_.check_price_band(changed, request.clamps_to_price_limit); band.is_refused()) {
            return band;
        }
    }
    if (changed.remaining() <= 0) return {};
    if (market.is_spot()) return checks_.check_money(changed, changed.frozen);
    const Account& account = state_.accounts[changed.account];
    if (changed.view.is_reduce_only) {
        const std::int64_t reducible =
            keeper_.reducible_lots(account, changed.market, changed.view.side, kind_of(changed.view));
        if (changed.remaining() > reducible) return {"51112", "Close order size exceeds your available size.", {}};
        return {};
    }
    // What the order claimed of a position stays claimed; growth opens.
    const Order& before = account.orders.at(changed.view.order_id);
    changed.opening_lots = std::max<std::int64_t>(0, before.opening_lots + changed.lots - before.lots);
    return checks_.check_money(changed, changed.frozen);
}

void OrderDesk::fail_amend(const AmendOrder& request, Order& order, const Refusal& refusal) {
    PublishDetails details;
    details.amend_source = AmendSource::User;
    details.request_id = request.request_id;
    details.code = refusal.code;
    details.message = refusal.message;
    if (request.cancels_on_failure) {
        details.amend_result = AmendResult::FailedAndCanceled;
        keeper_.cancel(order, CancelSource::User, std::move(details));
    } else {
        details.amend_result = AmendResult::Failed;
        keeper_.publish(order, std::move(details));
    }
}

void OrderDesk::apply_amend(const AmendOrder& request, Order& order, const Order& changed) {
    PublishDetails details;
    details.amend_result = AmendResult::Done;
    details.amend_source = AmendSource::User;
    details.request_id = request.request_id;
    const bool moves = changed.limit_ticks != order.limit_ticks || changed.lots > order.lots;
    const std::int64_t shrinks_by = order.lots - changed.lots;
    const std::int64_t remaining = changed.remaining();
    if (moves || remaining <= 0) {
        keeper_.unrest(order);
    } else if (shrinks_by > 0) {
        Market& market = state_.markets[order.market];
        market.book.reduce(order.slot, shrinks_by);
        market.book_changed(state_.now);
    }
    order.lots = changed.lots;
    order.limit_ticks = changed.limit_ticks;
    order.opening_lots = changed.opening_lots;
    order.view.size = changed.view.size;
    order.view.price = changed.view.price;
    order.view.attached = changed.view.attached;
    if (remaining <= 0) {
        // Nothing more is wanted than what has been filled.
        order.lots = order.filled_lots;
        keeper_.finish(order, std::move(details));
        return;
    }
    keeper_.refreeze(order);
    keeper_.publish(order, std::move(details));
    if (moves) execute(order);
}

}  // namespace trading::simulator
