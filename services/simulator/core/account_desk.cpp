#include "services/simulator/core/account_desk.hpp"

#include "services/simulator/core/position_views.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {

Reply AccountDesk::set_leverage(const SetLeverage& request) {
    Account& account = state_.account(request.account);
    const Market* market = state_.find_market(request.instrument.value());
    if (market == nullptr) return refuse({"51001", "Instrument ID doesn't exist.", {}});
    if (market->is_spot() || request.margin_mode != MarginMode::Cross) {
        return refuse({"51010", "You can't complete this request under your current account mode.", {}});
    }
    if (!request.leverage.is_positive() || !request.leverage.is_multiple_of(base::Decimal{1})) {
        return refuse(parameter_refusal("lever"));
    }
    if (request.leverage > market->spec.published.maximum_leverage.value()) {
        return refuse({"59102", "Leverage exceeds the maximum limit. Please lower the leverage.", {}});
    }
    const std::size_t where = state_.index_of(*market);
    const std::int64_t before = std::exchange(account.leverage[where], request.leverage.coefficient());
    if (is_short_of_margin(account, where)) {
        account.leverage[where] = before;
        return refuse({"59101", "Leverage can't be modified: the margin of positions and orders would not suffice.", {}}
        );
    }
    for (const std::int64_t id : account.pending[where]) {
        Order& order = account.orders.at(id);
        order.view.leverage = request.leverage;
        keeper_.refreeze(order);
    }
    for (const auto& [key, position] : account.positions) {
        if (key.first != where || position.lots == 0) continue;
        const PositionView view = position_view(state_, account, where, key.second);
        state_.emit(PositionChanged{account.id, view, ChangeReason::SetLeverage, {}});
    }
    Reply reply;
    reply.time = state_.now;
    return reply;
}

bool AccountDesk::is_short_of_margin(const Account& account, std::size_t where) const {
    const MarginFigures figures = state_.margin(account, state_.markets[where].spec.published.settle_currency);
    Money orders = figures.order_frozen;
    for (const std::int64_t id : account.pending[where]) {
        const Order& order = account.orders.at(id);
        orders += keeper_.needed(order) - order.frozen;
    }
    return figures.equity() < figures.initial + orders;
}

Reply AccountDesk::set_position_mode(const SetPositionMode& request) {
    Account& account = state_.account(request.account);
    const bool has_position = std::any_of(account.positions.begin(), account.positions.end(), [](const auto& entry) {
        return entry.second.lots != 0;
    });
    if (has_position || account.pending_count() > 0 || !account.pending_algos.empty()) {
        return refuse({"59000", "Setting failed. Cancel any open orders and close positions first.", {}});
    }
    account.position_mode = request.mode;
    Reply reply;
    reply.time = state_.now;
    return reply;
}

Reply AccountDesk::transfer(const Transfer& request) {
    Account& account = state_.account(request.account);
    const auto amount = Money::from_decimal(request.amount);
    if (!amount || !amount->is_positive()) return refuse(parameter_refusal("amt"));
    if (request.from == request.to) return refuse(parameter_refusal("to"));
    const auto line = account.cash.find(request.currency);
    if (line == account.cash.end()) return refuse(parameter_refusal("ccy"));
    const Money available =
        request.from == Pocket::Funding ? line->second.funding : state_.margin(account, request.currency).available();
    if (*amount > available) return refuse({"58350", "Insufficient balance.", {}});
    Reply reply;
    reply.order_id = state_.next_id();
    reply.client_order_id = request.client_id;
    reply.time = state_.now;
    clearing_.transfer(account, request.currency, *amount, request.to, reply.order_id);
    return reply;
}

}  // namespace trading::simulator
