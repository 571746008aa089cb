#include "services/execution/core/flattener.hpp"

#include "services/execution/core/client_order_id.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace trading::execution {

using domain::OrderPurpose;
using domain::Quantity;

void Flattener::start(const std::string& request_id, Step& step, std::set<domain::StrategyId> strategies) {
    if (!run_) {
        run_ = Run{};
        run_->strategies = std::move(strategies);
        run_->ts_started = step.now;
        run_->ts_next_attempt = step.now;
    } else if (strategies.empty()) {
        run_->strategies.clear();
    } else if (!run_->strategies.empty()) {
        run_->strategies.merge(strategies);
    }
    run_->request_ids.push_back(request_id);
}

std::optional<Flattener::Result> Flattener::tick(Step& step) {
    if (!run_) return std::nullopt;
    cancel_orders(step);
    close_positions(step);
    FlattenReport report;
    count_remaining(report);
    run_->is_empty = report.remaining_orders.empty() && report.remaining_positions.empty();
    if (!run_->is_empty) run_->is_verified = false;
    report.is_flat = run_->is_verified;
    report.duration = step.now - run_->ts_started;
    if (!report.is_flat && report.duration < view_.options.flatten.timeout) return std::nullopt;
    report.cancelled_orders = run_->cancelled_orders;
    report.closing_orders = run_->closing_orders;
    Result result{run_->request_ids, std::move(report), {}};
    if (!result.report.is_flat) {
        result.detail = fmt::format(
            "not flat in time: {} positions and {} orders are left{}",
            result.report.remaining_positions.size(),
            result.report.remaining_orders.size(),
            run_->is_empty ? ", and the venue has not confirmed it" : ""
        );
    }
    run_.reset();
    return result;
}

void Flattener::on_equal() {
    if (run_ && run_->is_empty) run_->is_verified = true;
}

bool Flattener::covers(const domain::StrategyId& strategy_id) const {
    return run_->strategies.empty() || run_->strategies.count(strategy_id) > 0;
}

bool Flattener::has_position(const domain::InstrumentId& instrument_id) const {
    const domain::Instrument* instrument = view_.market.instrument(instrument_id);
    return instrument != nullptr && !tradable_part(*instrument, view_.positions.quantity(instrument_id)).is_zero();
}

void Flattener::cancel_orders(Step& step) {
    for (ManagedOrder* managed : view_.orders.open_orders()) {
        const bool closes = managed->order.purpose == OrderPurpose::Flatten ||
                            (managed->order.purpose == OrderPurpose::StopLoss && !managed->is_stop());
        const bool protects = managed->is_stop() && has_position(managed->order.instrument_id);
        if (closes || protects || managed->is_cancel_wanted) continue;
        if (!covers(managed->order.strategy_id)) continue;
        ++run_->cancelled_orders;
        view_.desk.want_cancel(*managed, step);
    }
}

void Flattener::close_positions(Step& step) {
    // The way is free with some input to come, not at a time.
    const bool is_time = run_->ts_next_attempt <= step.now;
    if (is_time) run_->ts_next_attempt = step.now + view_.options.flatten.retry;
    for (const auto& [id, position] : view_.positions.all()) {
        const domain::Instrument* instrument = view_.market.instrument(id);
        if (instrument == nullptr || !covers(position.strategy_id)) continue;
        if (!is_time && !run_->waiting.contains(id)) continue;
        Quantity left = tradable_part(*instrument, position.quantity);
        for (const ManagedOrder* managed : view_.orders.open_orders_of(id)) {
            const bool closes =
                managed->order.type == domain::OrderType::Market && managed->order.purpose != OrderPurpose::Entry;
            if (closes) left = excess(left, managed->outstanding());
        }
        if (left.is_zero()) continue;
        if (!instrument->maximum_market_quantity.is_zero()) left = std::min(left, instrument->maximum_market_quantity);
        if (!view_.sales.claim(*instrument, left, step.now)) {
            run_->waiting.insert(id);
            continue;
        }
        run_->waiting.erase(id);
        domain::Order order;
        order.intent_id = domain::IntentId{"flatten:" + run_->request_ids.front()};
        order.client_order_id = client_order_id_of(
            view_.options.account_id, order.intent_id, fmt::format("{}:{}", id.value(), base::to_unix_nanoseconds(step.now))
        );
        order.strategy_id = position.strategy_id;
        order.instrument_id = id;
        order.purpose = OrderPurpose::Flatten;
        order.side = position.quantity.is_positive() ? domain::Side::Sell : domain::Side::Buy;
        order.type = domain::OrderType::Market;
        order.is_reduce_only = instrument->is_derivative();
        order.quantity = left;
        order.ts_expires = step.now + view_.options.expiry_without_stop();
        ++run_->closing_orders;
        view_.desk.place(std::move(order), step);
    }
}

void Flattener::count_remaining(FlattenReport& report) const {
    for (const auto& [id, position] : view_.positions.all()) {
        const domain::Instrument* instrument = view_.market.instrument(id);
        if (instrument == nullptr || !covers(position.strategy_id)) continue;
        if (tradable_part(*instrument, position.quantity).is_zero()) continue;
        report.remaining_positions.push_back(position);
    }
    for (const ManagedOrder* managed : std::as_const(view_.orders).open_orders()) {
        if (covers(managed->order.strategy_id)) report.remaining_orders.push_back(managed->order);
    }
}

}  // namespace trading::execution
