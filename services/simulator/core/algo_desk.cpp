#include "services/simulator/core/algo_desk.hpp"

#include <algorithm>
#include <utility>

// Requests about algo orders: placing, amending, cancelling. What fires them is in algo_triggers.cpp.
namespace trading::simulator {
namespace {

bool is_positive_or_absent(const std::optional<base::Decimal>& value) { return !value || value->is_positive(); }

std::size_t capacity_of(AlgoKind kind) {
    switch (kind) {
        case AlgoKind::Conditional:
        case AlgoKind::OneCancelsOther: return AlgoDesk::kProtectionsMax;
        case AlgoKind::Trigger: return AlgoDesk::kTriggersMax;
        case AlgoKind::Trailing: return AlgoDesk::kTrailingMax;
    }
    return 0;
}

// A spot buy at market counts quote currency unless the request says otherwise; everything else counts base.
SizeUnit size_unit_of(const PlaceAlgo& request, bool is_spot) {
    if (!is_spot) return SizeUnit::Base;
    if (request.size_unit != SizeUnit::Default) return request.size_unit;
    const bool is_at_market = !request.order_price && !request.legs.take_profit_price && !request.legs.stop_loss_price;
    return request.side == domain::Side::Buy && is_at_market ? SizeUnit::Quote : SizeUnit::Base;
}

bool shares_capacity(AlgoKind left, AlgoKind right) {
    const auto group = [](AlgoKind kind) { return kind == AlgoKind::OneCancelsOther ? AlgoKind::Conditional : kind; };
    return group(left) == group(right);
}

// A negative price in an amend means: at market.
std::optional<base::Decimal> order_price_of(const base::Decimal& amended) {
    return amended.is_negative() ? std::nullopt : std::optional{amended};
}

}  // namespace

Reply AlgoDesk::place(const PlaceAlgo& request) {
    Account& account = state_.account(request.account);
    const Market* market = state_.find_market(request.instrument.value());
    Refusal refusal = desk_.checks().check_place(account, market, request.margin_mode, request.position_side);
    if (!refusal.is_refused()) refusal = check(request, account, *market);
    Reply reply = refuse(refusal);
    reply.client_order_id = request.client_id;
    reply.tag = request.tag;
    reply.time = state_.now;
    if (!refusal.is_refused()) reply.order_id = open(request, account, *market).view.algo_id;
    return reply;
}

Refusal AlgoDesk::check(const PlaceAlgo& request, const Account& account, const Market& market) const {
    if (const Refusal found = desk_.checks().check_status(market, OrderKind::Limit); found.is_refused()) return found;
    if (!request.client_id.empty()) {
        const auto named = account.newest_algo_by_client_id.find(request.client_id);
        if (named != account.newest_algo_by_client_id.end() &&
            account.pending_algos.find(named->second) != account.pending_algos.end()) {
            return {"51065", "Algo client order ID already exists.", {}};
        }
    }
    if (const Refusal found = check_amount(request, account, market); found.is_refused()) return found;
    if (const Refusal found = check_capacity(request, account, market); found.is_refused()) return found;
    switch (request.kind) {
        case AlgoKind::Conditional:
        case AlgoKind::OneCancelsOther: return check_legs(request, market);
        case AlgoKind::Trigger:
            if (!request.trigger_price || !request.trigger_price->is_positive()) return parameter_refusal("triggerPx");
            if (!is_positive_or_absent(request.order_price)) return parameter_refusal("orderPx");
            return {};
        case AlgoKind::Trailing: return check_trailing(request, market);
    }
    return {};
}

Refusal AlgoDesk::check_amount(const PlaceAlgo& request, const Account& account, const Market& market) const {
    if (market.is_spot() && (request.is_reduce_only || request.closes_position)) return parameter_refusal("reduceOnly");
    if (!request.closes_position) {
        if (!request.size || !request.size->is_positive()) return parameter_refusal("sz");
        const SizeUnit unit = size_unit_of(request, market.is_spot());
        return desk_.checks().check_size(market, OrderKind::Limit, unit, *request.size);
    }
    if (request.size) return parameter_refusal("sz");
    const PositionKind kind{request.margin_mode, request.position_side.value_or(PositionSide::Net)};
    if (kind.side == PositionSide::Net && !request.is_reduce_only) return parameter_refusal("reduceOnly");
    if (account.position_lots(state_.index_of(market), kind) == 0) return {"51023", "Position doesn't exist.", {}};
    return {};
}

Refusal AlgoDesk::check_capacity(const PlaceAlgo& request, const Account& account, const Market& market) const {
    std::size_t pending = 0;
    for (const std::int64_t id : account.pending_algos) {
        const Algo& algo = account.algos.at(id);
        if (algo.market == state_.index_of(market) && shares_capacity(algo.view.kind, request.kind)) ++pending;
    }
    if (pending < capacity_of(request.kind)) return {};
    return {"51103", "The number of pending algo orders reached its upper limit.", {}};
}

Refusal AlgoDesk::check_legs(const PlaceAlgo& request, const Market& market) const {
    const ProtectionLegs& legs = request.legs;
    const bool has_profit = legs.take_profit_trigger.has_value();
    const bool has_loss = legs.stop_loss_trigger.has_value();
    const bool needs_both = request.kind == AlgoKind::OneCancelsOther;
    if (!has_profit && (needs_both || !has_loss)) return parameter_refusal("tpTriggerPx");
    if (!has_loss && needs_both) return parameter_refusal("slTriggerPx");
    if (!is_positive_or_absent(legs.take_profit_trigger)) return parameter_refusal("tpTriggerPx");
    if (!is_positive_or_absent(legs.stop_loss_trigger)) return parameter_refusal("slTriggerPx");
    if (!is_positive_or_absent(legs.take_profit_price)) return parameter_refusal("tpOrdPx");
    if (!is_positive_or_absent(legs.stop_loss_price)) return parameter_refusal("slOrdPx");
    const bool sells = request.side == domain::Side::Sell;
    if (has_profit) {
        const base::Decimal now = market.grid.to_price(watched_ticks(state_, market, legs.take_profit_by));
        if (sells && *legs.take_profit_trigger <= now) {
            return {"51050", "Your TP price should be higher than the current price.", {}};
        }
        if (!sells && *legs.take_profit_trigger >= now) {
            return {"51052", "Your TP price should be lower than the current price.", {}};
        }
    }
    if (has_loss) {
        const base::Decimal now = market.grid.to_price(watched_ticks(state_, market, legs.stop_loss_by));
        if (sells && *legs.stop_loss_trigger >= now) {
            return {"51051", "Your SL price should be lower than the current price.", {}};
        }
        if (!sells && *legs.stop_loss_trigger <= now) {
            return {"51053", "Your SL price should be higher than the current price.", {}};
        }
    }
    return {};
}

Refusal AlgoDesk::check_trailing(const PlaceAlgo& request, const Market& market) const {
    if (request.callback_ratio.has_value() == request.callback_spread.has_value()) {
        return parameter_refusal("callbackRatio");
    }
    const base::Decimal least = *base::Decimal::from_parts(1, 3);
    if (request.callback_ratio && (*request.callback_ratio < least || *request.callback_ratio > base::Decimal{1})) {
        return parameter_refusal("callbackRatio");
    }
    if (request.callback_spread && !market.grid.to_ticks(*request.callback_spread)) {
        return parameter_refusal("callbackSpread");
    }
    if (!is_positive_or_absent(request.callback_spread)) return parameter_refusal("callbackSpread");
    if (!is_positive_or_absent(request.active_price)) return parameter_refusal("activePx");
    return {};
}

Algo& AlgoDesk::open(const PlaceAlgo& request, Account& account, const Market& market) {
    Algo algo;
    algo.market = state_.index_of(market);
    AlgoView& view = algo.view;
    view.account = account.id;
    view.instrument = market.id();
    view.is_spot = market.is_spot();
    view.algo_id = state_.next_id();
    view.client_id = request.client_id;
    view.tag = request.tag;
    view.kind = request.kind;
    view.side = request.side;
    view.position_side = market.is_spot() ? PositionSide::Net : request.position_side.value_or(PositionSide::Net);
    view.margin_mode = request.margin_mode;
    view.size_unit = size_unit_of(request, market.is_spot());
    view.size = request.size;
    view.closes_position = request.closes_position;
    view.is_reduce_only = request.is_reduce_only;
    view.cancels_on_close = request.cancels_on_close;
    if (!market.is_spot()) view.leverage = base::Decimal{account.leverage(algo.market, kind_of(view))};
    view.legs = request.legs;
    view.trigger_price = request.trigger_price;
    view.order_price = request.order_price;
    view.trigger_by = request.trigger_by;
    view.callback_ratio = request.callback_ratio;
    view.callback_spread = request.callback_spread;
    view.active_price = request.active_price;
    view.created = state_.now;
    algo.is_active = !request.active_price.has_value();
    // Triggers work in the direction away from the price at which they were placed.
    algo.extreme_ticks = watched_ticks(state_, market, request.trigger_by);
    const std::int64_t id = view.algo_id;
    if (!view.client_id.empty()) account.newest_algo_by_client_id[view.client_id] = id;
    account.pending_algos.insert(id);
    Algo& kept = account.algos.emplace(id, std::move(algo)).first->second;
    publish(kept);
    return kept;
}

Algo* AlgoDesk::find(Account& account, const std::optional<std::int64_t>& id, const std::string& client_id) {
    std::int64_t wanted = id.value_or(0);
    if (!id) {
        const auto named = account.newest_algo_by_client_id.find(client_id);
        if (named != account.newest_algo_by_client_id.end()) wanted = named->second;
    }
    const auto found = account.algos.find(wanted);
    return found == account.algos.end() ? nullptr : &found->second;
}

Reply AlgoDesk::cancel(const CancelAlgo& request) {
    Account& account = state_.account(request.account);
    if (!request.algo_id && request.client_id.empty()) {
        return refuse({"51003", "Either algo client order ID or algo ID is required.", {}});
    }
    Algo* algo = find(account, request.algo_id, request.client_id);
    const bool is_known = algo != nullptr && algo->view.instrument == request.instrument;
    Reply reply;
    if (!is_known || algo->view.state != AlgoState::Live) {
        reply =
            refuse({"51400", "Order cancellation failed as the order has been filled, canceled or does not exist.", {}}
            );
        reply.order_id = request.algo_id.value_or(0);
        reply.client_order_id = request.client_id;
        return reply;
    }
    reply.order_id = algo->view.algo_id;
    reply.client_order_id = algo->view.client_id;
    reply.time = algo->view.created;
    end(account, *algo, AlgoState::Canceled);
    return reply;
}

Reply AlgoDesk::amend(const AmendAlgo& request) {
    Account& account = state_.account(request.account);
    if (!request.algo_id && request.client_id.empty()) {
        return refuse({"51003", "Either algo client order ID or algo ID is required.", {}});
    }
    Algo* algo = find(account, request.algo_id, request.client_id);
    if (algo == nullptr || algo->view.instrument != request.instrument || algo->view.state != AlgoState::Live) {
        return refuse(
            {"51503", "Order modification failed as the order has been filled, canceled or does not exist.", {}}
        );
    }
    if (algo->view.kind == AlgoKind::Trailing) {
        return refuse({"51506", "Order modification unavailable for the order type.", {}});
    }
    // The amended order must be one that could be placed now.
    AlgoView changed = algo->view;
    if (request.new_size) changed.size = request.new_size;
    changed.legs = changed_legs(changed.legs, request.new_legs);
    if (request.new_trigger_price) changed.trigger_price = request.new_trigger_price;
    if (request.new_order_price) changed.order_price = order_price_of(*request.new_order_price);
    changed.trigger_by = request.new_trigger_by.value_or(changed.trigger_by);
    PlaceAlgo as_new;
    as_new.side = changed.side;
    as_new.kind = changed.kind;
    as_new.legs = changed.legs;
    const Market& market = state_.markets[algo->market];
    Refusal refusal;
    if (changed.size && (changed.closes_position || !changed.size->is_positive())) refusal = parameter_refusal("newSz");
    if (!refusal.is_refused() && changed.size) {
        const SizeUnit unit = market.is_spot() ? changed.size_unit : SizeUnit::Base;
        refusal = desk_.checks().check_size(market, OrderKind::Limit, unit, *changed.size);
    }
    if (!refusal.is_refused() && changed.kind != AlgoKind::Trigger) refusal = check_legs(as_new, market);
    if (!refusal.is_refused() && changed.trigger_price && !changed.trigger_price->is_positive()) {
        refusal = parameter_refusal("newTriggerPx");
    }
    Reply reply = refuse(refusal);
    reply.order_id = algo->view.algo_id;
    reply.client_order_id = algo->view.client_id;
    reply.request_id = request.request_id;
    reply.time = algo->view.created;
    if (refusal.is_refused()) return reply;
    algo->view = changed;
    if (request.new_trigger_price || request.new_trigger_by) {
        algo->extreme_ticks = watched_ticks(state_, market, changed.trigger_by);
    }
    publish(*algo);
    return reply;
}

void AlgoDesk::publish(Algo& algo) {
    algo.view.updated = state_.now;
    state_.emit(AlgoChanged{algo.view});
}

void AlgoDesk::end(Account& account, Algo& algo, AlgoState final_state) {
    TRADING_ASSERT(algo.view.state == AlgoState::Live);
    algo.view.state = final_state;
    account.pending_algos.erase(algo.view.algo_id);
    account.closed_algos.push_back(algo.view.algo_id);
    publish(algo);
    if (account.closed_algos.size() <= Account::kClosedAlgosMax) return;
    const auto oldest = account.algos.find(account.closed_algos.front());
    account.closed_algos.pop_front();
    const auto named = account.newest_algo_by_client_id.find(oldest->second.view.client_id);
    if (named != account.newest_algo_by_client_id.end() && named->second == oldest->first) {
        account.newest_algo_by_client_id.erase(named);
    }
    account.algos.erase(oldest);
    ++state_.counters.records_dropped;
}

}  // namespace trading::simulator
