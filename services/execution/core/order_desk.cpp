#include "services/execution/core/order_desk.hpp"

#include "common/base/assert.hpp"
#include "common/base/planted_defect.hpp"

#include <algorithm>

namespace trading::execution {

using domain::OrderStatus;
using domain::RequestAnswered;
using domain::RequestKind;
using domain::RequestOutcome;

namespace {

constexpr base::Duration kCancelRetry = std::chrono::milliseconds{500};

std::string words_of(const RequestAnswered& answer) {
    if (answer.code.empty() || answer.detail.empty()) return answer.code + answer.detail;
    return answer.code + " " + answer.detail;
}

AwaitedEffect awaited(RequestKind kind, base::Timestamp now) { return AwaitedEffect{kind, false, now, {}}; }

void mark_answered(ManagedOrder& managed, RequestKind kind, base::Timestamp now) {
    if (!managed.awaited || managed.awaited->kind != kind) return;
    managed.awaited->is_answered = true;
    managed.awaited->ts_answered = now;
}

void forget_awaited(ManagedOrder& managed, RequestKind kind) {
    if (managed.awaited && managed.awaited->kind == kind) managed.awaited.reset();
}

// An order that the venue cannot have yet is not cancelled: the cancel would overtake it.
bool can_be_cancelled(const ManagedOrder& managed) {
    if (managed.is_at_venue()) return true;
    return managed.order.status == OrderStatus::InFlight && managed.awaited && managed.awaited->is_answered;
}

}  // namespace

void OrderDesk::on_recovered(Step& step) {
    for (ManagedOrder* managed : table_.open_orders()) {
        // An amend that was on its way may still take effect.
        if (managed->order.ts_amend_expires + options_.absence_margin > step.now) {
            managed->ts_verify = managed->order.ts_amend_expires + options_.absence_margin;
        }
        if (managed->is_at_venue()) continue;
        if (TRADING_PLANTED_DEFECT("recovered_taken_for_not_sent")) {
            table_.move(*managed, OrderTrigger::NeverSent, {}, step);
            continue;
        }
        table_.move(*managed, OrderTrigger::AnswerLost, {}, step);
        suspect(*managed, step);
    }
}

ManagedOrder& OrderDesk::place(domain::Order order, Step& step) {
    TRADING_ASSERT(order.quantity.is_positive());
    TRADING_ASSERT(order.ts_expires > step.now);
    order.ts_expires = by_venue_clock(order.ts_expires);
    order.status = OrderStatus::Planned;
    ManagedOrder& managed = table_.add(std::move(order), step);
    managed.awaited = awaited(RequestKind::Place, step.now);
    step.out.requests.emplace_back(domain::PlaceOrder{managed.order});
    rate_.count_message(step.now);
    return managed;
}

void OrderDesk::want_cancel(ManagedOrder& managed, Step& step) {
    if (managed.is_cancel_wanted || !managed.is_open()) return;
    managed.is_cancel_wanted = true;
    managed.ts_next_cancel = step.now;
    if (can_be_cancelled(managed)) send_cancel(managed, step);
}

void OrderDesk::send_cancel(ManagedOrder& managed, Step& step) {
    const domain::Order& order = managed.order;
    managed.awaited = awaited(RequestKind::Cancel, step.now);
    managed.ts_next_cancel = step.now + kCancelRetry;
    step.out.requests.emplace_back(domain::CancelOrder{
        order.instrument_id, order.client_order_id, order.venue_order_id, managed.is_stop()});
    rate_.count_message(step.now);
}

void OrderDesk::amend(ManagedOrder& managed, domain::AmendOrder changes, Step& step) {
    TRADING_ASSERT(managed.is_at_venue());
    TRADING_ASSERT(!managed.awaited);
    const domain::Order& order = managed.order;
    changes.instrument_id = order.instrument_id;
    changes.client_order_id = order.client_order_id;
    changes.venue_order_id = order.venue_order_id;
    changes.is_stop = managed.is_stop();
    changes.ts_expires = by_venue_clock(step.now) + options_.expiry;
    if (changes.take_profit_price) asked_take_profits_[order.client_order_id] = *changes.take_profit_price;
    managed.awaited = awaited(RequestKind::Amend, step.now);
    OrderTable::note_amend(managed, changes.ts_expires, step);
    step.out.requests.emplace_back(std::move(changes));
    rate_.count_message(step.now);
}

void OrderDesk::on_sent(const domain::ClientOrderId& id, Step& step) {
    if (ManagedOrder* managed = table_.find(id)) table_.move(*managed, OrderTrigger::Sent, {}, step);
}

void OrderDesk::on_answered(const RequestAnswered& answer, Step& step) {
    if (answer.kind == RequestKind::DeadMan) return;
    ManagedOrder* managed = table_.find(answer.client_order_id);
    if (managed == nullptr) managed = table_.find(answer.venue_order_id);
    if (managed == nullptr) return;
    switch (answer.kind) {
        case RequestKind::Place: on_placement_answered(*managed, answer, step); break;
        case RequestKind::Cancel: on_cancel_answered(*managed, answer, step); break;
        case RequestKind::Amend: on_amend_answered(*managed, answer, step); break;
        case RequestKind::DeadMan: break;
    }
}

void OrderDesk::on_placement_answered(ManagedOrder& managed, const RequestAnswered& answer, Step& step) {
    OrderChange change;
    switch (answer.outcome) {
        case RequestOutcome::Accepted: mark_answered(managed, RequestKind::Place, step.now); break;
        case RequestOutcome::Refused:
            change.reason = words_of(answer);
            table_.move(managed, OrderTrigger::AnswerRefused, change, step);
            break;
        case RequestOutcome::Unknown:
            if (TRADING_PLANTED_DEFECT("blind_resend"))
                step.out.requests.emplace_back(domain::PlaceOrder{managed.order});
            if (TRADING_PLANTED_DEFECT("timeout_is_rejection")) {
                table_.move(managed, OrderTrigger::AnswerRefused, change, step);
                break;
            }
            table_.move(managed, OrderTrigger::AnswerLost, change, step);
            if (managed.is_open()) managed.ts_next_query = step.now + options_.query_first;
            break;
        case RequestOutcome::NotSent:
            change.reason = words_of(answer);
            table_.move(managed, OrderTrigger::NeverSent, change, step);
            break;
    }
}

void OrderDesk::on_cancel_answered(ManagedOrder& managed, const RequestAnswered& answer, Step& step) {
    switch (answer.outcome) {
        case RequestOutcome::Accepted: mark_answered(managed, RequestKind::Cancel, step.now); break;
        case RequestOutcome::Refused:
        case RequestOutcome::Unknown:
            // Filled, cancelled, fired or unknown: only a query tells which. Until then a stop counts as one.
            forget_awaited(managed, RequestKind::Cancel);
            if (managed.is_open()) suspect(managed, step);
            break;
        case RequestOutcome::NotSent: forget_awaited(managed, RequestKind::Cancel); break;
    }
}

void OrderDesk::on_amend_answered(ManagedOrder& managed, const RequestAnswered& answer, Step& step) {
    const auto asked = asked_take_profits_.find(managed.order.client_order_id);
    if (answer.outcome == RequestOutcome::Accepted && asked != asked_take_profits_.end() && managed.is_open()) {
        OrderChange change;
        change.take_profit_price = asked->second;
        table_.move(managed, trigger_of(managed.order.status), change, step);
    }
    if (asked != asked_take_profits_.end()) asked_take_profits_.erase(asked);
    switch (answer.outcome) {
        case RequestOutcome::Accepted: mark_answered(managed, RequestKind::Amend, step.now); break;
        case RequestOutcome::Unknown:
            // Reading shows soon what it did, but until it has expired it can still arrive: read once more then.
            mark_answered(managed, RequestKind::Amend, step.now);
            if (managed.is_open()) {
                managed.ts_verify = managed.order.ts_amend_expires + clock_offset_ + options_.absence_margin;
            }
            break;
        case RequestOutcome::Refused:
            forget_awaited(managed, RequestKind::Amend);
            if (managed.is_open()) suspect(managed, step);
            break;
        case RequestOutcome::NotSent: forget_awaited(managed, RequestKind::Amend); break;
    }
}

void OrderDesk::on_queried(const domain::OrderQueried& answer, Step& step) {
    ManagedOrder* managed = table_.find(answer.client_order_id);
    if (managed == nullptr) return;
    managed->is_query_out = false;
    if (!answer.has_answer || !managed->is_open()) return;
    if (answer.report) {
        managed->absences = 0;
        managed->query_delay = {};
        managed->ts_next_query = {};
        managed->awaited.reset();
        return;
    }
    // Before the expiry it may still arrive, so its absence proves nothing yet.
    base::Timestamp ts_proof = answer.ts_venue;
    if (TRADING_PLANTED_DEFECT("absence_by_our_clock")) ts_proof = step.now;
    if (TRADING_PLANTED_DEFECT("absence_before_expiry")) ts_proof = base::Timestamp::max();
    base::Duration margin = options_.absence_margin;
    if (TRADING_PLANTED_DEFECT("absence_without_margin")) margin = {};
    if (ts_proof > managed->order.ts_expires + margin) ++managed->absences;
    const int needed = TRADING_PLANTED_DEFECT("one_absence_is_proof") ? 1 : options_.absences_needed;
    if (managed->absences < needed) {
        managed->ts_next_query = step.now + options_.query_first;
        return;
    }
    // So long after it could have been placed, it may have been placed, cancelled and forgotten.
    if (managed->order.status == OrderStatus::Unknown &&
        answer.ts_venue - managed->order.ts_expires >= options_.venue_memory) {
        managed->is_undecidable = true;
        managed->ts_next_query = step.now + options_.query_longest;
        return;
    }
    OrderChange change;
    change.reason = "absent at the venue";
    change.ts_event = answer.ts_venue;
    table_.move(*managed, OrderTrigger::ProvenAbsent, change, step);
}

void OrderDesk::query(ManagedOrder& managed, Step& step) {
    const base::Duration delay = std::max(managed.query_delay, options_.query_first);
    managed.query_delay = std::min(delay * 2, options_.query_longest);
    managed.ts_next_query = step.now + delay;
    managed.is_query_out = true;
    if (managed.ts_verify <= step.now) managed.ts_verify = {};
    managed.ts_query_out = step.now;
    domain::QueryOrder request{managed.order.instrument_id, managed.order.client_order_id, managed.is_stop(), {}};
    // The venue forgets a client order id once its order is closed; its own id stays unique.
    request.venue_order_id = managed.order.venue_order_id;
    // An adopted order is older at the venue than here; it has no expiry.
    const bool is_placed_here = managed.order.ts_expires != base::Timestamp{};
    if (is_placed_here) request.ts_created = managed.order.ts_created;
    step.out.requests.emplace_back(std::move(request));
}

bool OrderDesk::is_query_due(const ManagedOrder& managed, base::Timestamp now) const {
    if (managed.is_query_out && now - managed.ts_query_out < options_.answer_overdue) return false;
    if (TRADING_PLANTED_DEFECT("unknown_not_queried") && managed.order.status == OrderStatus::Unknown) return false;
    if (managed.ts_verify != base::Timestamp{} && managed.ts_verify <= now) return true;
    const bool is_time = managed.ts_next_query <= now;
    if (managed.ts_next_query != base::Timestamp{}) return is_time;
    if (managed.order.status == OrderStatus::Unknown) return true;
    if (!managed.awaited) return false;
    // Past its expiry it is at the venue or never will be: no need to wait for the answer.
    const bool is_decided = managed.awaited->kind == RequestKind::Place &&
                            by_venue_clock(now) > managed.order.ts_expires + options_.absence_margin;
    if (is_decided && !managed.awaited->is_answered) return true;
    return managed.awaited->is_answered ? now - managed.awaited->ts_answered >= options_.confirm_overdue
                                        : now - managed.awaited->ts_sent >= options_.answer_overdue;
}

void OrderDesk::tick(Step& step) {
    for (ManagedOrder* managed : table_.open_orders()) {
        const bool is_cancel_out =
            managed->awaited && managed->awaited->kind == RequestKind::Cancel && !managed->awaited->is_answered;
        if (managed->is_cancel_wanted && can_be_cancelled(*managed) && !is_cancel_out &&
            managed->ts_next_cancel <= step.now) {
            send_cancel(*managed, step);
        }
        if (is_query_due(*managed, step.now)) query(*managed, step);
    }
}

}  // namespace trading::execution
