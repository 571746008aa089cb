#pragma once

#include "common/domain/instrument.hpp"
#include "common/domain/order.hpp"
#include "common/domain/venue_trading.hpp"
#include "services/execution/core/output.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace trading::execution {

// The positions that our fills add up to, one for each instrument, owned by the strategy that opened it (none when a
// person or the venue did). A spot position is what we bought and have not sold: fees charged in the base currency
// make it smaller, and what is below a lot stays as dust.
class PositionKeeper {
public:
    // The venue lists a fill so soon after it was made.
    static constexpr base::Duration kListedWithin = std::chrono::seconds{1};

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

    // All fills were read that the venue listed when it was asked, at that time.
    void on_page(base::Timestamp ts_asked) { ts_complete_ = std::max(ts_complete_, ts_asked - kListedWithin); }

    // Every fill that was made before that time, by our clock, is part of the positions, pushed or not.
    [[nodiscard]] base::Timestamp complete_until() const noexcept { return ts_complete_; }

    // Null when there never was one.
    [[nodiscard]] const domain::Position* find(const domain::InstrumentId& id) const;
    [[nodiscard]] domain::Quantity quantity(const domain::InstrumentId& id) const;
    [[nodiscard]] const std::map<domain::InstrumentId, domain::Position>& all() const noexcept { return positions_; }

private:
    static void emit(domain::Position& position, base::Timestamp ts_event, Step& step);

    std::map<domain::InstrumentId, domain::Position> positions_;
    base::Timestamp ts_complete_{};
};

// The part of a position that an order can close: whole lots, nothing below the minimum.
[[nodiscard]] domain::Quantity tradable_part(const domain::Instrument& instrument, domain::Quantity position);

}  // namespace trading::execution
