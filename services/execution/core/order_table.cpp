#include "services/execution/core/order_table.hpp"

#include "common/base/planted_defect.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::Order;
using domain::OrderStatus;
using domain::Price;
using domain::Quantity;

namespace {

constexpr int kAverageScale = 12;

// (old average x old quantity + price x quantity) / both; the price of the fill when that does not fit.
Price average_after(const ManagedOrder& managed, const domain::Fill& fill) {
    const Quantity before = managed.booked_quantity;
    if (before.is_zero() || !managed.order.average_fill_price) return fill.price;
    const auto old_part = base::multiply(
        managed.order.average_fill_price->value(), before.value(), kAverageScale, base::Rounding::HalfEven
    );
    const auto new_part =
        base::multiply(fill.price.value(), fill.quantity.value(), kAverageScale, base::Rounding::HalfEven);
    if (!old_part || !new_part) return fill.price;
    const auto total = base::add(*old_part, *new_part);
    if (!total) return fill.price;
    const auto average =
        base::divide(*total, sum(before, fill.quantity).value(), kAverageScale, base::Rounding::HalfEven);
    return average ? Price{*average} : fill.price;
}

}  // namespace

Quantity ManagedOrder::outstanding() const {
    const Quantity unbooked = excess(order.filled_quantity, booked_quantity);
    if (TRADING_PLANTED_DEFECT("closed_order_releases_exposure") && !is_open()) return {};
    if (!is_open()) return unbooked;
    return sum(excess(order.quantity, order.filled_quantity), unbooked);
}

void OrderTable::recover(const Order& order, Quantity booked_quantity) {
    ManagedOrder managed;
    managed.order = order;
    managed.booked_quantity = booked_quantity;
    managed.is_recovered = true;
    if (!managed.is_open()) managed.ts_ended = order.ts_event;
    const auto [slot, is_new] = orders_.emplace(order.client_order_id, std::move(managed));
    TRADING_ASSERT(is_new);
    if (!order.intent_id.empty()) by_intent_[order.intent_id].push_back(order.client_order_id);
    index(slot->second);
}

ManagedOrder& OrderTable::add(Order order, Step& step) {
    TRADING_ASSERT(!order.client_order_id.empty());
    TRADING_ASSERT(order.version == 0);
    order.ts_created = step.now;
    order.ts_event = step.now;
    ManagedOrder managed;
    managed.order = std::move(order);
    const auto [slot, is_new] = orders_.emplace(managed.order.client_order_id, managed);
    TRADING_ASSERT(is_new);
    ManagedOrder& added = slot->second;
    if (!added.order.intent_id.empty()) by_intent_[added.order.intent_id].push_back(added.order.client_order_id);
    emit(added, added.order.status, step);
    index(added);
    return added;
}

bool OrderTable::move(ManagedOrder& managed, OrderTrigger trigger, const OrderChange& change, Step& step) {
    const Order before = managed.order;
    auto next = next_status(before.status, trigger);
    if (TRADING_PLANTED_DEFECT("closed_order_reopens")) next = next_status(OrderStatus::InFlight, trigger);
    absorb(managed.order, change);
    check_size(managed, before, step);
    if (next) {
        set_status(managed, *next, step.now);
    } else {
        ++refused_events_;
    }
    // A report that repeats what we know is no change, whatever its time.
    const base::Timestamp ts_reported = std::exchange(managed.order.ts_event, before.ts_event);
    if (managed.order != before) {
        managed.order.ts_event = ts_reported;
        emit(managed, before.status, step);
    }
    index(managed);
    return next.has_value();
}

// No fact: nobody beside the database needs to know before the venue has taken it.
void OrderTable::note_amend(ManagedOrder& managed, base::Timestamp ts_expires, Step& step) {
    managed.order.ts_amend_expires = ts_expires;
    ++managed.order.version;
    step.out.records.emplace_back(managed.order);
}

void OrderTable::assign(ManagedOrder& managed, const domain::StrategyId& strategy_id, Step& step) {
    managed.order.strategy_id = strategy_id;
    emit(managed, managed.order.status, step);
}

