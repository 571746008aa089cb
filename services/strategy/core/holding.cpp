#include "services/strategy/core/holding.hpp"

namespace trading::strategy {

using namespace domain;

Holding::Holding(StrategyId strategy_id, InstrumentId instrument_id)
    : strategy_id_(std::move(strategy_id)), instrument_id_(std::move(instrument_id)) {}

void Holding::set_minimum(Quantity minimum_quantity) {
    minimum_quantity_ = minimum_quantity;
    // After a restart the position may come before the instrument does.
    if (side_ && quantity_ < minimum_quantity_) close(ts_opened_);
}

void Holding::on_position(const Position& position) {
    if (position.instrument_id != instrument_id_) return;
    if (position.strategy_id != strategy_id_) {
        // Somebody else's, or taken from us by a reconciliation.
        on_absent(position.ts_event);
        return;
    }
    const Quantity quantity = position.quantity.absolute().value_or(Quantity{});
    if (quantity.is_zero() || quantity < minimum_quantity_) {
        close(position.ts_event);
        return;
    }
    const Side side = position.quantity.is_positive() ? Side::Buy : Side::Sell;
    if (side_ != side) ts_opened_ = position.ts_event;
    side_ = side;
    quantity_ = quantity;
}

void Holding::on_fill(const Fill& fill) {
    if (fill.instrument_id != instrument_id_ || fill.strategy_id != strategy_id_) return;
    if (fill.purpose == OrderPurpose::Entry) return;
    if (last_closing_fill_ && fill.times.ts_event < last_closing_fill_->times.ts_event) return;
    last_closing_fill_ = fill;
}

void Holding::on_absent(base::Timestamp now) {
    if (side_) close(now);
}

void Holding::close(base::Timestamp now) {
    // A flat position that is repeated closes nothing; after a restart it is the memory of an exit.
    if (!side_ && ts_closed_) return;
    closed_side_ = side_;
    side_.reset();
    quantity_ = Quantity{};
    ts_closed_ = now;
}

bool Holding::was_stopped(Side side) const noexcept {
    if (!ts_closed_) return false;
    if (!closed_side_) return true;
    if (*closed_side_ != side) return false;
    if (!last_closing_fill_ || last_closing_fill_->times.ts_event < ts_opened_) return true;
    return last_closing_fill_->purpose == OrderPurpose::StopLoss;
}

}  // namespace trading::strategy
