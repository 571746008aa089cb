#pragma once

#include "services/strategy/core/input.hpp"
#include "services/strategy/core/intent_ids.hpp"
#include "services/strategy/core/output.hpp"
#include "services/strategy/core/strategy.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace trading::strategy {

struct StrategyCoreOptions {
    // How long a fact that must come may be on its way before a snapshot of execution is wished for.
    base::Duration fact_wait = std::chrono::seconds{2};
    // Bars that closed longer ago only teach: the gateway tells its history at its start.
    base::Duration evaluation_age_max = std::chrono::seconds{10};
};

// What the core has counted since it was made; exported as metrics.
struct StrategyCoreCounters {
    std::uint64_t bars = 0;             // Closed bars that were evaluated.
    std::uint64_t history_bars = 0;     // Closed bars that only taught.
    std::uint64_t repeated_bars = 0;    // Closed bars that were not newer than the last one.
    std::uint64_t stale_facts = 0;      // Execution facts older than what was known.
    std::uint64_t snapshot_wishes = 0;  // Facts that did not come in time.
};

// Decides: market and execution facts in, decisions and order intents out. Each closed bar of each strategy and
// instrument is evaluated once, also over restarts, and gives one decision record. Whatever happens in whatever order, a strategy has at
// most one entry or exit under way on an instrument. Pure: the same inputs at the same times give the same outputs, ids
// included. One thread.
class StrategyCore {
public:
    StrategyCore(std::vector<std::unique_ptr<Strategy>> strategies, IntentIds ids, StrategyCoreOptions options);
    ~StrategyCore();

    void on_input(const Input& input, base::Timestamp now, Outputs& outputs);

    struct StrategyStatus {
        StrategyPlan plan;
        bool is_enabled = false;
        std::string actor;
        base::Timestamp ts_changed{};
    };
    // In the order of their configuration.
    [[nodiscard]] std::vector<StrategyStatus> statuses() const;

    [[nodiscard]] bool has_strategy(const domain::StrategyId& id) const;

    [[nodiscard]] const StrategyCoreCounters& counters() const noexcept { return counters_; }

    // Whether all that execution says has been heard, so that entries are possible at all.
    [[nodiscard]] bool is_account_known() const noexcept { return account_.is_synchronised(); }

    // Intents without an end, of all strategies.
    [[nodiscard]] int intents_under_way() const;

private:
    struct Seat;
    struct Runner;

    void on(const MarketEvent& event, base::Timestamp now, Outputs& outputs);
    void on(const AccountEvent& event, base::Timestamp now, Outputs& outputs);
    void on(const MarketTopicLost& lost, base::Timestamp now, Outputs& outputs);
    void on(const AccountSnapshot& snapshot, base::Timestamp now, Outputs& outputs);
    void on(const AccountLost& lost, base::Timestamp now, Outputs& outputs);
    void on(const AccountRecovered& recovered, base::Timestamp now, Outputs& outputs);
    void on(const FeedSilence& silence, base::Timestamp now, Outputs& outputs);
    void on(const domain::IntentReply& reply, base::Timestamp now, Outputs& outputs);
    void on(const IntentExpired& expired, base::Timestamp now, Outputs& outputs);
    void on(const StrategySwitch& change, base::Timestamp now, Outputs& outputs);
    void on(const RestoredState& restored, base::Timestamp now, Outputs& outputs);
    void on(const Tick& tick, base::Timestamp now, Outputs& outputs);

    void on_candle(const domain::Candle& candle, bool is_history, base::Timestamp now, Outputs& outputs);
    void evaluate(Runner& runner, Seat& seat, const Bar& bar, base::Timestamp now, Outputs& outputs);
    void emit_cancel(Seat& seat, const domain::IntentId& target, base::Timestamp now, Outputs& outputs);

    IntentIds ids_;
    StrategyCoreOptions options_;
    StrategyCoreCounters counters_;
    MarketView markets_;
    AccountView account_;
    std::vector<std::unique_ptr<Runner>> runners_;
    bool is_restored_ = false;
};

}  // namespace trading::strategy