void OrderTable::book(ManagedOrder& managed, const domain::Fill& fill, Step& step) {
    OrderChange change;
    change.venue_order_id = fill.venue_order_id;
    change.average_fill_price = average_after(managed, fill);
    managed.booked_quantity = sum(managed.booked_quantity, fill.quantity);
    change.filled_quantity = managed.booked_quantity;
    change.ts_event = fill.times.ts_event;
    const bool is_complete = std::max(managed.booked_quantity, managed.order.filled_quantity) >= managed.order.quantity;
    move(managed, is_complete ? OrderTrigger::SeenFilled : OrderTrigger::SeenPartiallyFilled, change, step);
}

void OrderTable::absorb(Order& order, const OrderChange& change) {
    if (!change.venue_order_id.empty()) order.venue_order_id = change.venue_order_id;
    if (change.filled_quantity) order.filled_quantity = std::max(order.filled_quantity, *change.filled_quantity);
    if (TRADING_PLANTED_DEFECT("last_report_wins") && change.filled_quantity) {
        order.filled_quantity = *change.filled_quantity;
    }
    if (change.average_fill_price) order.average_fill_price = change.average_fill_price;
    if (!change.reason.empty()) order.reason = change.reason;
    if (change.ts_event != base::Timestamp{}) order.ts_event = std::max(order.ts_event, change.ts_event);
    if (domain::is_terminal(order.status)) return;
    if (change.quantity && !change.quantity->is_zero()) order.quantity = *change.quantity;
    if (change.limit_price) order.limit_price = change.limit_price;
    if (change.trigger_price) order.trigger_price = change.trigger_price;
    if (change.take_profit_price) order.take_profit_price = change.take_profit_price;
}

// Entries are never made larger, so more filled than ordered is the venue's error or ours, and a person must look. All
// others are amended: more filled than we last heard of means that the venue has taken a later size.
void OrderTable::check_size(ManagedOrder& managed, const Order& before, Step& step) {
    Order& order = managed.order;
    if (order.filled_quantity <= order.quantity) return;
    if (order.purpose != domain::OrderPurpose::Entry) {
        order.quantity = order.filled_quantity;
    } else if (order.filled_quantity > before.filled_quantity) {
        ++overfilled_orders_;
        step.alert("order_overfilled", order.client_order_id.value());
    }
}

// The one place where a status changes.
void OrderTable::set_status(ManagedOrder& managed, OrderStatus status, base::Timestamp now) {
    if (managed.order.status == status) return;
    managed.order.status = status;
    managed.absences = 0;
    managed.is_undecidable = false;
    const bool is_placed = managed.is_at_venue() || domain::is_terminal(status);
    if (is_placed && managed.awaited && managed.awaited->kind == domain::RequestKind::Place) managed.awaited.reset();
    if (!domain::is_terminal(status)) return;
    managed.ts_ended = now;
    managed.awaited.reset();
    managed.is_cancel_wanted = false;
    managed.ts_next_query = {};
    managed.ts_verify = {};
}

void OrderTable::index(const ManagedOrder& managed) {
    const domain::ClientOrderId& id = managed.order.client_order_id;
    if (!managed.order.venue_order_id.empty()) by_venue_id_[managed.order.venue_order_id] = id;
    if (managed.is_open()) {
        open_[id] = &orders_.at(id);
    } else {
        open_.erase(id);
    }
    if (managed.order.filled_quantity > managed.booked_quantity) {
        unbooked_.insert(id);
    } else {
        unbooked_.erase(id);
    }
}

void OrderTable::emit(ManagedOrder& managed, OrderStatus previous, Step& step) {
    if (!TRADING_PLANTED_DEFECT("row_version_stands_still")) ++managed.order.version;
    step.out.records.emplace_back(managed.order);
    step.out.facts.emplace_back(domain::OrderEvent{managed.order, previous});
}

ManagedOrder* OrderTable::find(const domain::ClientOrderId& id) {
    const auto found = orders_.find(id);
    return found == orders_.end() ? nullptr : &found->second;
}

const ManagedOrder* OrderTable::find(const domain::ClientOrderId& id) const {
    const auto found = orders_.find(id);
    return found == orders_.end() ? nullptr : &found->second;
}

