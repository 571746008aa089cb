#include "services/execution/core/position_keeper.hpp"

#include "common/domain/rounding.hpp"
#include "services/execution/core/exact.hpp"

#include <algorithm>

namespace trading::execution {

using domain::Cash;
using domain::Position;
using domain::Price;
using domain::Quantity;

namespace {

constexpr int kScale = 12;

// What the fill does to the position, after a fee in the same currency.
Quantity signed_change(const domain::Fill& fill, const domain::Instrument& instrument) {
    Quantity change = fill.side == domain::Side::Buy ? fill.quantity : negative(fill.quantity);
    if (instrument.is_spot() && fill.fee_currency == instrument.base_currency) {
        change = sum(change, Quantity{fill.fee.value()});
    }
    return change;
}

Cash fee_in_quote(const domain::Fill& fill, const domain::Instrument& instrument) {
    if (!instrument.is_spot() || fill.fee_currency != instrument.base_currency) return fill.fee;
    return Cash{exact(base::multiply(fill.fee.value(), fill.price.value(), kScale, base::Rounding::HalfEven))};
}

std::optional<Price> average_entry(const Position& position, const domain::Fill& fill) {
    if (!position.average_entry_price) return fill.price;
    const Quantity held = magnitude(position.quantity);
    const auto old_part =
        base::multiply(position.average_entry_price->value(), held.value(), kScale, base::Rounding::HalfEven);
    const auto new_part = base::multiply(fill.price.value(), fill.quantity.value(), kScale, base::Rounding::HalfEven);
    const auto total = base::add(exact(old_part), exact(new_part));
    const auto average = base::divide(exact(total), sum(held, fill.quantity).value(), kScale, base::Rounding::HalfEven);
    return Price{exact(average)};
}

// Derivatives: as the venue reports it. Spot venues report none, so it is the difference to the average entry.
Cash realised_by(const Position& position, const domain::Fill& fill, const domain::Instrument& instrument) {
    if (!instrument.is_spot()) return fill.realised_pnl;
    if (fill.side == domain::Side::Buy || !position.average_entry_price || !position.quantity.is_positive()) return {};
    const Quantity closed = std::min(fill.quantity, position.quantity);
    const Price gain = difference(fill.price, *position.average_entry_price);
    return Cash{exact(base::multiply(gain.value(), closed.value(), kScale, base::Rounding::HalfEven))};
}

}  // namespace

void PositionKeeper::apply(const domain::Fill& fill, const domain::Instrument& instrument, Step& step) {
    Position& position = positions_[fill.instrument_id];
    position.instrument_id = fill.instrument_id;
    const Quantity before = position.quantity;
    const Quantity after = sum(before, signed_change(fill, instrument));
    const bool is_growing = before.is_zero() || before.is_negative() == (fill.side == domain::Side::Sell);
    const bool has_flipped = !is_growing && !after.is_zero() && after.is_negative() != before.is_negative();

    position.realised_pnl = sum(position.realised_pnl, realised_by(position, fill, instrument));
    position.fees = sum(position.fees, fee_in_quote(fill, instrument));
    // Dust does not make an owner: whoever buys next owns the whole.
    const bool had_owner = !tradable_part(instrument, before).is_zero();
    if (is_growing) {
        position.average_entry_price = average_entry(position, fill);
        if (!had_owner) position.strategy_id = fill.strategy_id;
    } else if (has_flipped) {
        position.average_entry_price = fill.price;
        position.strategy_id = fill.strategy_id;
    }
    position.quantity = after;
    if (after.is_zero()) position.average_entry_price.reset();
    emit(position, fill.times.ts_event, step);
}

void PositionKeeper::adopt(const domain::PositionReport& report, Step& step) {
    Position& position = positions_[report.instrument_id];
    position.instrument_id = report.instrument_id;
    position.strategy_id = {};
    position.quantity = report.quantity;
    position.average_entry_price = report.average_entry_price;
    emit(position, report.times.ts_event, step);
}

void PositionKeeper::assign(const domain::InstrumentId& id, const domain::StrategyId& strategy_id, Step& step) {
    const auto found = positions_.find(id);
    if (found == positions_.end() || found->second.is_flat() || !found->second.strategy_id.empty()) return;
    found->second.strategy_id = strategy_id;
    emit(found->second, found->second.ts_event, step);
}

void PositionKeeper::set_protection(
    const domain::InstrumentId& id, std::optional<Price> stop_price, Quantity covered, Step& step
) {
    Position& position = positions_[id];
    if (position.stop_price == stop_price && position.protected_quantity == covered) return;
    position.instrument_id = id;
    position.stop_price = stop_price;
    position.protected_quantity = covered;
    emit(position, position.ts_event, step);
}

const Position* PositionKeeper::find(const domain::InstrumentId& id) const {
    const auto found = positions_.find(id);
    return found == positions_.end() ? nullptr : &found->second;
}

Quantity PositionKeeper::quantity(const domain::InstrumentId& id) const {
    const Position* position = find(id);
    return position == nullptr ? Quantity{} : position->quantity;
}

void PositionKeeper::emit(Position& position, base::Timestamp ts_event, Step& step) {
    ++position.version;
    position.ts_event = std::max(position.ts_event, ts_event);
    step.out.records.emplace_back(position);
    step.out.facts.emplace_back(position);
}

Quantity tradable_part(const domain::Instrument& instrument, Quantity position) {
    const Quantity lots = exact(domain::floor_to_lot(instrument, magnitude(position)));
    return lots < instrument.minimum_quantity ? Quantity{} : lots;
}

}  // namespace trading::execution
