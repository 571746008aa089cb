#include "services/execution/core/flattener.hpp"

#include "services/execution/core/client_order_id.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

using domain::OrderPurpose;
using domain::Quantity;

void Flattener::start(const std::string& request_id, Step& step) {
    if (!run_) {
        run_ = Run{};
        run_->ts_started = step.now;
        run_->ts_next_attempt = step.now;
    }
    run_->request_ids.push_back(request_id);
}

std::optional<Flattener::Result> Flattener::tick(Step& step) {
    if (!run_) return std::nullopt;
    cancel_orders(step);
    if (run_->ts_next_attempt <= step.now) close_positions(step);
    const std::string remaining = what_remains();
    const bool is_late = step.now - run_->ts_started >= options_.flatten.timeout;
    if (!remaining.empty() && !is_late) return std::nullopt;
    Result result;
    result.request_ids = run_->request_ids;
    result.is_flat = remaining.empty();
    result.detail = fmt::format(
        "cancelled {} orders, sent {} closing orders, {}",
        run_->cancelled_orders,
        run_->closing_orders,
        result.is_flat ? "flat" : "left: " + remaining
    );
    run_.reset();
    return result;
}

void Flattener::cancel_orders(Step& step) {
    for (ManagedOrder* managed : orders_.open_orders()) {
        const bool stays = managed->is_stop() || managed->order.purpose == OrderPurpose::Flatten ||
                           managed->order.purpose == OrderPurpose::StopLoss;
        if (stays || managed->is_cancel_wanted) continue;
        ++run_->cancelled_orders;
        desk_.want_cancel(*managed, step);
    }
}

void Flattener::close_positions(Step& step) {
    run_->ts_next_attempt = step.now + options_.flatten.retry;
    for (const auto& [id, position] : positions_.all()) {
        const domain::Instrument* instrument = market_.instrument(id);
        if (instrument == nullptr) continue;
        Quantity left = tradable_part(*instrument, position.quantity);
        for (const ManagedOrder* managed : orders_.open_orders_of(id)) {
            const bool closes =
                managed->order.type == domain::OrderType::Market && managed->order.purpose != OrderPurpose::Entry;
            if (closes) left = excess(left, managed->outstanding());
        }
        if (left.is_zero()) continue;
        domain::Order order;
        order.intent_id = domain::IntentId{"flatten:" + run_->request_ids.front()};
        order.client_order_id = client_order_id_of(
            options_.account_id, order.intent_id, fmt::format("{}:{}", id.value(), base::to_unix_nanoseconds(step.now))
        );
        order.strategy_id = position.strategy_id;
        order.instrument_id = id;
        order.purpose = OrderPurpose::Flatten;
        order.side = position.quantity.is_positive() ? domain::Side::Sell : domain::Side::Buy;
        order.type = domain::OrderType::Market;
        order.is_reduce_only = instrument->is_derivative();
        order.quantity = left;
        if (!instrument->maximum_market_quantity.is_zero()) {
            order.quantity = std::min(left, instrument->maximum_market_quantity);
        }
        order.ts_expires = step.now + options_.orders.expiry;
        ++run_->closing_orders;
        desk_.place(std::move(order), step);
    }
}

std::string Flattener::what_remains() const {
    std::string remaining;
    for (const auto& [id, position] : positions_.all()) {
        const domain::Instrument* instrument = market_.instrument(id);
        if (instrument == nullptr || tradable_part(*instrument, position.quantity).is_zero()) continue;
        remaining += fmt::format("position {} {}; ", id.value(), position.quantity.to_string());
    }
    const std::size_t open = orders_.open_orders().size();
    if (open > 0) remaining += fmt::format("{} open orders", open);
    return remaining;
}

}  // namespace trading::execution
