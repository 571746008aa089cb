#include "services/simulator/core/account_desk.hpp"

#include "services/simulator/core/position_views.hpp"

#include <algorithm>
#include <utility>

namespace trading::simulator {

Refusal AccountDesk::check_leverage(const SetLeverage& request, const Market* market, const Account& account) const {
    if (market == nullptr) return {"51001", "Instrument ID doesn't exist.", {}};
    if (market->is_spot() || request.margin_mode == MarginMode::Cash) {
        return {"51010", "You can't complete this request under your current account mode.", {}};
    }
    if (request.margin_mode == MarginMode::Isolated) {
        const bool is_net = request.position_side.value_or(PositionSide::Net) == PositionSide::Net;
        if (is_net != (account.position_mode == PositionMode::Net)) return parameter_refusal("posSide");
    }
    if (!request.leverage.is_positive() || !request.leverage.is_multiple_of(base::Decimal{1})) {
        return parameter_refusal("lever");
    }
    if (request.leverage > market->spec.published.maximum_leverage.value()) {
        return {"59102", "Leverage exceeds the maximum limit. Please lower the leverage.", {}};
    }
    return {};
}

bool AccountDesk::is_meant(const SetLeverage& request, PositionKind kind) {
    if (kind.mode != request.margin_mode) return false;
    return kind.mode == MarginMode::Cross || kind.side == request.position_side.value_or(PositionSide::Net);
}

Reply AccountDesk::set_leverage(const SetLeverage& request) {
    Account& account = state_.account(request.account);
    const Market* market = state_.find_market(request.instrument.value());
    if (const Refusal refusal = check_leverage(request, market, account); refusal.is_refused()) return refuse(refusal);
    const std::size_t where = state_.index_of(*market);
    const PositionSide side = request.position_side.value_or(PositionSide::Net);
    std::int64_t& leverage =
        request.margin_mode == MarginMode::Cross
            ? account.cross_leverage[where]
            : account.isolated_leverage.try_emplace({where, side}, Account::kLeverageDefault).first->second;
    const std::int64_t before = std::exchange(leverage, request.leverage.coefficient());
    const std::map<PositionKind, Money> missing = missing_margin(account, where, request);
    Money more;
    for (const auto& [kind, amount] : missing) more += amount;
    if (is_short_of_margin(account, where, more)) {
        leverage = before;
        return refuse({"59101", "Leverage can't be modified: the margin of positions and orders would not suffice.", {}}
        );
    }
    for (const auto& [kind, amount] : missing) clearing_.move_margin(account, where, kind, amount);
    for (const std::int64_t id : account.pending[where]) {
        Order& order = account.orders.at(id);
        if (!is_meant(request, kind_of(order.view))) continue;
        order.view.leverage = request.leverage;
        keeper_.refreeze(order);
    }
    for (const auto& [key, position] : account.positions) {
        if (key.first != where || !is_meant(request, key.second) || position.lots == 0) continue;
        const PositionView view = position_view(state_, account, where, key.second);
        state_.emit(PositionChanged{account.id, view, ChangeReason::SetLeverage, {}});
    }
    Reply reply;
    reply.time = state_.now;
    return reply;
}

std::map<PositionKind, Money> AccountDesk::missing_margin(
    const Account& account, std::size_t where, const SetLeverage& request
) const {
    const Market& market = state_.markets[where];
    std::map<PositionKind, Money> missing;
    for (const auto& [key, position] : account.positions) {
        const PositionKind kind = key.second;
        if (key.first != where || kind.mode != MarginMode::Isolated || !is_meant(request, kind)) continue;
        const Money notional = market.grid.notional(market.mark_ticks, std::abs(position.lots));
        const Money lacks = VenueState::initial_margin(account, where, kind, notional) - position.margin;
        if (position.lots != 0 && lacks.is_positive()) missing[kind] = lacks;
    }
    return missing;
}

Reply AccountDesk::adjust_margin(const AdjustMargin& request) {
    Account& account = state_.account(request.account);
    const Market* market = state_.find_market(request.instrument.value());
    if (market == nullptr) return refuse({"51001", "Instrument ID doesn't exist.", {}});
    const std::size_t where = state_.index_of(*market);
    const PositionKind kind{MarginMode::Isolated, request.position_side};
    Position* position = account.find_position(where, kind);
    if (position == nullptr || position->lots == 0) {
        return refuse({"59300", "Margin call failed. Position does not exist.", {}});
    }
    const auto amount = Money::from_decimal(request.amount);
    if (!amount || amount->is_zero()) return refuse(parameter_refusal("amt"));
    const domain::Currency& settle = market->spec.published.settle_currency;
    const Money notional = market->grid.notional(market->mark_ticks, std::abs(position->lots));
    // Taken may be what neither the leverage nor a loss needs.
    const Money loss = min_of(Money{}, VenueState::unrealised(*market, *position));
    const Money spare = position->margin + loss - VenueState::initial_margin(account, where, kind, notional);
    const Money most = amount->is_negative() ? spare : state_.margin(account, settle).available_equity();
    if ((amount->is_negative() ? -*amount : *amount) > most) {
        return refuse({"59301", "Margin adjustment failed for exceeding the max limit.", {}});
    }
    clearing_.move_margin(account, where, kind, *amount);
    Reply reply;
    reply.time = state_.now;
    return reply;
}

bool AccountDesk::is_short_of_margin(const Account& account, std::size_t where, Money more) const {
    const MarginFigures figures = state_.margin(account, state_.markets[where].spec.published.settle_currency);
    Money orders = figures.order_frozen + more;
    for (const std::int64_t id : account.pending[where]) {
        const Order& order = account.orders.at(id);
        orders += keeper_.needed(order) - order.frozen;
    }
    return figures.cross_equity() < figures.initial + orders;
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
