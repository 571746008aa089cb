#include "services/execution/core/protection.hpp"

#include "common/base/planted_defect.hpp"
#include "common/domain/rounding.hpp"
#include "services/execution/core/client_order_id.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::OrderPurpose;
using domain::OrderStatus;
using domain::OrderType;
using domain::Price;
using domain::Quantity;
using domain::Side;

namespace {

constexpr base::Duration kTakeProfitRetry = std::chrono::seconds{2};

Side closing_side(const domain::Position& position) { return position.quantity.is_positive() ? Side::Sell : Side::Buy; }

bool is_on_its_way_to_market(const domain::Order& order) {
    return order.type == OrderType::Market || order.time_in_force == domain::TimeInForce::ImmediateOrCancel;
}

}  // namespace

void Protection::follow(const domain::OrderIntent& intent) {
    ProtectionPlan& plan = plans_[intent.instrument_id];
    plan.intent_id = intent.intent_id;
    plan.stop_price = intent.stop_price;
    if (intent.take_profit_price || intent.kind == domain::IntentKind::Enter) {
        plan.take_profit_price = intent.take_profit_price;
    }
    plan.ts_next_stop = {};
    plan.ts_next_take_profit = {};
}

void Protection::update(bool may_take_profit, Step& step) {
    for (const auto& [id, position] : positions_.all()) {
        const domain::Instrument* instrument = market_.instrument(id);
        if (instrument == nullptr) continue;
        View view = look_at(*instrument, position, step.now);
        if (view.size.is_zero()) {
            retire(view, step);
            continue;
        }
        if (position.strategy_id.empty()) {
            // A person turned our position around: our stop for the other side has nothing to protect.
            for (ManagedOrder* managed : view.surplus) {
                if (!managed->order.strategy_id.empty()) desk_.want_cancel(*managed, step);
            }
            continue;
        }
        note_stop_outcome(view, step);
        measure(view, step);
        keep_stop(view, step);
        if (instrument->is_derivative()) {
            if (may_take_profit) keep_take_profit(view, step);
        }
    }
}

Protection::View Protection::look_at(
    const domain::Instrument& instrument, const domain::Position& position, base::Timestamp now
) {
    ProtectionPlan& plan = plans_[instrument.id];
    View view{instrument, position, plan, tradable_part(instrument, position.quantity), {}, {}, nullptr, nullptr, {}};
    for (ManagedOrder* managed : orders_.exposed_orders_of(instrument.id)) {
        const domain::Order& order = managed->order;
        const bool closes = order.side == closing_side(position) && !view.size.is_zero();
        if (!managed->is_open()) {
            // What it sold is not in our books yet.
            if (closes && order.purpose != OrderPurpose::Entry) {
                view.closing = sum(view.closing, managed->outstanding());
                view.covering = sum(view.covering, managed->outstanding());
            }
            continue;
        }
        const bool is_protective = order.purpose == OrderPurpose::StopLoss || order.purpose == OrderPurpose::TakeProfit;
        if (!managed->is_stop() && order.purpose != OrderPurpose::Entry && closes && is_on_its_way_to_market(order)) {
            view.closing = sum(view.closing, managed->outstanding());
            const bool may_arrive = desk_.by_venue_clock(now) <= order.ts_expires + options_.orders.absence_margin;
            if (order.status != OrderStatus::Unknown || may_arrive) {
                view.covering = sum(view.covering, managed->outstanding());
            }
        } else if (!is_protective) {
            continue;
        } else if (managed->is_stop() && closes && view.stop == nullptr) {
            view.stop = managed;
            plan.last_stop_id = order.client_order_id;
        } else if (order.purpose == OrderPurpose::TakeProfit && closes && view.take_profit == nullptr) {
            view.take_profit = managed;
        } else {
            view.surplus.push_back(managed);
        }
    }
    view.closing = std::min(view.closing, view.size);
    view.covering = std::min(view.covering, view.size);
    return view;
}

// The position is gone: nothing may stay behind that could open another one.
void Protection::retire(View& view, Step& step) {
    for (ManagedOrder* managed : view.surplus) desk_.want_cancel(*managed, step);
    ProtectionPlan& plan = view.plan;
    for (const auto& uncovered : plan.uncovered) {
        unprotected_longest_ = std::max(unprotected_longest_, step.now - uncovered.ts_since);
    }
    plan.uncovered.clear();
    plan.largest_seen = {};
    plan.ts_triggered = {};
    plan.must_close = false;
    plan.is_close_waiting = false;
    plan.last_stop_id = {};
    positions_.set_protection(view.instrument.id, std::nullopt, {}, step);
}

void Protection::note_stop_outcome(const View& view, Step& step) const {
    ProtectionPlan& plan = view.plan;
    const ManagedOrder* last = orders_.find(plan.last_stop_id);
    if (last == nullptr || last->is_open()) return;
    if (last->order.status == OrderStatus::Triggered && plan.ts_triggered == base::Timestamp{}) {
        plan.ts_triggered = step.now;
    }
    if (last->order.status == OrderStatus::Rejected && !plan.must_close) {
        plan.must_close = true;
        step.alert("stop_refused", fmt::format("{} {}", view.instrument.id.value(), last->order.reason));
    }
}

