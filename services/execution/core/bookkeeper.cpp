#include "services/execution/core/bookkeeper.hpp"

#include "common/base/planted_defect.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

using domain::Fill;

void Bookkeeper::recover(
    const domain::RecoveredState& state, base::Timestamp memory_start, base::Timestamp now
) {
    std::map<domain::ClientOrderId, domain::Quantity> booked_of;
    for (const Fill& fill : state.fills) {
        if (TRADING_PLANTED_DEFECT("fills_forgotten_at_restart")) continue;
        booked_.emplace(FillKey{fill.instrument_id, fill.trade_id}, fill.times.ts_event);
        auto& booked =
            fill.client_order_id.empty() ? without_order_[fill.venue_order_id] : booked_of[fill.client_order_id];
        booked = sum(booked, fill.quantity);
        if (!fill.strategy_id.empty()) orderless_.note(fill, now);
    }
    for (const domain::Order& order : state.orders) {
        // Fills of an order that is older than our memory are not all read back; its own count stands for them.
        const bool is_remembered = order.ts_created >= memory_start;
        const domain::Quantity booked =
            sum(booked_of[order.client_order_id], booked_without_order(order.venue_order_id));
        orders_.recover(order, is_remembered ? booked : order.filled_quantity);
    }
    ts_cursor_ = state.fill_cursor.ts_last_fill;
}

bool Bookkeeper::book(Fill fill, Step& step) {
    FillKey key{fill.instrument_id, fill.trade_id};
    if (TRADING_PLANTED_DEFECT("fill_known_by_trade_alone")) key.first = {};
    if (booked_.count(key) > 0 && !TRADING_PLANTED_DEFECT("fill_booked_again")) return false;
    // What came before the opening balances is part of them.
    if (!ledger_.is_open() || fill.times.ts_event <= ledger_.opened_at()) return false;
    const domain::Instrument* instrument = market_.instrument(fill.instrument_id);
    if (instrument == nullptr || !fill.quantity.is_positive()) {
        step.alert("fill_not_bookable", fmt::format("{} {}", fill.instrument_id.value(), fill.trade_id.value()));
        return false;
    }
    ManagedOrder* managed = fill.client_order_id.empty() ? nullptr : orders_.find(fill.client_order_id);
    if (managed == nullptr) managed = orders_.find(fill.venue_order_id);
    attribute(fill, managed);
    const bool is_external = fill.strategy_id.empty();
    if (is_external) {
        external_.note(
            {.activity_id = activity_of_fill(fill),
             .kind = domain::ExternalKind::Fill,
             .instrument_id = fill.instrument_id,
             .detail = fmt::format(
                 "fill {} {} {}", fill.trade_id.value(), domain::to_string(fill.side), fill.quantity.to_string()
             )},
            step
        );
    }
    booked_.emplace(key, fill.times.ts_event);
    step.out.records.emplace_back(fill);
    step.out.facts.emplace_back(fill);
    ledger_.book_fill(fill, *instrument, step);
    // What others buy and sell of the same currency is the account's, not a position of ours.
    if (!(is_external && instrument->is_spot())) positions_.apply(fill, *instrument, step);
    if (managed != nullptr) {
        orders_.book(*managed, fill, step);
    } else {
        auto& booked = without_order_[fill.venue_order_id];
        booked = sum(booked, fill.quantity);
        if (!is_external) orderless_.note(fill, step.now);
    }
    return true;
}

domain::Quantity Bookkeeper::booked_without_order(const domain::VenueOrderId& venue_order_id) const {
    const auto found = without_order_.find(venue_order_id);
    return found == without_order_.end() ? domain::Quantity{} : found->second;
}

void Bookkeeper::attribute(Fill& fill, const ManagedOrder* managed) const {
    if (managed != nullptr) {
        fill.client_order_id = managed->order.client_order_id;
        fill.strategy_id = managed->order.strategy_id;
        fill.purpose = managed->order.purpose;
        return;
    }
    // A stop that fired trades under an order of the venue's making, whose fill may be seen before the order is.
    if (const ManagedOrder* fired = orders_.find_fired_stop(fill.instrument_id, fill.side, fill.times.ts_event)) {
        fill.strategy_id = fired->order.strategy_id;
        fill.purpose = domain::OrderPurpose::StopLoss;
        return;
    }
    const domain::Position* position = positions_.find(fill.instrument_id);
    fill.strategy_id = {};
    fill.purpose = domain::OrderPurpose::Exit;
    if (position == nullptr || !position->stop_price || position->strategy_id.empty()) return;
    if (position->quantity.is_positive() == (fill.side == domain::Side::Buy)) return;
    fill.strategy_id = position->strategy_id;
    fill.purpose = domain::OrderPurpose::StopLoss;
}

void Bookkeeper::book_page(const std::vector<Fill>& fills, Step& step) {
    if (!ledger_.is_open()) return;
    base::Timestamp newest = ts_cursor_;
    if (TRADING_PLANTED_DEFECT("cursor_before_fills")) newest = step.now + std::chrono::seconds{10};
    for (const Fill& fill : fills) {
        if (TRADING_PLANTED_DEFECT("no_backfill")) break;
        book(fill, step);
        newest = std::max(newest, fill.times.ts_event);
    }
    start_cursor(newest, step);
}

void Bookkeeper::start_cursor(base::Timestamp ts_venue, Step& step) {
    if (ts_venue <= ts_cursor_) return;
    ts_cursor_ = ts_venue;
    step.out.records.emplace_back(domain::FillCursor{ts_cursor_});
}

base::Timestamp Bookkeeper::fills_since(base::Duration overlap, base::Timestamp now) const {
    if (TRADING_PLANTED_DEFECT("cursor_without_overlap")) overlap = -std::chrono::milliseconds{1};
    return (ts_cursor_ == base::Timestamp{} ? now : ts_cursor_) - overlap;
}

void Bookkeeper::forget(base::Timestamp before) {
    for (auto fill = booked_.begin(); fill != booked_.end();) {
        fill = fill->second < before ? booked_.erase(fill) : std::next(fill);
    }
}

}  // namespace trading::execution
