#pragma once

#include "services/execution/core/account_equity.hpp"
#include "services/execution/core/entry_locks.hpp"
#include "services/execution/core/input.hpp"
#include "services/execution/core/instrument_watch.hpp"
#include "services/execution/core/position_closer.hpp"
#include "services/execution/core/repeated_fills.hpp"
#include "services/execution/core/strategy_results.hpp"
#include "services/execution/core/venue_positions.hpp"
#include "services/execution/core/venue_quality.hpp"

#include <optional>
#include <string>
#include <vector>

namespace trading::execution {

// What a rule demands of the whole account.
struct RiskAction {
    enum class Kind {
        Reduce = 1,  // REDUCING: no entries; exits stay allowed.
        Halt = 2,    // HALTED: nothing but cancels.
        Kill = 3,    // Cancel everything, close everything, stay so until a person re-arms.
    };

    Kind kind = Kind::Reduce;
    std::string rule;
    std::string reason;  // The numbers.
};

// The rules that no single order can break: losses, drawdown, streaks, the quality of the venue, markets out of order.
// It reads each input and what it led to, judges with every tick, and acts on what it finds: it locks entries, cancels
// them, closes positions, and tells the core what to do with the account. Limits say when; none of it waits for an
// intent to come by.
class RiskWatch {
public:
    struct View {
        const ExecutionOptions& options;
        const MarketView& market;
        OrderTable& orders;
        const PositionKeeper& positions;
        const Ledger& ledger;
        OrderDesk& desk;
        SpotSales& sales;
    };

    // Where the outputs of one input begin, and what the account may do.
    struct Mark {
        std::size_t records = 0;
        std::size_t requests = 0;
        bool is_current = false;    // Open orders and fills are known as of after the last reconnect.
        bool allows_exits = false;  // The trading state does.
    };

    explicit RiskWatch(View view);

    // After each input has been handled; `mark` says what the outputs held before it.
    [[nodiscard]] std::vector<RiskAction> observe(const Input& input, const Mark& mark, Step& step);

    // A person resumed the account. Ends the locks that wait for a person.
    void on_resumed(Step& step) { locks_.lift_latched(step); }

    // A person resumed the entries of one strategy or of one instrument. False when no rule had locked them.
    bool lift(const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id, Step& step);

    [[nodiscard]] const EntryLocks& locks() const noexcept { return locks_; }
    [[nodiscard]] EntryLocks& locks() noexcept { return locks_; }
    [[nodiscard]] const VenuePositions& venue_positions() const noexcept { return venue_positions_; }
    [[nodiscard]] const AccountEquity& equity() const noexcept { return equity_; }
    [[nodiscard]] const StrategyResults& results() const noexcept { return results_; }
    [[nodiscard]] const std::optional<domain::Ratio>& margin_ratio() const noexcept { return margin_ratio_; }

private:
    void recover(const domain::RecoveredState& state, Step& step);
    void read_requests(std::size_t start, Step& step);
    void read_records(std::size_t start, Step& step);
    void read_report(const domain::VenueReport& report, Step& step);
    void on_dead_man_answered(bool is_accepted, base::Timestamp now);

    void judge(const Mark& mark, Step& step);
    void judge_strategies(Step& step);
    void judge_instruments(const Mark& mark, Step& step);
    void close(const InstrumentWatch::Finding& finding, const Mark& mark, Step& step);
    void judge_leverage(const AccountLimits& limits, Step& step);
    void judge_losses(const AccountLimits& limits);
    void demand(RiskAction::Kind kind, std::string_view rule, std::string reason);

    // Locks a strategy and cancels its open entries; false when it was locked already.
    bool lock_strategy(
        const domain::StrategyId& id,
        std::string_view rule,
        std::string reason,
        std::optional<base::Timestamp> until,
        Step& step
    );
    void lock_instrument(const InstrumentWatch::Finding& finding, std::optional<base::Timestamp> until, Step& step);
    void clear_the_way(const domain::IntentTaken& taken, Step& step);
    template <class Concerns>
    void cancel_entries(Concerns concerns, Step& step);

    View view_;
    EntryLocks locks_;
    VenuePositions venue_positions_;
    AccountEquity equity_;
    StrategyResults results_;
    RepeatedFills repeated_;
    VenueQuality quality_;
    InstrumentWatch instruments_;
    PositionCloser closer_;
    std::optional<domain::Ratio> margin_ratio_;      // As the venue said last; absent: it names none.
    std::optional<base::Timestamp> ts_dead_man_lost_;  // The first refresh in a row that was not accepted.
    bool is_unequal_ = false;                        // The last comparison with the venue was.
    bool is_over_leveraged_ = false;
    std::vector<RiskAction> actions_;
};

}  // namespace trading::execution
