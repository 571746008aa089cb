#include "services/strategy/adaptive_rsi_reentry_config.hpp"

namespace trading::strategy {
namespace {

using service::ConfigSection;

AdaptiveRsi::Options read_signal(ConfigSection section, base::Duration interval) {
    AdaptiveRsi::Options options;
    options.interval = interval;
    options.base_period = static_cast<int>(section.integer("base_period", {5, 50}));
    options.period_min = section.number("period_min", {2, 50});
    options.period_max = section.number("period_max", {5, 100});
    options.gamma = section.number("gamma", {0, 1.5});
    options.fast_half_life = section.number("fast_half_life", {3, 60});
    options.slow_half_life = section.number("slow_half_life", {30, 2000});
    options.volatility_ratio_min = section.number("volatility_ratio_min", {0.1, 1});
    options.volatility_ratio_max = section.number("volatility_ratio_max", {1, 10});
    options.null_tail_z = section.number("null_tail_z", {1, 3});
    options.width_min = section.number("width_min", {1, 45});
    options.width_max = section.number("width_max", {1, 45});
    options.tilt = section.number("tilt", {0, 0.8});
    options.efficiency_period = static_cast<int>(section.integer("efficiency_period", {10, 1000}));
    options.empty_bars_max = static_cast<int>(section.integer("empty_bars_max", {1, 1000}));
    options.gap_bars_max = static_cast<int>(section.integer("gap_bars_max", {0, 100}));
    if (options.period_min > options.base_period) section.mistake("period_min", "must not be above base_period");
    if (options.period_max < options.base_period) section.mistake("period_max", "must not be below base_period");
    if (options.width_min > options.width_max) section.mistake("width_min", "must not be above width_max");
    if (options.slow_half_life < 3 * options.fast_half_life) {
        section.mistake("slow_half_life", "must be at least three times fast_half_life");
    }
    // A tilt on the RSI's own horizon cancels the signal.
    if (options.efficiency_period < 8 * options.base_period) {
        section.mistake("efficiency_period", "must be at least eight times base_period");
    }
    return options;
}

void read_entry(AdaptiveRsiReentrySettings& settings, ConfigSection section) {
    const bool is_maker = section.choice("mode", {"taker", "maker"}) == "maker";
    settings.entry.mode = is_maker ? EntryMode::Maker : EntryMode::Taker;
    settings.entry.slippage_ticks = static_cast<int>(section.integer("slippage_ticks", {0, 1000}));
    const base::Duration resting_time = section.duration("maker_resting_time");
    if (is_maker) settings.plan.resting_time = resting_time;
    settings.intent_valid_for = section.duration("intent_valid_for");
    settings.spread_bp_max = section.number("spread_bp_max", {0.01, 1000});
    settings.allows_long = section.flag("long");
    settings.allows_short = section.flag("short");
    if (!settings.allows_long && !settings.allows_short)
        section.mistake("long", "long and short are both switched off");
}

void read_exit(AdaptiveRsiReentrySettings& settings, ConfigSection section) {
    settings.entry.stop_atr_multiple = section.number("stop_atr_multiple", {0.1, 20});
    settings.entry.stop_bp_min = section.number("stop_bp_min", {0, 1000});
    settings.entry.take_profit_multiple = section.positive_decimal("take_profit_multiple");
    settings.time_stop_bars = static_cast<int>(section.integer("time_stop_bars", {1, 100'000}));
    settings.exit_slippage_ticks = static_cast<int>(section.integer("slippage_ticks", {0, 1000}));
}

SizeRules read_size(ConfigSection section) {
    SizeRules size;
    const bool is_fixed = section.choice("mode", {"risk_fraction", "fixed_notional"}) == "fixed_notional";
    size.mode = is_fixed ? SizeMode::FixedNotional : SizeMode::RiskFraction;
    size.risk_fraction = domain::Ratio{section.positive_decimal("risk_fraction")};
    size.fixed_notional = domain::Notional{section.positive_decimal("fixed_notional")};
    size.notional_max = domain::Notional{section.positive_decimal("notional_max")};
    size.leverage_max = domain::Ratio{section.positive_decimal("leverage_max")};
    if (size.risk_fraction.to_double() > 0.05) section.mistake("risk_fraction", "must not be above 0.05");
    if (size.fixed_notional > size.notional_max) section.mistake("fixed_notional", "must not be above notional_max");
    return size;
}

DataHealthLimits read_data_health(ConfigSection section) {
    return {section.duration("quote_age_max"), section.duration("mark_age_max"), section.duration("bar_age_max")};
}

CooldownRules read_cooldown(ConfigSection section) {
    CooldownRules rules;
    rules.after_exit_bars = static_cast<int>(section.integer("after_exit_bars", {0, 100'000}));
    rules.after_stop_bars = static_cast<int>(section.integer("after_stop_bars", {0, 100'000}));
    rules.after_denial_bars = static_cast<int>(section.integer("after_denial_bars", {1, 100'000}));
    return rules;
}

}  // namespace

AdaptiveRsiReentrySettings read_settings(StrategyPlan plan, ConfigSection parameters) {
    AdaptiveRsiReentrySettings settings;
    settings.plan = std::move(plan);
    settings.signal = read_signal(parameters.section("signal"), settings.plan.interval);
    settings.atr_period = static_cast<int>(parameters.integer("atr_period", {2, 500}));
    settings.data_health = read_data_health(parameters.section("data_health"));
    settings.cooldown = read_cooldown(parameters.section("cooldown"));
    read_entry(settings, parameters.section("entry"));
    read_exit(settings, parameters.section("exit"));
    settings.size = read_size(parameters.section("size"));
    return settings;
}

}  // namespace trading::strategy
