#include "services/execution/core/position_closer.hpp"

#include "common/domain/rounding.hpp"
#include "services/execution/core/client_order_id.hpp"
#include "services/execution/core/exact.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trading::execution {

using domain::Quantity;

namespace {

// Half in whole lots, rounded up; never less than the venue takes.
Quantity half_of(const domain::Instrument& instrument, Quantity size) {
    const auto half = base::divide(size.value(), base::Decimal{2}, base::Decimal::kMaxScale, base::Rounding::HalfEven);
    Quantity lots = exact(domain::floor_to_lot(instrument, Quantity{exact(half)}));
    if (lots.value() < exact(half)) lots = sum(lots, instrument.lot_size);
    return std::min(size, std::max(lots, instrument.minimum_quantity));
}

}  // namespace

bool PositionCloser::close(const domain::InstrumentId& id, Part part, std::string_view rule, Step& step) {
    const domain::Instrument* instrument = view_.market.instrument(id);
    const domain::Position* position = view_.positions.find(id);
    base::Timestamp& ts_next = ts_next_attempt_[id];
    if (instrument == nullptr || position == nullptr || step.now < ts_next) return false;
    Quantity size = tradable_part(*instrument, position->quantity);
    if (size.is_zero()) return false;
    if (part == Part::Half) size = half_of(*instrument, size);
    for (const ManagedOrder* managed : view_.orders.open_orders_of(id)) {
        const bool closes =
            managed->order.type == domain::OrderType::Market && managed->order.purpose != domain::OrderPurpose::Entry;
        if (closes) size = excess(size, managed->outstanding());
    }
    if (!instrument->maximum_market_quantity.is_zero()) size = std::min(size, instrument->maximum_market_quantity);
    if (size < instrument->minimum_quantity || !view_.sales.claim(*instrument, size, step.now)) return false;
    ts_next = step.now + view_.options.flatten.retry;
    domain::Order order;
    order.intent_id = domain::IntentId{fmt::format("{}:{}", rule, id.value())};
    order.client_order_id = client_order_id_of(
        view_.options.account_id, order.intent_id, fmt::format("{}", base::to_unix_nanoseconds(step.now))
    );
    order.strategy_id = position->strategy_id;
    order.instrument_id = id;
    order.purpose = domain::OrderPurpose::Flatten;
    order.side = position->quantity.is_positive() ? domain::Side::Sell : domain::Side::Buy;
    order.type = domain::OrderType::Market;
    order.is_reduce_only = instrument->is_derivative();
    order.quantity = size;
    order.ts_expires = step.now + view_.options.expiry_without_stop();
    view_.desk.place(std::move(order), step);
    return true;
}

}  // namespace trading::execution
