#include "services/simulator/core/algo_desk.hpp"

#include <algorithm>
#include <utility>

// What makes algo orders fire, and what they place then.
namespace trading::simulator {

std::int64_t watched_ticks(const VenueState& state, const Market& market, TriggerBy by) {
    switch (by) {
        case TriggerBy::Last: return market.last_ticks;
        case TriggerBy::Mark: return market.mark_ticks;
        case TriggerBy::Index: {
            const Market& index = state.markets[market.index_market];
            return market.grid.nearest_ticks(index.grid.to_price(index.index_ticks).to_double());
        }
    }
    return market.last_ticks;
}

void AlgoDesk::settle() {
    for (int round = 0; round < kTriggerRoundsMax; ++round) {
        bool has_fired = false;
        for (Account& account : state_.accounts) {
            for (const std::int64_t parent : std::exchange(account.just_finished_parents, {})) {
                open_attached(account, parent);
            }
            end_for_closed_positions(account);
            has_fired = fire_due(account) || has_fired;
        }
        for (Market& market : state_.markets) {
            market.high_since_check = 0;
            market.low_since_check = 0;
        }
        if (!has_fired) return;
    }
}

void AlgoDesk::open_attached(Account& account, std::int64_t parent) {
    const Order* order = account.find_order(parent);
    if (order == nullptr || order->filled_lots == 0 || !order->view.attached) return;
    const Market& market = state_.markets[order->market];
    PlaceAlgo algo;
    algo.margin_mode = order->view.margin_mode;
    algo.side = domain::opposite(order->view.side);
    algo.position_side = order->view.position_side;
    algo.legs = *order->view.attached;
    const bool has_both = algo.legs.take_profit_trigger && algo.legs.stop_loss_trigger;
    algo.kind = has_both ? AlgoKind::OneCancelsOther : AlgoKind::Conditional;
    std::int64_t lots = order->filled_lots;
    // A spot buy paid its fee in what it bought.
    const bool is_fee_in_base = market.is_spot() && order->view.side == domain::Side::Buy;
    if (is_fee_in_base)
        lots = static_cast<std::int64_t>((market.grid.base(lots) + order->fee).units() / market.grid.base_units(1));
    if (lots <= 0) return;
    algo.size = market.grid.to_size(lots);
    algo.size_unit = SizeUnit::Base;
    algo.is_reduce_only = !market.is_spot();
    algo.cancels_on_close = !market.is_spot();
    algo.client_id = order->view.attached_client_id;
    open(algo, account, market);
}

void AlgoDesk::end_for_closed_positions(Account& account) {
    for (const std::size_t where : std::exchange(account.just_closed, {})) {
        const std::vector<std::int64_t> pending(account.pending_algos.begin(), account.pending_algos.end());
        for (const std::int64_t id : pending) {
            Algo& algo = account.algos.at(id);
            if (algo.market != where || !(algo.view.cancels_on_close || algo.view.closes_position)) continue;
            if (account.position_lots(where, kind_of(algo.view)) != 0) continue;
            end(account, algo, AlgoState::Canceled);
        }
    }
}

bool AlgoDesk::fire_due(Account& account) {
    bool has_fired = false;
    const std::vector<std::int64_t> pending(account.pending_algos.begin(), account.pending_algos.end());
    for (const std::int64_t id : pending) {
        const auto found = account.algos.find(id);
        if (found == account.algos.end() || found->second.view.state != AlgoState::Live) continue;
        Algo& algo = found->second;
        std::optional<TriggeredLeg> leg;
        switch (algo.view.kind) {
            case AlgoKind::Conditional:
            case AlgoKind::OneCancelsOther: leg = due_leg(algo); break;
            case AlgoKind::Trigger:
                if (is_trigger_due(algo)) leg = TriggeredLeg::None;
                break;
            case AlgoKind::Trailing:
                if (advance_trailing(algo)) leg = TriggeredLeg::None;
                break;
        }
        if (!leg) continue;
        fire(account, algo, *leg);
        has_fired = true;
    }
    return has_fired;
}

bool AlgoDesk::is_reached(const Market& market, TriggerBy by, const base::Decimal& price, bool upwards) const {
    std::int64_t ticks = watched_ticks(state_, market, by);
    // A last price that came and went between two looks counts as well.
    if (by == TriggerBy::Last && upwards) ticks = std::max(ticks, market.high_since_check);
    if (by == TriggerBy::Last && !upwards && market.low_since_check != 0)
        ticks = std::min(ticks, market.low_since_check);
    const base::Decimal now = market.grid.to_price(ticks);
    return upwards ? now >= price : now <= price;
}

std::optional<TriggeredLeg> AlgoDesk::due_leg(const Algo& algo) const {
    const Market& market = state_.markets[algo.market];
    const ProtectionLegs& legs = algo.view.legs;
    const bool sells = algo.view.side == domain::Side::Sell;
    // With both legs in one conditional order only the stop acts, as on the venue.
    if (legs.stop_loss_trigger && is_reached(market, legs.stop_loss_by, *legs.stop_loss_trigger, !sells)) {
        return TriggeredLeg::StopLoss;
    }
    const bool is_profit_live = !(algo.view.kind == AlgoKind::Conditional && legs.stop_loss_trigger);
    if (is_profit_live && legs.take_profit_trigger &&
        is_reached(market, legs.take_profit_by, *legs.take_profit_trigger, sells)) {
        return TriggeredLeg::TakeProfit;
    }
    return std::nullopt;
}

bool AlgoDesk::is_trigger_due(const Algo& algo) const {
    const Market& market = state_.markets[algo.market];
    const bool upwards = *algo.view.trigger_price >= market.grid.to_price(algo.extreme_ticks);
    return is_reached(market, algo.view.trigger_by, *algo.view.trigger_price, upwards);
}

bool AlgoDesk::advance_trailing(Algo& algo) const {
    const Market& market = state_.markets[algo.market];
    const bool sells = algo.view.side == domain::Side::Sell;
    const std::int64_t high = std::max(market.last_ticks, market.high_since_check);
    const std::int64_t low =
        market.low_since_check == 0 ? market.last_ticks : std::min(market.last_ticks, market.low_since_check);
    if (!algo.is_active) {
        // Selling waits for a rise to the active price, buying for a fall.
        if (!is_reached(market, TriggerBy::Last, *algo.view.active_price, sells)) return false;
        algo.is_active = true;
        algo.extreme_ticks = market.last_ticks;
    }
    algo.extreme_ticks = sells ? std::max(algo.extreme_ticks, high) : std::min(algo.extreme_ticks, low);
    std::int64_t distance = 0;
    if (algo.view.callback_spread) {
        distance = market.grid.to_ticks(*algo.view.callback_spread).value_or(0);
    } else {
        const auto share =
            base::multiply(base::Decimal{algo.extreme_ticks}, *algo.view.callback_ratio, 0, base::Rounding::Up);
        TRADING_ASSERT(share.has_value());
        distance = share->coefficient();
    }
    const std::int64_t stop = std::max<std::int64_t>(1, algo.extreme_ticks + (sells ? -distance : distance));
    algo.view.moving_trigger = market.grid.to_price(stop);
    return sells ? market.last_ticks <= stop : market.last_ticks >= stop;
}

base::Decimal AlgoDesk::size_to_place(const Account& account, const Algo& algo) const {
    if (!algo.view.closes_position && !algo.view.is_reduce_only) return *algo.view.size;
    // What reduces may not exceed what is there when it fires.
    const Market& market = state_.markets[algo.market];
    const std::int64_t reducible = keeper_.reducible_lots(account, algo.market, algo.view.side, kind_of(algo.view));
    const base::Decimal held = market.grid.to_size(reducible);
    return algo.view.size ? std::min(*algo.view.size, held) : held;
}

void AlgoDesk::fire(Account& account, Algo& algo, TriggeredLeg leg) {
    AlgoView& view = algo.view;
    PlaceOrder order;
    order.account = account.id;
    order.instrument = view.instrument;
    order.margin_mode = view.margin_mode;
    order.side = view.side;
    if (!view.is_spot) order.position_side = view.position_side;
    order.price = leg == TriggeredLeg::StopLoss     ? view.legs.stop_loss_price
                  : leg == TriggeredLeg::TakeProfit ? view.legs.take_profit_price
                                                    : view.order_price;
    order.kind = order.price ? OrderKind::Limit : OrderKind::Market;
    order.size = size_to_place(account, algo);
    order.size_unit = view.size_unit;
    order.is_reduce_only = view.is_reduce_only;
    order.tag = view.tag;
    AlgoOrigin origin{view.algo_id, view.client_id, OrderSource::TakeProfitStopLoss};
    if (view.kind == AlgoKind::Trigger) origin.source = OrderSource::Trigger;
    if (view.kind == AlgoKind::Trailing) origin.source = OrderSource::Trailing;
    view.triggered = state_.now;
    view.actual_leg = leg;
    view.actual_size = order.size;
    view.actual_price = order.price;
    Reply reply;
    if (order.size.is_zero()) {
        reply = refuse({"51169", "No position to reduce.", {}});
    } else {
        reply = desk_.place(order, origin);
    }
    view.order_id = reply.order_id;
    if (!reply.is_accepted()) view.fail_code = reply.code;
    end(account, algo, reply.is_accepted() ? AlgoState::Effective : AlgoState::Failed);
}

}  // namespace trading::simulator