ManagedOrder* OrderTable::find(const domain::VenueOrderId& id) {
    const auto found = by_venue_id_.find(id);
    return found == by_venue_id_.end() ? nullptr : find(found->second);
}

const ManagedOrder* OrderTable::find(const domain::VenueOrderId& id) const {
    const auto found = by_venue_id_.find(id);
    return found == by_venue_id_.end() ? nullptr : find(found->second);
}

std::vector<ManagedOrder*> OrderTable::open_orders() {
    std::vector<ManagedOrder*> found;
    found.reserve(open_.size());
    for (const auto& [id, managed] : open_) found.push_back(managed);
    return found;
}

std::vector<const ManagedOrder*> OrderTable::open_orders() const {
    std::vector<const ManagedOrder*> found;
    found.reserve(open_.size());
    for (const auto& [id, managed] : open_) found.push_back(managed);
    return found;
}

std::vector<ManagedOrder*> OrderTable::open_orders_of(const domain::InstrumentId& instrument_id) {
    std::vector<ManagedOrder*> found;
    for (const auto& [id, managed] : open_) {
        if (managed->order.instrument_id == instrument_id) found.push_back(managed);
    }
    return found;
}

std::vector<ManagedOrder*> OrderTable::orders_of(const domain::IntentId& intent_id) {
    std::vector<ManagedOrder*> found;
    const auto ids = by_intent_.find(intent_id);
    if (ids == by_intent_.end()) return found;
    for (const auto& id : ids->second) found.push_back(&orders_.at(id));
    return found;
}

const ManagedOrder* OrderTable::find_fired_stop(
    const domain::InstrumentId& instrument_id, domain::Side side, base::Timestamp ts_fill
) const {
    for (const auto& [id, managed] : orders_) {
        const Order& order = managed.order;
        const bool is_alike = order.instrument_id == instrument_id && order.side == side && !order.strategy_id.empty();
        // One that still counts as open may have fired: the report of that may come after the fill.
        if (is_alike && managed.is_stop() && managed.is_open()) return &managed;
        if (!is_alike || order.status != OrderStatus::Triggered) continue;
        if (ts_fill + kFiringMax >= order.ts_event && ts_fill <= order.ts_event + kFiringMax) return &managed;
    }
    return nullptr;
}

bool OrderTable::has_stop_fired_since(const domain::InstrumentId& instrument_id, base::Timestamp since) const {
    return std::any_of(orders_.begin(), orders_.end(), [&](const auto& entry) {
        const ManagedOrder& managed = entry.second;
        return managed.order.status == OrderStatus::Triggered && managed.order.instrument_id == instrument_id &&
               managed.ts_ended >= since;
    });
}

std::vector<const ManagedOrder*> OrderTable::exposed_orders() const {
    std::vector<const ManagedOrder*> found = open_orders();
    for (const auto& id : unbooked_) {
        if (open_.count(id) == 0) found.push_back(&orders_.at(id));
    }
    return found;
}

std::vector<ManagedOrder*> OrderTable::exposed_orders_of(const domain::InstrumentId& instrument_id) {
    std::vector<ManagedOrder*> found = open_orders_of(instrument_id);
    for (const auto& id : unbooked_) {
        ManagedOrder& managed = orders_.at(id);
        if (!managed.is_open() && managed.order.instrument_id == instrument_id) found.push_back(&managed);
    }
    return found;
}

void OrderTable::forget(base::Timestamp before) {
    for (auto slot = orders_.begin(); slot != orders_.end();) {
        const ManagedOrder& managed = slot->second;
        if (managed.is_open() || unbooked_.count(slot->first) > 0 || managed.order.ts_event >= before ||
            managed.order.ts_created >= before) {
            ++slot;
            continue;
        }
        by_venue_id_.erase(managed.order.venue_order_id);
        const auto ids = by_intent_.find(managed.order.intent_id);
        if (ids != by_intent_.end()) {
            std::erase(ids->second, slot->first);
            if (ids->second.empty()) by_intent_.erase(ids);
        }
        slot = orders_.erase(slot);
    }
}

}  // namespace trading::execution
