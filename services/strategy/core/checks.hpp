#pragma once

#include "services/strategy/core/strategy.hpp"

// The checks that every strategy on bars makes before it looks at its own set-up. Each is a function of what is visible
// at the evaluation, and says the numbers that it looked at.
namespace trading::strategy {

struct DataHealthLimits {
    base::Duration quote_age_max = std::chrono::seconds{3};
    base::Duration mark_age_max = std::chrono::seconds{12};  // The venue repeats an unchanged mark each 10 s.
    base::Duration bar_age_max = std::chrono::seconds{5};    // From the close of the bar to its evaluation.
};

struct CooldownRules {
    int after_exit_bars = 5;
    int after_stop_bars = 20;  // Same side only.
    int after_denial_bars = 5;
};

// What a strategy knows about its bars.
struct BarHealth {
    int bars_seen = 0;
    int bars_needed = 0;
    std::int64_t missing_bars = 0;  // Between this bar and the one before.
    bool is_signal_usable = false;
};

[[nodiscard]] domain::CheckVerdict check_enabled(const DecisionView& view);

// Book verified and fresh, quotes and (derivatives) mark young enough, instrument live, bars complete, warm-up done.
[[nodiscard]] domain::CheckVerdict check_data_health(
    const DecisionView& view, const DataHealthLimits& limits, const BarHealth& bars, base::Timestamp ts_bar_close
);

[[nodiscard]] domain::CheckVerdict check_may_enter(const DecisionView& view);
[[nodiscard]] domain::CheckVerdict check_may_exit(const DecisionView& view);

// Flat, whoever may own a position on the instrument. What is too little to be sold counts as flat.
[[nodiscard]] domain::CheckVerdict check_flat(const DecisionView& view);

// No intent without an end, and no order that may change the position.
[[nodiscard]] domain::CheckVerdict check_in_flight(const DecisionView& view, const domain::InstrumentId& instrument_id);

// The pause after a denial, so that what is refused is not asked for again with each bar.
[[nodiscard]] domain::CheckVerdict check_denial_pause(
    const DecisionView& view, const CooldownRules& rules, base::Duration interval
);

// The pauses after a denial, after an exit, and after a stop on the same side.
[[nodiscard]] domain::CheckVerdict check_cooldown(
    const DecisionView& view, const CooldownRules& rules, domain::Side side, base::Duration interval
);

// (ask - bid) / mid in basis points, exactly at the limit passes.
[[nodiscard]] domain::CheckVerdict check_spread(const DecisionView& view, double spread_bp_max);

// Whether a position is smaller than the least that the venue lets anyone sell.
[[nodiscard]] bool is_dust(const std::optional<domain::Instrument>& instrument, domain::Quantity quantity);

}  // namespace trading::strategy
