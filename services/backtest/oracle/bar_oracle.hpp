#pragma once

#include "services/backtest/oracle/oracle_rules.hpp"
#include "services/backtest/oracle/oracle_trade.hpp"
#include "services/strategy/core/adaptive_rsi_reentry/reentry_detector.hpp"
#include "services/strategy/core/signal/average_true_range.hpp"

#include <optional>
#include <vector>

namespace trading::backtest {

// The adaptive-RSI re-entry traded on closed bars alone, with the worst order of events that a bar allows. It is the
// measure for any better engine: simple enough to be checked by hand, and never kinder than the market. In each bar:
//
//   1. what was decided at the close before is done at the open, with slip: the time stop, or the entry;
//   2. the stop, if the bar touches it, at the worse of itself and the open, with slip; it ends the position;
//   3. else the take-profits in order, each only if the bar goes beyond it, at its price;
//   4. at the close the stop moves: to break-even after the first take-profit, behind the extreme after the second;
//   5. at the close a new set-up is looked for, if there is no position and the cool-down is over.
//
// One position at a time. Pure; O(1) for each bar; memory grows with the trades.
class BarOracle {
public:
    explicit BarOracle(const OracleRules& rules);

    // Bars in order.
    void on_bar(const strategy::Bar& bar);

    // The closed ones.
    [[nodiscard]] const std::vector<OracleTrade>& trades() const noexcept { return trades_; }
    // Cash with all that the open position has paid and taken; its unrealised profit is not in it.
    [[nodiscard]] double cash() const noexcept;
    [[nodiscard]] std::size_t bars() const noexcept { return bars_; }

private:
    struct Pending {
        domain::Side side = domain::Side::Buy;
        double distance = 0;
    };

    struct Position {
        OracleTrade trade;
        double direction = 1;
        std::int64_t lots_left = 0;
        double stop = 0;
        std::array<double, 3> targets{};
        std::vector<std::int64_t> target_lots;
        std::size_t targets_hit = 0;
        std::optional<double> extreme;
        bool is_leaving = false;
    };

    void enter(const strategy::Bar& bar);
    void exit_at_stop(const strategy::Bar& bar);
    void take_profits(const strategy::Bar& bar);
    void close_part(const OracleFill& fill, double fee_rate);
    void close_if_done();
    void move_stop(const strategy::Bar& bar);
    void look_for_entry(const strategy::Bar& bar, const std::optional<strategy::ReentrySetup>& setup);
    [[nodiscard]] bool is_too_dear(double close, double distance) const;
    // To the tick: of a long down (stops away from the entry, targets towards it), of a short up; or the other way.
    [[nodiscard]] double to_tick(double direction, double price) const;

    OracleRules rules_;
    strategy::AdaptiveRsi rsi_;
    strategy::AverageTrueRange range_;
    strategy::ReentryDetector detector_;
    std::size_t bars_ = 0;  // Before the present one.
    double cash_;
    std::optional<Pending> pending_;
    std::optional<Position> position_;
    std::optional<std::size_t> last_exit_bar_;
    std::vector<OracleTrade> trades_;
};

}  // namespace trading::backtest
