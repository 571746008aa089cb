#include "services/execution/core/order_reports.hpp"

#include "common/base/planted_defect.hpp"
#include "services/execution/core/client_order_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace trading::execution {

using domain::OrderReport;
using domain::OrderStatus;

namespace {

OrderChange change_of(const OrderReport& report) {
    OrderChange change;
    change.venue_order_id = report.venue_order_id;
    change.quantity = report.quantity;
    change.filled_quantity = report.filled_quantity;
    change.limit_price = report.limit_price;
    change.trigger_price = report.trigger_price;
    change.average_fill_price = report.average_fill_price;
    change.reason = report.reason;
    change.ts_event = report.times.ts_event;
    return change;
}

bool is_alive(const OrderReport& report) {
    return report.status == OrderStatus::Live || report.status == OrderStatus::PartiallyFilled;
}

// A request whose effect the report shows, or that the report makes pointless.
bool shows_effect(const ManagedOrder& managed, const OrderReport& report) {
    if (!managed.awaited) return false;
    switch (managed.awaited->kind) {
        case domain::RequestKind::Place: return true;
        case domain::RequestKind::Amend:
            return report.quantity != managed.order.quantity || report.trigger_price != managed.order.trigger_price ||
                   report.limit_price != managed.order.limit_price;
        case domain::RequestKind::Cancel:
        case domain::RequestKind::DeadMan: return false;
    }
    return false;
}

}  // namespace

void OrderReports::apply(const OrderReport& report, Step& step) {
    ManagedOrder* managed = find(report);
    if (managed == nullptr) {
        if (TRADING_PLANTED_DEFECT("external_orders_ignored")) return;
        managed = adopt(report, step);
        if (managed == nullptr) return;
    }
    const bool is_outdated = report.times.ts_event < managed->ts_reported;
    if (!is_outdated && shows_effect(*managed, report)) managed->awaited.reset();
    if (report.fill) {
        domain::Fill fill = *report.fill;
        fill.client_order_id = managed->order.client_order_id;
        if (fill.venue_order_id.empty()) fill.venue_order_id = report.venue_order_id;
        books_.book(std::move(fill), step);
    }
    OrderChange change = change_of(report);
    if (is_outdated) {
        change.quantity.reset();
        change.limit_price.reset();
        change.trigger_price.reset();
    }
    managed->ts_reported = std::max(managed->ts_reported, report.times.ts_event);
    const bool is_ending = report.status == OrderStatus::Cancelled && managed->is_open();
    const bool was_asked_for = managed->is_cancel_wanted;
    const bool is_accepted = table_.move(*managed, trigger_of(report.status), change, step);
    if (!is_accepted) {
        step.alert(
            "order_report_contradicts",
            fmt::format(
                "{} is {} here and {} at the venue",
                managed->order.client_order_id.value(),
                domain::to_string(managed->order.status),
                domain::to_string(report.status)
            )
        );
        if (managed->ts_next_query <= step.now) desk_.query(*managed, step);
    }
    if (managed->is_cancel_wanted && is_alive(report)) managed->ts_next_cancel = step.now;
    if (!is_ending || managed->is_open()) return;
    // Whatever we had asked for: the venue had not heard from us.
    if (report.cancel_cause == domain::CancelCause::DeadMan) ++dead_man_cancels_;
    if (!was_asked_for) explain_cancel(*managed, report, step);
}

// An order ended, and we did not ask for it.
void OrderReports::explain_cancel(const ManagedOrder& managed, const OrderReport& report, Step& step) {
    using domain::CancelCause;
    const domain::Order& order = managed.order;
    if (order.strategy_id.empty()) return;
    // Of a conditional order the venue gives no cause; by itself it ends one only when its position is gone.
    const bool is_by_request = report.cancel_cause == CancelCause::Requested || managed.is_stop();
    // What the process before us had asked for is not on record.
    if (is_by_request && managed.is_recovered) {
        step.alert("order_cancelled_around_a_restart", order.client_order_id.value());
    } else if (is_by_request) {
        external_.note(
            {.activity_id = activity_of_cancel(order.client_order_id),
             .kind = domain::ExternalKind::Cancel,
             .instrument_id = order.instrument_id,
             .detail = fmt::format(
                 "our {} {} was cancelled by somebody else",
                 domain::to_string(order.purpose),
                 order.client_order_id.value()
             )},
            step
        );
    } else if (report.cancel_cause == CancelCause::Venue) {
        step.alert("order_cancelled_by_venue", fmt::format("{} {}", order.client_order_id.value(), report.reason));
    }
}

