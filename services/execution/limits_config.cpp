#include "services/execution/limits_config.hpp"

#include "services/execution/config_values.hpp"

namespace trading::execution {
namespace {

using service::ConfigSection;

// What rule R18 can count.
constexpr ConfigSection::IntegerRange kRateRange{1, 1'000};
// What may be none at all: the first one is one too many.
constexpr ConfigSection::IntegerRange kAllowedRange{0, 1'000};
// The square of a larger notional does not fit.
constexpr std::int64_t kCorrelatedMost = 100'000'000;

// The wider limit acts first; the other one is the last resort.
void check_order(ConfigSection& section, domain::Ratio first, domain::Ratio last, std::string_view last_key) {
    if (last <= first) section.mistake(last_key, "must be above the limit that acts before it");
}

void read_exposure(ConfigSection& section, AccountLimits& limits) {
    limits.equity_currency = domain::Currency{section.text("equity_currency")};
    limits.duplicate_window = section.duration("duplicate_window");
    limits.gross_notional_max = notional(section, "gross_notional_max");
    limits.net_notional_max = notional(section, "net_notional_max");
    limits.correlated_notional_max = notional(section, "correlated_notional_max");
    limits.open_orders_max = count_of(section, "open_orders_max");
    limits.open_stops_max = count_of(section, "open_stops_max");
    if (limits.correlated_notional_max.value() > base::Decimal{kCorrelatedMost}) {
        section.mistake("correlated_notional_max", "must not be above 100000000");
    }
}

void read_margin(ConfigSection& section, AccountLimits& limits) {
    limits.leverage_max = multiple(section, "leverage_max");
    limits.margin_ratio_min = multiple(section, "margin_ratio_min");
    limits.margin_ratio_kill = multiple(section, "margin_ratio_kill");
    limits.liquidation_distance_min = fraction(section, "liquidation_distance_min");
    limits.liquidation_stop_multiple = multiple(section, "liquidation_stop_multiple");
    limits.liquidation_reduce_distance = fraction(section, "liquidation_reduce_distance");
    limits.liquidation_close_distance = fraction(section, "liquidation_close_distance");
    limits.free_margin_ratio_min = fraction(section, "free_margin_ratio_min");
    check_order(section, limits.margin_ratio_kill, limits.margin_ratio_min, "margin_ratio_min");
    check_order(
        section, limits.liquidation_close_distance, limits.liquidation_reduce_distance, "liquidation_reduce_distance"
    );
    check_order(
        section, limits.liquidation_reduce_distance, limits.liquidation_distance_min, "liquidation_distance_min"
    );
}

void read_losses(ConfigSection& section, AccountLimits& limits) {
    limits.day_loss_max = fraction(section, "day_loss_max");
    limits.day_loss_kill = fraction(section, "day_loss_kill");
    limits.drawdown_max = fraction(section, "drawdown_max");
    limits.drawdown_kill = fraction(section, "drawdown_kill");
    check_order(section, limits.day_loss_max, limits.day_loss_kill, "day_loss_kill");
    check_order(section, limits.drawdown_max, limits.drawdown_kill, "drawdown_kill");
}

void read_conduct(ConfigSection& section, AccountLimits& limits) {
    limits.messages_per_second_max = count_of(section, "messages_per_second_max", kRateRange);
    limits.messages_reserved = count_of(section, "messages_reserved", kRateRange);
    limits.book_age_max = section.duration("book_age_max");
    limits.mark_age_max = section.duration("mark_age_max");
    limits.clock_offset_max = section.duration("clock_offset_max");
    limits.blind_cancel_after = section.duration("blind_cancel_after");
    limits.blind_close_after = section.duration("blind_close_after");
    limits.instrument_lock = section.duration("instrument_lock");
    limits.mismatches_per_day_max = count_of(section, "mismatches_per_day_max", kAllowedRange);
    limits.reject_ratio_max = fraction(section, "reject_ratio_max");
    limits.slippage_max = fraction(section, "slippage_max");
    limits.acknowledgement_max = section.duration("acknowledgement_max");
    if (limits.messages_reserved >= limits.messages_per_second_max) {
        section.mistake("messages_reserved", "must be below messages_per_second_max");
    }
    if (limits.blind_close_after <= limits.blind_cancel_after) {
        section.mistake("blind_close_after", "must be above blind_cancel_after");
    }
}

AccountLimits account_limits(ConfigSection section) {
    AccountLimits limits;
    read_exposure(section, limits);
    read_margin(section, limits);
    read_losses(section, limits);
    read_conduct(section, limits);
    return limits;
}

InstrumentLimits instrument_limits(ConfigSection section) {
    InstrumentLimits limits;
    limits.order_notional_max = notional(section, "order_notional_max");
    limits.minute_share_max = multiple(section, "minute_share_max");
    limits.price_deviation_max = fraction(section, "price_deviation_max");
    limits.collar = fraction(section, "collar");
    limits.position_notional_max = notional(section, "position_notional_max");
    limits.position_equity_ratio_max = multiple(section, "position_equity_ratio_max");
    limits.open_orders_max = count_of(section, "open_orders_max");
    limits.cancels_per_fill_max = count_of(section, "cancels_per_fill_max");
    limits.maintenance_margin = fraction(section, "maintenance_margin");
    limits.taker_fee = fraction(section, "taker_fee");
    limits.last_deviation_max = fraction(section, "last_deviation_max");
    limits.spread_max = fraction(section, "spread_max");
    limits.leverage = multiple(section, "leverage");
    if (limits.leverage.value() < base::Decimal{1}) section.mistake("leverage", "must not be below 1");
    return limits;
}

StrategyLimits strategy_limits(ConfigSection section) {
    StrategyLimits limits;
    limits.open_positions_max = count_of(section, "open_positions_max");
    limits.entries_per_day_max = count_of(section, "entries_per_day_max");
    limits.entries_per_hour_max = count_of(section, "entries_per_hour_max");
    limits.day_loss_max = fraction(section, "day_loss_max");
    limits.losing_trades_max = count_of(section, "losing_trades_max", kAllowedRange);
    limits.stops_per_hour_max = count_of(section, "stops_per_hour_max", kAllowedRange);
    limits.streak_lock = section.duration("streak_lock");
    limits.repeated_fills_max = count_of(section, "repeated_fills_max", kRateRange);
    limits.repeated_fills_window = section.duration("repeated_fills_window");
    return limits;
}

}  // namespace

Limits read_limits(ConfigSection section) {
    Limits limits;
    limits.account = account_limits(section.section("account"));
    ConfigSection instruments = section.section("instruments");
    for (const std::string& id : instruments.keys()) {
        limits.instruments.emplace(domain::InstrumentId{id}, instrument_limits(instruments.section(id)));
    }
    ConfigSection strategies = section.section("strategies");
    for (const std::string& id : strategies.keys()) {
        limits.strategies.emplace(domain::StrategyId{id}, strategy_limits(strategies.section(id)));
    }
    if (limits.instruments.empty()) section.mistake("instruments", "must name at least one instrument");
    if (limits.strategies.empty()) section.mistake("strategies", "must name at least one strategy");
    return limits;
}

}  // namespace trading::execution
