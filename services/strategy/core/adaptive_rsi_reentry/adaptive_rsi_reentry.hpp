#pragma once

#include "services/strategy/core/adaptive_rsi_reentry/reentry_detector.hpp"
#include "services/strategy/core/adaptive_rsi_reentry/settings.hpp"
#include "services/strategy/core/signal/average_true_range.hpp"
#include "services/strategy/core/strategy.hpp"

#include <map>

namespace trading::strategy {

// Buys when the adaptive RSI comes back from below its band and sells when it comes back from above, on closed bars,
// with a stop of k x ATR, one take-profit and a time stop. Stop and take-profit rest at the venue, kept by execution;
// the time stop is asked for here. Spot is only bought.
class AdaptiveRsiReentry final : public Strategy {
public:
    explicit AdaptiveRsiReentry(AdaptiveRsiReentrySettings settings);

    [[nodiscard]] const StrategyPlan& plan() const noexcept override { return settings_.plan; }
    void on_history(const domain::InstrumentId& instrument_id, const Bar& bar) override;
    [[nodiscard]] Evaluation on_bar(const domain::InstrumentId& instrument_id, const Bar& bar, const DecisionView& view)
        override;

private:
    // What is remembered about one instrument.
    struct Memory {
        AdaptiveRsi rsi;
        AverageTrueRange atr;
        ReentryDetector detector;
        std::optional<base::Timestamp> ts_last_open;
        int exit_attempts = 0;  // For the open position.
    };

    // What one bar said.
    struct Reading {
        std::optional<AdaptiveRsi::Value> value;
        std::optional<double> atr;
        std::optional<ReentrySetup> setup;
        BarHealth health;
        double close = 0;
    };

    [[nodiscard]] Reading take_bar(Memory& memory, const Bar& bar) const;
    [[nodiscard]] std::string describe(const Reading& reading, const DecisionView& view) const;

    void evaluate_exit(
        Evaluation& evaluation, const domain::InstrumentId& instrument_id, Memory& memory, const DecisionView& view
    ) const;
    void evaluate_entry(
        Evaluation& evaluation,
        const domain::InstrumentId& instrument_id,
        const Reading& reading,
        const DecisionView& view
    ) const;
    [[nodiscard]] domain::CheckVerdict check_setup(const Reading& reading, const DecisionView& view) const;
    [[nodiscard]] IntentDraft draft_entry(
        const ReentrySetup& setup, const EntryPlan& plan, domain::Quantity quantity, const DecisionView& view
    ) const;
    [[nodiscard]] IntentDraft draft_exit(
        const domain::InstrumentId& instrument_id, const DecisionView& view, bool is_first_attempt
    ) const;

    AdaptiveRsiReentrySettings settings_;
    std::map<domain::InstrumentId, Memory> memories_;
};

}  // namespace trading::strategy
