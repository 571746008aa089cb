#pragma once

#include "services/strategy/core/checks.hpp"
#include "services/strategy/core/entry_plan.hpp"
#include "services/strategy/core/signal/adaptive_rsi.hpp"
#include "services/strategy/core/sizing.hpp"

namespace trading::strategy {

// How the adaptive-RSI re-entry strategy trades; one set for all instruments of an instance.
struct AdaptiveRsiReentrySettings {
    StrategyPlan plan;
    AdaptiveRsi::Options signal;  // Its interval is the plan's.
    int atr_period = 14;
    bool allows_long = true;
    bool allows_short = true;  // Never on spot, whatever is set here.
    DataHealthLimits data_health;
    CooldownRules cooldown;
    double spread_bp_max = 3;
    EntryRules entry;
    SizeRules size;
    int time_stop_bars = 60;      // A position of this age is closed.
    int exit_slippage_ticks = 5;  // How far through the best quote the first attempt to close goes.
    base::Duration intent_valid_for = std::chrono::seconds{2};
};

}  // namespace trading::strategy
