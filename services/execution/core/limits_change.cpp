#include "services/execution/core/limits_change.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>

namespace trading::execution {

namespace {

enum class Tighter { Smaller = 1, Larger = 2, None = 3 };  // None: any change loosens.

template <class Visit>
void for_each_limit(InstrumentLimits& limits, Visit visit) {
    visit("order_notional_max", limits.order_notional_max, Tighter::Smaller);
    visit("minute_share_max", limits.minute_share_max, Tighter::Smaller);
    visit("price_deviation_max", limits.price_deviation_max, Tighter::Smaller);
    visit("collar", limits.collar, Tighter::Smaller);
    visit("position_notional_max", limits.position_notional_max, Tighter::Smaller);
    visit("position_equity_ratio_max", limits.position_equity_ratio_max, Tighter::Smaller);
    visit("open_orders_max", limits.open_orders_max, Tighter::Smaller);
    visit("cancels_per_fill_max", limits.cancels_per_fill_max, Tighter::Smaller);
    visit("maintenance_margin", limits.maintenance_margin, Tighter::Larger);
    visit("taker_fee", limits.taker_fee, Tighter::Larger);
    visit("last_deviation_max", limits.last_deviation_max, Tighter::Smaller);
    visit("spread_max", limits.spread_max, Tighter::Smaller);
    // Less leverage binds more margin, and more leverage brings the liquidation nearer: a person decides.
    visit("leverage", limits.leverage, Tighter::None);
}

template <class Visit>
void for_each_limit(AccountLimits& limits, Visit visit) {
    visit("duplicate_window", limits.duplicate_window, Tighter::Larger);
    visit("gross_notional_max", limits.gross_notional_max, Tighter::Smaller);
    visit("net_notional_max", limits.net_notional_max, Tighter::Smaller);
    visit("correlated_notional_max", limits.correlated_notional_max, Tighter::Smaller);
    visit("open_orders_max", limits.open_orders_max, Tighter::Smaller);
    visit("open_stops_max", limits.open_stops_max, Tighter::Smaller);
    visit("leverage_max", limits.leverage_max, Tighter::Smaller);
    visit("margin_ratio_min", limits.margin_ratio_min, Tighter::Larger);
    visit("margin_ratio_kill", limits.margin_ratio_kill, Tighter::Larger);
    visit("liquidation_distance_min", limits.liquidation_distance_min, Tighter::Larger);
    visit("liquidation_stop_multiple", limits.liquidation_stop_multiple, Tighter::Larger);
    visit("liquidation_reduce_distance", limits.liquidation_reduce_distance, Tighter::Larger);
    visit("liquidation_close_distance", limits.liquidation_close_distance, Tighter::Larger);
    visit("day_loss_max", limits.day_loss_max, Tighter::Smaller);
    visit("day_loss_kill", limits.day_loss_kill, Tighter::Smaller);
    visit("drawdown_max", limits.drawdown_max, Tighter::Smaller);
    visit("drawdown_kill", limits.drawdown_kill, Tighter::Smaller);
    visit("messages_per_second_max", limits.messages_per_second_max, Tighter::Smaller);
    visit("messages_reserved", limits.messages_reserved, Tighter::Larger);
    visit("book_age_max", limits.book_age_max, Tighter::Smaller);
    visit("mark_age_max", limits.mark_age_max, Tighter::Smaller);
    visit("clock_offset_max", limits.clock_offset_max, Tighter::Smaller);
    visit("blind_cancel_after", limits.blind_cancel_after, Tighter::Smaller);
    visit("blind_close_after", limits.blind_close_after, Tighter::Smaller);
    visit("instrument_lock", limits.instrument_lock, Tighter::Larger);
    visit("mismatches_per_day_max", limits.mismatches_per_day_max, Tighter::Smaller);
    visit("reject_ratio_max", limits.reject_ratio_max, Tighter::Smaller);
    visit("slippage_max", limits.slippage_max, Tighter::Smaller);
    visit("acknowledgement_max", limits.acknowledgement_max, Tighter::Smaller);
    visit("free_margin_ratio_min", limits.free_margin_ratio_min, Tighter::Larger);
}

template <class Visit>
void for_each_limit(StrategyLimits& limits, Visit visit) {
    visit("open_positions_max", limits.open_positions_max, Tighter::Smaller);
    visit("entries_per_day_max", limits.entries_per_day_max, Tighter::Smaller);
    visit("entries_per_hour_max", limits.entries_per_hour_max, Tighter::Smaller);
    visit("day_loss_max", limits.day_loss_max, Tighter::Smaller);
    visit("losing_trades_max", limits.losing_trades_max, Tighter::Smaller);
    visit("stops_per_hour_max", limits.stops_per_hour_max, Tighter::Smaller);
    visit("streak_lock", limits.streak_lock, Tighter::Larger);
    visit("repeated_fills_max", limits.repeated_fills_max, Tighter::Smaller);
    visit("repeated_fills_window", limits.repeated_fills_window, Tighter::Larger);
}

template <class Kind>
std::string text_of(const domain::Amount<Kind>& amount) {
    return amount.to_string();
}

std::string text_of(int number) { return std::to_string(number); }

std::string text_of(base::Duration duration) {
    return fmt::format("{}ms", std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size() && number >= 0;
    return is_whole ? std::optional{number} : std::nullopt;
}

template <class Kind>
bool read(std::string_view text, domain::Amount<Kind>& amount) {
    const auto parsed = domain::Amount<Kind>::from_string(text);
    if (!parsed || parsed->is_negative()) return false;
    amount = *parsed;
    return true;
}

bool read(std::string_view text, int& number) {
    constexpr std::int64_t kMost = 1'000'000'000;
    const auto parsed = whole_number(text);
    if (!parsed || *parsed > kMost) return false;
    number = static_cast<int>(*parsed);
    return true;
}

bool read(std::string_view text, base::Duration& duration) {
    constexpr std::pair<std::string_view, std::int64_t> kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};
    constexpr std::int64_t kMostHours = 24 * 366;
    for (const auto& [unit, milliseconds] : kUnits) {
        if (!text.ends_with(unit)) continue;
        const auto parsed = whole_number(text.substr(0, text.size() - unit.size()));
        if (!parsed) continue;
        if (*parsed > kMostHours * 3'600'000 / milliseconds) return false;
        duration = std::chrono::milliseconds{*parsed * milliseconds};
        return true;
    }
    return false;
}

base::Error no_limit(std::string_view name) {
    return {base::ErrorCode::InvalidArgument, fmt::format("there is no limit {}", name)};
}

template <class Group>
base::Result<LimitMove> set_in(Group& group, std::string_view full, std::string_view name, std::string_view text) {
    std::optional<base::Result<LimitMove>> result;
    for_each_limit(group, [&](std::string_view known, auto& value, Tighter tighter) {
        if (known != name) return;
        auto next = value;
        if (!read(text, next)) {
            result.emplace(base::failure(
                base::ErrorCode::InvalidArgument, fmt::format("'{}' is no value for {}, which is {}", text, full, text_of(value))
            ));
            return;
        }
        const bool is_tightened = (tighter == Tighter::Smaller && next < value) ||
                                  (tighter == Tighter::Larger && next > value);
        result.emplace(LimitMove{text_of(value), text_of(next), next != value && !is_tightened});
        value = next;
    });
    return result ? std::move(*result) : base::failure(no_limit(full));
}

}  // namespace

base::Result<LimitMove> set_limit(Limits& limits, std::string_view name, std::string_view value) {
    const auto first = name.find('.');
    const auto last = name.rfind('.');
    if (first == std::string_view::npos) return base::failure(no_limit(name));
    const std::string_view group = name.substr(0, first);
    const std::string_view own = name.substr(last + 1);
    if (group == "account" && first == last && limits.account) return set_in(*limits.account, name, own, value);
    if (first == last) return base::failure(no_limit(name));
    const std::string_view id = name.substr(first + 1, last - first - 1);
    if (group == "instruments") {
        const auto found = limits.instruments.find(domain::InstrumentId{id});
        if (found != limits.instruments.end()) return set_in(found->second, name, own, value);
    }
    if (group == "strategies") {
        const auto found = limits.strategies.find(domain::StrategyId{id});
        if (found != limits.strategies.end()) return set_in(found->second, name, own, value);
    }
    return base::failure(no_limit(name));
}

std::vector<std::string> apply_settings(Limits& limits, const std::vector<domain::LimitSetting>& settings) {
    std::vector<std::string> unknown;
    for (const domain::LimitSetting& setting : settings) {
        Limits with_setting = limits;
        const auto move = set_limit(with_setting, setting.limit, setting.value);
        if (!move) {
            unknown.push_back(setting.limit);
        } else if (move->before == setting.configured || !move->is_loosened) {
            limits = std::move(with_setting);
        }
    }
    return unknown;
}

}  // namespace trading::execution
