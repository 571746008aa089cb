#pragma once

#include "common/domain/order.hpp"

#include <optional>

namespace trading::strategy {

// When the position of one strategy on one instrument was opened, closed, and by what: what time stops and cool-downs
// count from. Learned from execution's facts only; after a restart the cause of the last exit is unknown, which counts
// as a stop on either side. One thread.
class Holding {
public:
    Holding(domain::StrategyId strategy_id, domain::InstrumentId instrument_id);

    // What is less than this cannot be sold, and counts as flat; also what was seen before this was known.
    void set_minimum(domain::Quantity minimum_quantity);

    void on_position(const domain::Position& position);
    void on_fill(const domain::Fill& fill);

    // A snapshot did not mention a position.
    void on_absent(base::Timestamp now);

    // Nothing while flat, or while the position belongs to another strategy.
    [[nodiscard]] std::optional<domain::Side> side() const noexcept { return side_; }
    [[nodiscard]] domain::Quantity quantity() const noexcept { return quantity_; }  // Not signed.
    [[nodiscard]] base::Timestamp ts_opened() const noexcept { return ts_opened_; }

    // The last exit; nothing when there never was one.
    [[nodiscard]] std::optional<base::Timestamp> ts_closed() const noexcept { return ts_closed_; }

    // Whether the last exit was a stop-loss of a position on this side, or may have been one.
    [[nodiscard]] bool was_stopped(domain::Side side) const noexcept;

private:
    void close(base::Timestamp now);

    const domain::StrategyId strategy_id_;
    const domain::InstrumentId instrument_id_;
    domain::Quantity minimum_quantity_;
    std::optional<domain::Side> side_;
    domain::Quantity quantity_;
    base::Timestamp ts_opened_{};
    std::optional<base::Timestamp> ts_closed_;
    std::optional<domain::Side> closed_side_;  // Nothing: not known.
    std::optional<domain::Fill> last_closing_fill_;
};

}  // namespace trading::strategy
