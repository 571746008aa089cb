#pragma once

#include "common/domain/instrument.hpp"
#include "common/domain/order.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/execution/core/output.hpp"

#include <map>
#include <optional>

namespace trading::execution {

// The positions that our fills add up to, one for each instrument, owned by the strategy that opened it (none when a
// person or the venue did). A spot position is what we bought and have not sold: fees charged in the base currency
// make it smaller, and what is below a lot stays as dust.
class PositionKeeper {
public:
    void recover(const domain::Position& position) { positions_[position.instrument_id] = position; }

    void apply(const domain::Fill& fill, const domain::Instrument& instrument, Step& step);

    // Takes over a position that existed before our books began.
    void adopt(const domain::PositionReport& report, Step& step);

    // Gives a position that nobody owns to a strategy; others stay as they are.
    void assign(const domain::InstrumentId& id, const domain::StrategyId& strategy_id, Step& step);

    // What of the position the stop at the venue covers.
    void set_protection(
        const domain::InstrumentId& id, std::optional<domain::Price> stop_price, domain::Quantity covered, Step& step
    );

    // Null when there never was one.
    [[nodiscard]] const domain::Position* find(const domain::InstrumentId& id) const;
    [[nodiscard]] domain::Quantity quantity(const domain::InstrumentId& id) const;
    [[nodiscard]] const std::map<domain::InstrumentId, domain::Position>& all() const noexcept { return positions_; }

private:
    static void emit(domain::Position& position, base::Timestamp ts_event, Step& step);

    std::map<domain::InstrumentId, domain::Position> positions_;
};

// The part of a position that an order can close: whole lots, nothing below the minimum.
[[nodiscard]] domain::Quantity tradable_part(const domain::Instrument& instrument, domain::Quantity position);

}  // namespace trading::execution