bool Protection::is_firing(const View& view, base::Timestamp now) const {
    if (view.plan.ts_triggered == base::Timestamp{}) return false;
    // A second stop that reduces only does no harm; one of spot would sell what the first has sold already.
    const base::Duration longest =
        view.instrument.is_spot() ? OrderTable::kFiringMax : options_.protection.unprotected_max;
    return view.plan.ts_triggered > std::max(positions_.complete_until(), now - longest);
}

bool Protection::wants_fills() const {
    const base::Timestamp ts_complete = positions_.complete_until();
    return std::any_of(plans_.begin(), plans_.end(), [&](const auto& entry) {
        const base::Timestamp ts_triggered = entry.second.ts_triggered;
        return ts_triggered != base::Timestamp{} && ts_triggered > ts_complete;
    });
}

void Protection::measure(View& view, Step& step) {
    ProtectionPlan& plan = view.plan;
    const bool has_live_stop = view.stop != nullptr && view.stop->is_at_venue();
    const Quantity resting = has_live_stop ? std::min(view.stop->order.quantity, view.size) : Quantity{};
    const Quantity covered = is_firing(view, step.now) ? view.size : std::min(view.size, sum(resting, view.covering));

    for (auto& uncovered : plan.uncovered) uncovered.size = std::min(uncovered.size, view.size);
    const bool has_grown = view.size > plan.largest_seen;
    if (has_grown || (plan.uncovered.empty() && covered < view.size)) plan.uncovered.push_back({step.now, view.size});
    plan.largest_seen = view.size;
    while (!plan.uncovered.empty() && plan.uncovered.front().size <= covered) {
        unprotected_longest_ = std::max(unprotected_longest_, step.now - plan.uncovered.front().ts_since);
        plan.uncovered.pop_front();
    }
    if (plan.uncovered.empty()) plan.is_close_waiting = false;
    // While the stop fires its price stays on record: the fill of its order is attributed by it.
    if (!is_firing(view, step.now)) {
        const auto stop_price = has_live_stop ? view.stop->order.trigger_price : std::nullopt;
        positions_.set_protection(view.instrument.id, stop_price, resting, step);
    }
    const bool is_overdue =
        !plan.uncovered.empty() && step.now - plan.uncovered.front().ts_since >= options_.protection.unprotected_max;
    if (plan.must_close) {
        close(view, "the stop was refused", step);
    } else if (is_overdue) {
        close(view, "no stop in time", step);
    }
}

void Protection::close(View& view, std::string_view why, Step& step) {
    ProtectionPlan& plan = view.plan;
    if (view.closing >= view.size || step.now < plan.ts_next_close) return;
    if (TRADING_PLANTED_DEFECT("unprotected_stays_open")) return;
    Quantity wanted = difference(view.size, view.closing);
    const Quantity largest = view.instrument.maximum_market_quantity;
    if (!largest.is_zero()) wanted = std::min(wanted, largest);
    if (!sales_.claim(view.instrument, wanted, step.now)) {
        if (std::exchange(plan.is_close_waiting, true)) return;
        step.alert(
            "unprotected_close_waits",
            fmt::format("{} {}: {}, and an order could sell it too", view.instrument.id.value(), wanted.to_string(), why)
        );
        return;
    }
    plan.is_close_waiting = false;
    plan.ts_next_close = step.now + options_.protection.close_retry;
    domain::Order order = order_for(view, OrderPurpose::StopLoss, step);
    order.client_order_id = client_order_id_of(
        options_.account_id, order.intent_id, fmt::format("close:{}", base::to_unix_nanoseconds(step.now))
    );
    order.type = OrderType::Market;
    order.quantity = wanted;
    step.alert(
        "position_closed_unprotected",
        fmt::format("{} {}: {}", view.instrument.id.value(), order.quantity.to_string(), why)
    );
    ++emergency_closes_;
    view.closing = sum(view.closing, order.quantity);
    desk_.place(std::move(order), step);
}

