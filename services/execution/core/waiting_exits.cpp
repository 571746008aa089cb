#include "services/execution/core/waiting_exits.hpp"

#include "services/execution/core/client_order_id.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::IntentKind;
using domain::Order;
using domain::OrderIntent;
using domain::OrderPurpose;
using domain::Quantity;

namespace {

// An intent at the very end of its validity still gets a moment on the wire.
constexpr base::Duration kExpiryMin = std::chrono::milliseconds{1};
// An exit that has been too late for so long was told before the restart, or nobody asks for it any more.
constexpr base::Duration kToldFor = std::chrono::minutes{10};

std::string_view leg_of(const OrderIntent& intent) { return intent.kind == IntentKind::Enter ? "entry" : "exit"; }

}  // namespace

Order order_of(
    const OrderIntent& intent, bool is_derivative, const ExecutionOptions& options, base::Timestamp now
) {
    Order order;
    order.client_order_id = client_order_id_of(options.account_id, intent.intent_id, leg_of(intent));
    order.intent_id = intent.intent_id;
    order.strategy_id = intent.strategy_id;
    order.instrument_id = intent.instrument_id;
    order.purpose = intent.kind == IntentKind::Enter ? OrderPurpose::Entry : OrderPurpose::Exit;
    order.side = intent.side;
    order.type = intent.type;
    order.time_in_force = intent.time_in_force;
    order.is_reduce_only = intent.kind == IntentKind::Exit && is_derivative;
    order.limit_price = intent.limit_price;
    order.quantity = intent.quantity;
    // An exit of spot goes out when its stop has made way.
    const bool is_without_stop = order.purpose == OrderPurpose::Exit && !is_derivative;
    const base::Duration expiry = is_without_stop ? options.expiry_without_stop() : options.orders.expiry;
    order.ts_expires = std::max(std::min(now + expiry, intent.valid_until), now + kExpiryMin);
    return order;
}

void WaitingExits::recover(const domain::RecoveredState& state, base::Timestamp now) {
    for (const domain::IntentTaken& taken : state.intents) {
        const OrderIntent& intent = taken.intent;
        const bool is_exit = intent.kind == IntentKind::Exit && taken.reply.verdict == domain::IntentVerdict::Accepted;
        if (!is_exit || intent.valid_until + kToldFor < now) continue;
        const auto id = client_order_id_of(view_.options.account_id, intent.intent_id, leg_of(intent));
        if (view_.orders.find(id) == nullptr) waiting_.push_back(intent);
    }
}

void WaitingExits::add(const OrderIntent& intent, Step& step) {
    if (waiting_.size() >= kWaitingMax) return drop(intent, "too many exits wait", step);
    waiting_.push_back(intent);
}

int WaitingExits::cancel(const domain::IntentId& intent_id, Step& step) {
    int cancelled = 0;
    for (const OrderIntent& intent : waiting_) {
        if (intent.intent_id != intent_id) continue;
        drop(intent, "cancelled while it waited", step);
        ++cancelled;
    }
    std::erase_if(waiting_, [&](const OrderIntent& intent) { return intent.intent_id == intent_id; });
    return cancelled;
}

void WaitingExits::update(bool may_send, bool is_allowed, Step& step) {
    // Before the instruments are known nothing can be said, not even that it is over.
    if (waiting_.empty() || view_.market.is_empty()) return;
    // One at a time for each instrument: the second sees what the first has taken.
    std::map<domain::InstrumentId, bool> is_waited_for;
    for (OrderIntent& intent : std::exchange(waiting_, {})) {
        const domain::Instrument* instrument = view_.market.instrument(intent.instrument_id);
        const Quantity left = left_of(intent);
        if (step.now >= intent.valid_until) {
            drop(intent, "too late: the stop did not make way in time", step);
        } else if (!is_allowed) {
            drop(intent, "the trading state stops exits", step);
        } else if (instrument == nullptr || (may_send && left < instrument->minimum_quantity)) {
            drop(intent, "nothing is left to sell", step);
        } else if (
            !may_send || is_waited_for.contains(intent.instrument_id) || !view_.sales.claim(*instrument, left, step.now)
        ) {
            is_waited_for[intent.instrument_id] = true;
            waiting_.push_back(std::move(intent));
        } else {
            intent.quantity = left;
            view_.desk.place(order_of(intent, false, view_.options, step.now), step);
        }
    }
}

void WaitingExits::drop(const OrderIntent& intent, std::string_view why, Step& step) {
    ManagedOrder& managed = view_.orders.add(order_of(intent, false, view_.options, step.now), step);
    OrderChange change;
    change.reason = why;
    view_.orders.move(managed, OrderTrigger::NeverSent, change, step);
    view_.sales.withdraw(intent.instrument_id);
    ++dropped_;
}

// Of the position, what no other exit is closing already.
Quantity WaitingExits::left_of(const OrderIntent& intent) const {
    const domain::Instrument* instrument = view_.market.instrument(intent.instrument_id);
    const domain::Position* position = view_.positions.find(intent.instrument_id);
    if (instrument == nullptr || position == nullptr || position->strategy_id != intent.strategy_id) return {};
    if (position->quantity.is_positive() == (intent.side == domain::Side::Buy)) return {};
    Quantity left = tradable_part(*instrument, position->quantity);
    for (const ManagedOrder* managed : view_.orders.exposed_orders()) {
        const domain::Order& order = managed->order;
        const bool closes = order.side == intent.side && order.purpose != OrderPurpose::Entry && !managed->is_stop();
        if (order.instrument_id == intent.instrument_id && closes) left = excess(left, managed->outstanding());
    }
    return std::min(intent.quantity, left);
}

}  // namespace trading::execution
