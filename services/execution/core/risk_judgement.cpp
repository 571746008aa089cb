// What the watch makes of it, with each tick.
#include "services/execution/core/exact.hpp"
#include "services/execution/core/exposure.hpp"
#include "services/execution/core/risk_watch.hpp"

#include <fmt/format.h>

namespace trading::execution {

using domain::Cash;

namespace {

// The longest lock that a rule asks for again and again is renewed at half its time.
constexpr int kRenewals = 2;

base::Timestamp next_midnight(base::Timestamp now) {
    return std::chrono::floor<std::chrono::days>(now) + std::chrono::days{1};
}

std::string fall_words(std::string_view what, Cash value, Cash from, domain::Ratio limit) {
    return fmt::format(
        "{}={} limit={} equity={} from={}",
        what,
        fall_of(value, from).to_string(),
        limit.to_string(),
        value.to_string(),
        from.to_string()
    );
}

}  // namespace

void RiskWatch::judge(const Mark& mark, Step& step) {
    equity_.update(step);
    results_.update(step);
    const auto& limits = view_.options.limits.account;
    if (!limits) return;
    judge_strategies(step);
    judge_instruments(mark, step);
    judge_leverage(*limits, step);
    judge_losses(*limits);
    if (auto breach = quality_.breach(*limits)) demand(RiskAction::Kind::Reduce, "R23", *std::move(breach));
    const auto& dead_man = view_.options.dead_man;
    if (dead_man.is_enabled && ts_dead_man_lost_ && step.now - *ts_dead_man_lost_ > dead_man.timeout) {
        demand(RiskAction::Kind::Halt, "R26", "the venue's dead-man's switch could not be refreshed in time");
    }
}

void RiskWatch::judge_strategies(Step& step) {
    const auto opening = equity_.opening_equity();
    for (const auto& [id, limits] : view_.options.limits.strategies) {
        const auto result = results_.day_result(id);
        if (opening && result && result->is_negative()) {
            const Cash left = sum(*opening, *result);
            if (has_fallen_beyond(left, *opening, limits.day_loss_max)) {
                const std::string words = fmt::format(
                    "day_result={} limit={} of {}",
                    result->to_string(),
                    limits.day_loss_max.to_string(),
                    opening->to_string()
                );
                lock_strategy(id, "R14", words, next_midnight(step.now), step);
            }
        }
        const int losing = results_.losing_trades_in_a_row(id);
        const int stops = results_.stops_since(id, step.now - std::chrono::hours{1} + base::Duration{1});
        if (losing > limits.losing_trades_max || stops > limits.stops_per_hour_max) {
            const std::string words = fmt::format(
                "losing_trades={} limit={} stops={} limit={}",
                losing,
                limits.losing_trades_max,
                stops,
                limits.stops_per_hour_max
            );
            lock_strategy(id, "R17", words, step.now + limits.streak_lock, step);
            results_.forget_streak(id, step);
        }
        for (const auto& [instrument_id, unused] : view_.options.limits.instruments) {
            const int repeated = repeated_.count(id, instrument_id, step.now - limits.repeated_fills_window + base::Duration{1});
            if (repeated <= limits.repeated_fills_max) continue;
            const std::string words = fmt::format(
                "{} repeated_fills={} limit={}", instrument_id.value(), repeated, limits.repeated_fills_max
            );
            lock_strategy(id, "R27", words, std::nullopt, step);
            repeated_.forget(id);
        }
    }
}

void RiskWatch::judge_instruments(const Mark& mark, Step& step) {
    const base::Duration lock = view_.options.limits.account->instrument_lock;
    for (const InstrumentWatch::Finding& finding : instruments_.look(step.now)) {
        const domain::InstrumentId& id = finding.instrument_id;
        const auto concerns = [&](const domain::Order& order) { return order.instrument_id == id; };
        switch (finding.remedy) {
            case InstrumentWatch::Remedy::Lock: {
                const domain::EntryLock* held = locks_.find(id, step.now);
                const bool is_lasting =
                    held != nullptr && (!held->ts_until || *held->ts_until - step.now > lock / kRenewals);
                if (!is_lasting) lock_instrument(finding, step.now + lock, step);
                break;
            }
            case InstrumentWatch::Remedy::CancelEntries: cancel_entries(concerns, step); break;
            case InstrumentWatch::Remedy::CloseHalf:
            case InstrumentWatch::Remedy::Close:
                cancel_entries(concerns, step);
                close(finding, mark, step);
                break;
        }
    }
}

// A halt keeps the rules from closing, too: the stops rest at the venue. Only a liquidation does not wait for people.
void RiskWatch::close(const InstrumentWatch::Finding& finding, const Mark& mark, Step& step) {
    const bool is_near_liquidation = finding.rule == "R12";
    const bool is_all = finding.remedy == InstrumentWatch::Remedy::Close;
    if (is_all && is_near_liquidation) lock_instrument(finding, std::nullopt, step);
    if (!mark.is_current || (!mark.allows_exits && !is_near_liquidation)) return;
    const auto part = is_all ? PositionCloser::Part::All : PositionCloser::Part::Half;
    if (!closer_.close(finding.instrument_id, part, finding.rule, step)) return;
    step.alert(
        "position_closed_by_rule",
        fmt::format("{} {}: {}", finding.rule, finding.instrument_id.value(), finding.reason)
    );
}

// No entries while it lasts: the gate denies new ones, and those that rest are cancelled.
void RiskWatch::judge_leverage(const AccountLimits& limits, Step& step) {
    const auto& equity = equity_.equity();
    const auto exposure = account_exposure(worst_cases(view_.positions, view_.orders), view_.market);
    std::string words;
    if (equity && exposure && is_leveraged_beyond(exposure->gross, *equity, limits.leverage_max)) {
        words = fmt::format(
            "R10 gross={} equity={} limit={}",
            exposure->gross.to_string(),
            equity->to_string(),
            limits.leverage_max.to_string()
        );
    }
    if (margin_ratio_ && *margin_ratio_ < limits.margin_ratio_min) {
        words = fmt::format(
            "R11 margin_ratio={} limit={}", margin_ratio_->to_string(), limits.margin_ratio_min.to_string()
        );
    }
    if (margin_ratio_ && *margin_ratio_ < limits.margin_ratio_kill) {
        demand(
            RiskAction::Kind::Kill,
            "R11",
            fmt::format(
                "margin_ratio={} limit={}", margin_ratio_->to_string(), limits.margin_ratio_kill.to_string()
            )
        );
    }
    if (words.empty()) {
        is_over_leveraged_ = false;
        return;
    }
    cancel_entries([](const domain::Order&) { return true; }, step);
    if (!std::exchange(is_over_leveraged_, true)) step.alert("entries_stopped_by_rule", words);
}

void RiskWatch::judge_losses(const AccountLimits& limits) {
    const auto& equity = equity_.equity();
    const auto opening = equity_.opening_equity();
    const auto highest = equity_.highest_equity();
    if (!equity || !opening || !highest) return;
    if (has_fallen_beyond(*equity, *opening, limits.day_loss_kill)) {
        demand(RiskAction::Kind::Kill, "R15", fall_words("day_loss", *equity, *opening, limits.day_loss_kill));
    } else if (has_fallen_beyond(*equity, *opening, limits.day_loss_max)) {
        demand(RiskAction::Kind::Reduce, "R15", fall_words("day_loss", *equity, *opening, limits.day_loss_max));
    }
    if (has_fallen_beyond(*equity, *highest, limits.drawdown_kill)) {
        demand(RiskAction::Kind::Kill, "R16", fall_words("drawdown", *equity, *highest, limits.drawdown_kill));
    } else if (has_fallen_beyond(*equity, *highest, limits.drawdown_max)) {
        demand(RiskAction::Kind::Reduce, "R16", fall_words("drawdown", *equity, *highest, limits.drawdown_max));
    }
}

void RiskWatch::demand(RiskAction::Kind kind, std::string_view rule, std::string reason) {
    actions_.push_back(RiskAction{kind, std::string{rule}, std::move(reason)});
}

bool RiskWatch::lock_strategy(
    const domain::StrategyId& id,
    std::string_view rule,
    std::string reason,
    std::optional<base::Timestamp> until,
    Step& step
) {
    domain::EntryLock lock{domain::LockScope::Strategy, id.value(), std::string{rule}, std::move(reason), {}, until};
    const std::string words = fmt::format("{} {}: {}", rule, id.value(), lock.reason);
    if (!locks_.lock(std::move(lock), step)) return false;
    step.alert("strategy_locked", words);
    cancel_entries([&](const domain::Order& order) { return order.strategy_id == id; }, step);
    return true;
}

void RiskWatch::lock_instrument(
    const InstrumentWatch::Finding& finding, std::optional<base::Timestamp> until, Step& step
) {
    const domain::InstrumentId& id = finding.instrument_id;
    domain::EntryLock lock{domain::LockScope::Instrument, id.value(), finding.rule, finding.reason, {}, until};
    if (!locks_.lock(std::move(lock), step)) return;
    step.alert("instrument_locked", fmt::format("{} {}: {}", finding.rule, id.value(), finding.reason));
    cancel_entries([&](const domain::Order& order) { return order.instrument_id == id; }, step);
}

// R24: the wish was denied because it would have traded with our own entries; those go, so that the next one may pass.
void RiskWatch::clear_the_way(const domain::IntentTaken& taken, Step& step) {
    if (taken.reply.deny_reason != domain::DenyReason::SelfTrade) return;
    cancel_entries(
        [&](const domain::Order& order) {
            return order.instrument_id == taken.intent.instrument_id && order.side != taken.intent.side;
        },
        step
    );
}

template <class Concerns>
void RiskWatch::cancel_entries(Concerns concerns, Step& step) {
    for (ManagedOrder* managed : view_.orders.open_orders()) {
        const domain::Order& order = managed->order;
        const bool is_ours = !order.strategy_id.empty() && order.purpose == domain::OrderPurpose::Entry;
        if (is_ours && concerns(order)) view_.desk.want_cancel(*managed, step);
    }
}

}  // namespace trading::execution