void Protection::keep_stop(View& view, Step& step) {
    ProtectionPlan& plan = view.plan;
    for (ManagedOrder* managed : view.surplus) desk_.want_cancel(*managed, step);
    // A spot stop would sell again what another order sells or is about to; a derivative's is reduce-only and may stay.
    const Quantity leaving = sum(view.closing, sales_.claimed(view.instrument.id, step.now));
    const Quantity target =
        view.instrument.is_spot() ? tradable_part(view.instrument, excess(view.size, leaving)) : view.size;
    if (target.is_zero() && view.stop != nullptr) desk_.want_cancel(*view.stop, step);
    if (target.is_zero() || step.now < plan.ts_next_stop) return;
    if (view.stop == nullptr) {
        if (plan.must_close || is_firing(view, step.now)) return;
        domain::Order order = order_for(view, OrderPurpose::StopLoss, step);
        // The venue knows no expiry of stops. Ours says from when on an absence counts.
        order.type = OrderType::Stop;
        order.quantity = target;
        order.trigger_price = stop_price_of(view);
        if (view.instrument.is_spot()) order.take_profit_price = plan.take_profit_price;
        plan.ts_next_stop = step.now + options_.protection.retry;
        plan.ts_triggered = {};
        plan.last_stop_id = order.client_order_id;
        desk_.place(std::move(order), step);
        return;
    }
    if (!view.stop->is_at_venue() || view.stop->awaited || view.stop->is_cancel_wanted) return;
    const domain::Order& resting = view.stop->order;
    domain::AmendOrder changes;
    if (resting.quantity != target && !TRADING_PLANTED_DEFECT("stop_not_resized")) changes.quantity = target;
    if (const Price stop_price = stop_price_of(view); resting.trigger_price != stop_price) {
        changes.trigger_price = stop_price;
    }
    if (resting.take_profit_price && plan.take_profit_price && resting.take_profit_price != plan.take_profit_price) {
        changes.take_profit_price = plan.take_profit_price;
    }
    if (!changes.quantity && !changes.trigger_price && !changes.take_profit_price) return;
    plan.ts_next_stop = step.now + options_.protection.retry;
    desk_.amend(*view.stop, changes, step);
}

void Protection::keep_take_profit(View& view, Step& step) {
    ProtectionPlan& plan = view.plan;
    Quantity target = difference(view.size, view.closing);
    if (TRADING_PLANTED_DEFECT("take_profit_beyond_position")) target = sum(target, target);
    ManagedOrder* resting = view.take_profit;
    if (!plan.take_profit_price || target.is_zero()) {
        if (resting != nullptr) desk_.want_cancel(*resting, step);
        return;
    }
    if (resting == nullptr) {
        if (step.now < plan.ts_next_take_profit || plan.must_close || is_firing(view, step.now)) return;
        domain::Order order = order_for(view, OrderPurpose::TakeProfit, step);
        order.type = OrderType::Limit;
        order.quantity = target;
        order.limit_price = plan.take_profit_price;
        plan.ts_next_take_profit = step.now + kTakeProfitRetry;
        desk_.place(std::move(order), step);
        return;
    }
    if (!resting->is_at_venue() || resting->awaited || resting->is_cancel_wanted) return;
    domain::AmendOrder changes;
    const Quantity total = sum(resting->order.filled_quantity, target);
    const bool is_too_large = resting->order.quantity > total;
    // Shrinking never waits: a take-profit must not exceed the position.
    if (!is_too_large && step.now < plan.ts_next_take_profit) return;
    if (resting->order.quantity != total) changes.quantity = total;
    if (resting->order.limit_price != plan.take_profit_price) changes.limit_price = plan.take_profit_price;
    if (!changes.quantity && !changes.limit_price) return;
    plan.ts_next_take_profit = step.now + options_.protection.retry;
    desk_.amend(*resting, changes, step);
}

Price Protection::stop_price_of(const View& view) const {
    if (view.plan.stop_price) return *view.plan.stop_price;
    if (view.stop != nullptr && view.stop->order.trigger_price) return *view.stop->order.trigger_price;
    // A position of ours whose plan is lost: at the configured distance from what it cost.
    const InstrumentMarket* market = market_.find(view.instrument.id);
    const Price entry = view.position.average_entry_price.value_or(market->valuation_price().value_or(Price{}));
    const auto distance =
        base::multiply(entry.value(), options_.protection.fallback_stop_distance.value(), 12, base::Rounding::HalfEven);
    const Price step_away{exact(distance)};
    const bool is_long = view.position.quantity.is_positive();
    return is_long ? exact(domain::floor_to_tick(view.instrument, difference(entry, step_away)))
                   : exact(domain::ceil_to_tick(view.instrument, sum(entry, step_away)));
}

domain::Order Protection::order_for(const View& view, OrderPurpose purpose, Step& step) const {
    domain::Order order;
    order.intent_id = view.plan.intent_id;
    // A position that was adopted has no intent; its orders still need a name that no other instrument's have.
    if (order.intent_id.empty()) order.intent_id = domain::IntentId{"adopted:" + view.instrument.id.value()};
    order.client_order_id = client_order_id_of(
        options_.account_id,
        order.intent_id,
        fmt::format("{}:{}", domain::to_string(purpose), base::to_unix_nanoseconds(step.now))
    );
    order.strategy_id = view.position.strategy_id;
    order.instrument_id = view.instrument.id;
    order.purpose = purpose;
    order.side = closing_side(view.position);
    order.is_reduce_only = view.instrument.is_derivative();
    const bool is_without_stop = purpose == OrderPurpose::StopLoss;
    order.ts_expires = step.now + (is_without_stop ? options_.expiry_without_stop() : options_.orders.expiry);
    return order;
}

}  // namespace trading::execution
