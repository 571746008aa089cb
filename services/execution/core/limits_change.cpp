#include "services/execution/core/limits_change.hpp"

#include <string_view>
#include <utility>

namespace trading::execution {

namespace {

enum class Tighter { Smaller = 1, Larger = 2, None = 3 };  // None: any change loosens.

template <class Visit>
void for_each_limit(InstrumentLimits& own, const InstrumentLimits& wanted, Visit visit) {
    visit("order_notional_max", own.order_notional_max, wanted.order_notional_max, Tighter::Smaller);
    visit("minute_share_max", own.minute_share_max, wanted.minute_share_max, Tighter::Smaller);
    visit("price_deviation_max", own.price_deviation_max, wanted.price_deviation_max, Tighter::Smaller);
    visit("collar", own.collar, wanted.collar, Tighter::Smaller);
    visit("position_notional_max", own.position_notional_max, wanted.position_notional_max, Tighter::Smaller);
    visit(
        "position_equity_ratio_max", own.position_equity_ratio_max, wanted.position_equity_ratio_max, Tighter::Smaller
    );
    visit("open_orders_max", own.open_orders_max, wanted.open_orders_max, Tighter::Smaller);
    visit("cancels_per_fill_max", own.cancels_per_fill_max, wanted.cancels_per_fill_max, Tighter::Smaller);
    visit("maintenance_margin", own.maintenance_margin, wanted.maintenance_margin, Tighter::Larger);
    visit("taker_fee", own.taker_fee, wanted.taker_fee, Tighter::Larger);
    visit("last_deviation_max", own.last_deviation_max, wanted.last_deviation_max, Tighter::Smaller);
    visit("spread_max", own.spread_max, wanted.spread_max, Tighter::Smaller);
    // Less leverage binds more margin, and more leverage brings the liquidation nearer: a person decides.
    visit("leverage", own.leverage, wanted.leverage, Tighter::None);
}

template <class Visit>
void for_each_limit(AccountLimits& own, const AccountLimits& wanted, Visit visit) {
    visit("equity_currency", own.equity_currency, wanted.equity_currency, Tighter::None);
    visit("duplicate_window", own.duplicate_window, wanted.duplicate_window, Tighter::Larger);
    visit("gross_notional_max", own.gross_notional_max, wanted.gross_notional_max, Tighter::Smaller);
    visit("net_notional_max", own.net_notional_max, wanted.net_notional_max, Tighter::Smaller);
    visit("correlated_notional_max", own.correlated_notional_max, wanted.correlated_notional_max, Tighter::Smaller);
    visit("open_orders_max", own.open_orders_max, wanted.open_orders_max, Tighter::Smaller);
    visit("open_stops_max", own.open_stops_max, wanted.open_stops_max, Tighter::Smaller);
    visit("leverage_max", own.leverage_max, wanted.leverage_max, Tighter::Smaller);
    visit("margin_ratio_min", own.margin_ratio_min, wanted.margin_ratio_min, Tighter::Larger);
    visit("margin_ratio_kill", own.margin_ratio_kill, wanted.margin_ratio_kill, Tighter::Larger);
    visit("liquidation_distance_min", own.liquidation_distance_min, wanted.liquidation_distance_min, Tighter::Larger);
    visit(
        "liquidation_stop_multiple", own.liquidation_stop_multiple, wanted.liquidation_stop_multiple, Tighter::Larger
    );
    visit(
        "liquidation_reduce_distance",
        own.liquidation_reduce_distance,
        wanted.liquidation_reduce_distance,
        Tighter::Larger
    );
    visit(
        "liquidation_close_distance",
        own.liquidation_close_distance,
        wanted.liquidation_close_distance,
        Tighter::Larger
    );
    visit("day_loss_max", own.day_loss_max, wanted.day_loss_max, Tighter::Smaller);
    visit("day_loss_kill", own.day_loss_kill, wanted.day_loss_kill, Tighter::Smaller);
    visit("drawdown_max", own.drawdown_max, wanted.drawdown_max, Tighter::Smaller);
    visit("drawdown_kill", own.drawdown_kill, wanted.drawdown_kill, Tighter::Smaller);
    visit("messages_per_second_max", own.messages_per_second_max, wanted.messages_per_second_max, Tighter::Smaller);
    visit("messages_reserved", own.messages_reserved, wanted.messages_reserved, Tighter::Larger);
    visit("book_age_max", own.book_age_max, wanted.book_age_max, Tighter::Smaller);
    visit("mark_age_max", own.mark_age_max, wanted.mark_age_max, Tighter::Smaller);
    visit("clock_offset_max", own.clock_offset_max, wanted.clock_offset_max, Tighter::Smaller);
    visit("blind_cancel_after", own.blind_cancel_after, wanted.blind_cancel_after, Tighter::Smaller);
    visit("blind_close_after", own.blind_close_after, wanted.blind_close_after, Tighter::Smaller);
    visit("instrument_lock", own.instrument_lock, wanted.instrument_lock, Tighter::Larger);
    visit("mismatches_per_day_max", own.mismatches_per_day_max, wanted.mismatches_per_day_max, Tighter::Smaller);
    visit("reject_ratio_max", own.reject_ratio_max, wanted.reject_ratio_max, Tighter::Smaller);
    visit("slippage_max", own.slippage_max, wanted.slippage_max, Tighter::Smaller);
    visit("acknowledgement_max", own.acknowledgement_max, wanted.acknowledgement_max, Tighter::Smaller);
    visit("free_margin_ratio_min", own.free_margin_ratio_min, wanted.free_margin_ratio_min, Tighter::Larger);
}

template <class Visit>
void for_each_limit(StrategyLimits& own, const StrategyLimits& wanted, Visit visit) {
    visit("open_positions_max", own.open_positions_max, wanted.open_positions_max, Tighter::Smaller);
    visit("entries_per_day_max", own.entries_per_day_max, wanted.entries_per_day_max, Tighter::Smaller);
    visit("entries_per_hour_max", own.entries_per_hour_max, wanted.entries_per_hour_max, Tighter::Smaller);
    visit("day_loss_max", own.day_loss_max, wanted.day_loss_max, Tighter::Smaller);
    visit("losing_trades_max", own.losing_trades_max, wanted.losing_trades_max, Tighter::Smaller);
    visit("stops_per_hour_max", own.stops_per_hour_max, wanted.stops_per_hour_max, Tighter::Smaller);
    visit("streak_lock", own.streak_lock, wanted.streak_lock, Tighter::Larger);
    visit("repeated_fills_max", own.repeated_fills_max, wanted.repeated_fills_max, Tighter::Smaller);
    visit("repeated_fills_window", own.repeated_fills_window, wanted.repeated_fills_window, Tighter::Larger);
}

// Takes over one group of limits, limit by limit.
template <class Group>
void take(const std::string& path, Group& own, const Group& wanted, bool is_confirmed, LimitsChange& change) {
    for_each_limit(own, wanted, [&](std::string_view name, auto& value, const auto& next, Tighter tighter) {
        if (value == next) return;
        const bool is_tightened = (tighter == Tighter::Smaller && next < value) ||
                                  (tighter == Tighter::Larger && next > value);
        std::string full = path + "." + std::string{name};
        if (!is_tightened && !is_confirmed) {
            change.refused.push_back(std::move(full));
            return;
        }
        value = next;
        change.applied.push_back(std::move(full));
    });
}

// Nothing of it may trade any more; it stays known.
InstrumentLimits closed(InstrumentLimits limits) {
    limits.order_notional_max = {};
    limits.position_notional_max = {};
    limits.open_orders_max = 0;
    return limits;
}

StrategyLimits closed(StrategyLimits limits) {
    limits.open_positions_max = 0;
    limits.entries_per_day_max = 0;
    limits.entries_per_hour_max = 0;
    return limits;
}

template <class Map>
void take_all(const std::string& path, Map& own, const Map& wanted, bool is_confirmed, LimitsChange& change) {
    for (auto& [id, limits] : own) {
        const auto found = wanted.find(id);
        const auto next = found == wanted.end() ? closed(limits) : found->second;
        take(path + "." + id.value(), limits, next, is_confirmed, change);
    }
    for (const auto& [id, limits] : wanted) {
        if (own.count(id) > 0) continue;
        (is_confirmed ? change.applied : change.refused).push_back(path + "." + id.value());
        if (is_confirmed) own.emplace(id, limits);
    }
}

}  // namespace

LimitsChange change_limits(const Limits& current, const Limits& wanted, bool is_confirmed) {
    LimitsChange change{current, {}, {}};
    if (change.limits.account && wanted.account) {
        take("account", *change.limits.account, *wanted.account, is_confirmed, change);
    } else if (change.limits.account) {
        change.limits.account.reset();
        change.applied.emplace_back("account");
    } else if (wanted.account) {
        (is_confirmed ? change.applied : change.refused).emplace_back("account");
        if (is_confirmed) change.limits.account = wanted.account;
    }
    take_all("instruments", change.limits.instruments, wanted.instruments, is_confirmed, change);
    take_all("strategies", change.limits.strategies, wanted.strategies, is_confirmed, change);
    return change;
}

}  // namespace trading::execution
