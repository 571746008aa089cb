#pragma once

#include "services/execution/core/equity.hpp"
#include "services/execution/core/output.hpp"

#include <map>
#include <optional>
#include <span>

namespace trading::execution {

// What each strategy has made: since 00:00 UTC (R14), and trade by trade (R17). Read off the records that the books
// write, so it counts exactly what is booked: profits as the venue reports them, fees, funding. What a liquidation or a
// person closes belongs to the strategy whose position it was. Durable.
class StrategyResults {
public:
    // No more stops are remembered of a strategy; a limit above this number never locks.
    static constexpr std::size_t kStopsRemembered = 50;

    explicit StrategyResults(EquityView view) : view_(view) {}

    void recover(const domain::RecoveredState& state);

    // What one input has put on record; a copy, because it is answered with more records.
    void observe(std::span<const domain::ExecutionRecord> records, Step& step);

    // Begins new days. With each tick.
    void update(Step& step);

    // Since 00:00 UTC: realised, and the change of what is unrealised. Absent while a position of it has no price.
    [[nodiscard]] std::optional<domain::Cash> day_result(const domain::StrategyId& id) const;

    [[nodiscard]] int losing_trades_in_a_row(const domain::StrategyId& id) const;
    [[nodiscard]] int stops_since(const domain::StrategyId& id, base::Timestamp since) const;

    // A lock that its streak caused has ended the streak too: what follows counts anew.
    void forget_streak(const domain::StrategyId& id, Step& step);

private:
    // What is known of the position of one instrument, beside its durable trade.
    struct Holding {
        domain::StrategyTrade trade;
        domain::Cash booked;  // Realised and fees of the position as of its last record.
        bool is_stopped = false;  // The last fill was a stop's.
    };

    void on_position(const domain::Position& position, Step& step);
    void on_fill(const domain::Fill& fill);
    void on_ledger_entry(const domain::LedgerEntry& entry, Step& step);
    void add(const domain::StrategyId& id, domain::Cash amount, Step& step);
    void conclude(Holding& holding, Step& step);
    [[nodiscard]] bool is_held(const domain::Position& position) const;
    [[nodiscard]] std::optional<domain::Cash> unrealised_of_strategy(const domain::StrategyId& id) const;

    EquityView view_;
    std::map<domain::StrategyId, domain::StrategyDay> days_;
    std::map<domain::InstrumentId, Holding> holdings_;
};

}  // namespace trading::execution