void OrderReports::apply_queried(const domain::OrderQueried& answer, Step& step) {
    desk_.on_queried(answer, step);
    if (!answer.report) {
        const ManagedOrder* asked = table_.find(answer.client_order_id);
        if (asked == nullptr || !asked->is_undecidable) return;
        undecidable_.insert(answer.client_order_id);
        external_.note(
            {.activity_id = activity_of_unresolved(answer.client_order_id),
             .kind = domain::ExternalKind::Unresolved,
             .instrument_id = asked->order.instrument_id,
             .detail = fmt::format("the venue may have forgotten {}", answer.client_order_id.value())},
            step
        );
        return;
    }
    apply(*answer.report, step);
    ManagedOrder* managed = find(*answer.report);
    if (managed == nullptr || managed->is_open() || !is_alive(*answer.report)) return;
    step.alert("ghost_order", managed->order.client_order_id.value() + " is closed here and alive at the venue");
    step.out.requests.emplace_back(domain::CancelOrder{
        managed->order.instrument_id,
        managed->order.client_order_id,
        answer.report->venue_order_id,
        managed->is_stop(),
    });
}

void OrderReports::apply_list(const domain::OpenOrdersFetched& answer, base::Duration quiet_time, Step& step) {
    std::set<domain::ClientOrderId> listed;
    for (const OrderReport& report : answer.reports) {
        ManagedOrder* known = find(report);
        if (known != nullptr && !known->is_open()) {
            if (!known->is_query_out) desk_.query(*known, step);
            listed.insert(known->order.client_order_id);
            continue;
        }
        apply(report, step);
        if (const ManagedOrder* managed = find(report)) listed.insert(managed->order.client_order_id);
    }
    for (ManagedOrder* managed : table_.open_orders()) {
        if (listed.count(managed->order.client_order_id) > 0) continue;
        // The list may be older than the order.
        if (step.now - managed->order.ts_created < quiet_time || managed->is_query_out) continue;
        OrderDesk::suspect(*managed, step);
    }
}

ManagedOrder* OrderReports::find(const OrderReport& report) {
    if (!report.client_order_id.empty()) {
        if (ManagedOrder* managed = table_.find(report.client_order_id)) return managed;
    }
    if (report.venue_order_id.empty()) return nullptr;
    if (ManagedOrder* managed = table_.find(report.venue_order_id)) return managed;
    return table_.find(key_of_foreign_order(report.venue_order_id));
}

ManagedOrder* OrderReports::adopt(const OrderReport& report, Step& step) {
    const ManagedOrder* parent =
        report.parent_client_order_id.empty() ? nullptr : table_.find(report.parent_client_order_id);
    // An order that was over before we heard of it has nothing left to manage; its fills are booked by the page.
    if (domain::is_terminal(report.status) && !report.fill && parent == nullptr) return nullptr;
    domain::Order order;
    const bool has_usable_id = !report.client_order_id.empty();
    order.client_order_id = has_usable_id ? report.client_order_id : key_of_foreign_order(report.venue_order_id);
    order.venue_order_id = report.venue_order_id;
    order.instrument_id = report.instrument_id;
    order.purpose = report.is_reduce_only ? domain::OrderPurpose::Exit : domain::OrderPurpose::Entry;
    order.side = report.side;
    order.type = report.is_stop ? domain::OrderType::Stop : report.type;
    order.is_reduce_only = report.is_reduce_only;
    order.limit_price = report.limit_price;
    order.trigger_price = report.trigger_price;
    order.quantity = report.quantity;
    order.status = OrderStatus::Live;
    if (parent != nullptr) {
        order.purpose = domain::OrderPurpose::StopLoss;
        order.intent_id = parent->order.intent_id;
        order.strategy_id = parent->order.strategy_id;
    }
    ManagedOrder& managed = table_.add(std::move(order), step);
    managed.booked_quantity = books_.booked_without_order(report.venue_order_id);
    if (parent != nullptr) return &managed;
    if (has_our_form(managed.order.client_order_id)) {
        step.alert("unknown_order_with_our_id", managed.order.client_order_id.value());
        desk_.want_cancel(managed, step);
    } else {
        external_.note(
            {.activity_id = activity_of_order(report.venue_order_id),
             .kind = domain::ExternalKind::Order,
             .instrument_id = report.instrument_id,
             .detail = fmt::format(
                 "order {} {} {}{}{}",
                 report.venue_order_id.value(),
                 domain::to_string(report.side),
                 report.quantity.to_string(),
                 report.reason.empty() ? "" : " ",
                 report.reason
             )},
            step
        );
    }
    return &managed;
}

}  // namespace trading::execution
