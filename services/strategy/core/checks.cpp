#include "services/strategy/core/checks.hpp"

#include <fmt/format.h>

namespace trading::strategy {
namespace {

using namespace domain;

std::int64_t milliseconds_between(base::Timestamp earlier, base::Timestamp later) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(later - earlier).count();
}

// The first thing that is wrong with the data, as a constant word; empty when nothing is.
std::string_view first_data_fault(
    const DecisionView& view, const DataHealthLimits& limits, const BarHealth& bars, base::Duration bar_age
) {
    const InstrumentMarket& market = view.market;
    if (!market.instrument) return "instrument_unknown";
    if (market.instrument->status != InstrumentStatus::Live) return "instrument_not_live";
    if (market.book_state != FeedState::Fresh) return "book_not_fresh";
    if (!market.best_bid || !market.best_ask) return "no_quote";
    if (view.now - market.ts_quote > limits.quote_age_max) return "quote_stale";
    if (market.instrument->is_derivative()) {
        if (!market.mark_price) return "no_mark_price";
        if (view.now - market.ts_mark > limits.mark_age_max) return "mark_price_stale";
    }
    if (bar_age > limits.bar_age_max) return "bar_late";
    if (bars.missing_bars > 0) return "bars_missing";
    if (!bars.is_signal_usable) return "warming_up";
    return {};
}

std::string age_text(bool is_known, base::Timestamp then, base::Timestamp now) {
    return is_known ? fmt::format("{}", milliseconds_between(then, now)) : "none";
}

CheckVerdict verdict(std::string check, bool has_passed, std::string detail) {
    return CheckVerdict{std::move(check), has_passed, std::move(detail)};
}

std::string trading_state_text(const AccountView& account) {
    return fmt::format(
        "state={} synchronised={}", to_string(account.trading_state()), account.is_synchronised() ? "yes" : "no"
    );
}

// Whole bars between a past moment and now.
std::int64_t bars_since(base::Timestamp then, base::Timestamp now, base::Duration interval) {
    return now <= then ? 0 : (now - then) / interval;
}

}  // namespace

CheckVerdict check_enabled(const DecisionView& view) {
    return verdict("enabled", view.is_enabled, view.is_enabled ? "running" : "stopped by the operator");
}

CheckVerdict check_data_health(
    const DecisionView& view, const DataHealthLimits& limits, const BarHealth& bars, base::Timestamp ts_bar_close
) {
    const InstrumentMarket& market = view.market;
    const std::string_view fault = first_data_fault(view, limits, bars, view.now - ts_bar_close);
    return verdict(
        "data_health",
        fault.empty(),
        fmt::format(
            "{} book={} quote_age_ms={} mark_age_ms={} bar_age_ms={} missing_bars={} bars={}/{}",
            fault.empty() ? "healthy" : fault,
            to_string(market.book_state),
            age_text(market.best_bid || market.best_ask, market.ts_quote, view.now),
            age_text(market.mark_price.has_value(), market.ts_mark, view.now),
            milliseconds_between(ts_bar_close, view.now),
            bars.missing_bars,
            bars.bars_seen,
            bars.bars_needed
        )
    );
}

CheckVerdict check_may_enter(const DecisionView& view) {
    const bool may_enter = view.account.trading_state() == TradingState::Active;
    return verdict("trading_state", may_enter, trading_state_text(view.account));
}

CheckVerdict check_may_exit(const DecisionView& view) {
    const TradingState state = view.account.trading_state();
    const bool may_exit = state == TradingState::Active || state == TradingState::Reducing;
    return verdict("trading_state", may_exit, trading_state_text(view.account));
}

CheckVerdict check_flat(const DecisionView& view) {
    const Position* position = view.market.instrument ? view.account.position(view.market.instrument->id) : nullptr;
    if (position == nullptr || is_dust(view.market.instrument, position->quantity)) {
        return verdict("position", true, "flat");
    }
    return verdict(
        "position",
        false,
        fmt::format("open quantity={} owner={}", position->quantity.to_string(), position->strategy_id.value())
    );
}

CheckVerdict check_in_flight(const DecisionView& view, const InstrumentId& instrument_id) {
    const bool has_order = view.account.has_open_order(instrument_id);
    return verdict(
        "in_flight",
        view.slot.is_free() && !has_order,
        fmt::format("intent={} open_order={}", to_string(view.slot.state()), has_order ? "yes" : "no")
    );
}

CheckVerdict check_denial_pause(const DecisionView& view, const CooldownRules& rules, base::Duration interval) {
    const auto denied = view.slot.ts_denied();
    if (!denied) return verdict("cooldown", true, "no denial yet");
    const std::int64_t bars = bars_since(*denied, view.now, interval);
    return verdict(
        "cooldown",
        bars >= rules.after_denial_bars,
        fmt::format("after_denial bars={} needed={}", bars, rules.after_denial_bars)
    );
}

CheckVerdict check_cooldown(const DecisionView& view, const CooldownRules& rules, Side side, base::Duration interval) {
    CheckVerdict after_denial = check_denial_pause(view, rules, interval);
    if (!after_denial.has_passed) return after_denial;
    const auto closed = view.holding.ts_closed();
    if (!closed) return verdict("cooldown", true, "no exit yet");
    const bool was_stopped = view.holding.was_stopped(side);
    const int needed = was_stopped ? std::max(rules.after_stop_bars, rules.after_exit_bars) : rules.after_exit_bars;
    const std::int64_t bars = bars_since(*closed, view.now, interval);
    return verdict(
        "cooldown",
        bars >= needed,
        fmt::format("{} bars={} needed={}", was_stopped ? "after_stop" : "after_exit", bars, needed)
    );
}

CheckVerdict check_spread(const DecisionView& view, double spread_bp_max) {
    const InstrumentMarket& market = view.market;
    if (!market.best_bid || !market.best_ask) return verdict("spread", false, "no quote");
    const double bid = market.best_bid->price.to_double();
    const double ask = market.best_ask->price.to_double();
    const double spread_bp = 2e4 * (ask - bid) / (ask + bid);
    const bool is_sane = ask > bid && spread_bp <= spread_bp_max;
    return verdict("spread", is_sane, fmt::format("spread_bp={:.3f} limit={:.3f}", spread_bp, spread_bp_max));
}

bool is_dust(const std::optional<Instrument>& instrument, Quantity quantity) {
    if (quantity.is_zero()) return true;
    if (!instrument) return false;
    const auto size = quantity.absolute();
    return size && *size < instrument->minimum_quantity;
}

}  // namespace trading::strategy
