#include "services/execution/core/risk_rules.hpp"

#include "common/base/planted_defect.hpp"

#include <fmt/format.h>

namespace trading::execution::rules {

using domain::DenyReason;
using domain::IntentKind;
using domain::OrderType;
using domain::TradingState;

namespace {

Outcome deny(DenyReason reason, std::string detail) { return Denied{reason, std::move(detail)}; }

std::string milliseconds(base::Duration duration) {
    return fmt::format("{}ms", std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

std::string words_of(const domain::EntryLock& lock) {
    const std::string until = lock.ts_until ? base::to_iso8601_milliseconds(*lock.ts_until) : "a person lifts it";
    return fmt::format("rule={} until={} {}", lock.rule, until, lock.reason);
}

// The first field that is missing or contradicts another; empty when all fit.
std::string_view malformed_field(const domain::OrderIntent& intent, base::Duration validity_max) {
    if (intent.intent_id.empty()) return "intent_id";
    if (intent.strategy_id.empty()) return "strategy_id";
    if (intent.valid_until == base::Timestamp{}) return "valid_until";
    if (intent.valid_until - intent.ts_created > validity_max) return "valid_until";
    if (intent.kind == IntentKind::Cancel) return intent.target_intent_id.empty() ? "target_intent_id" : "";
    if (intent.instrument_id.empty()) return "instrument_id";
    if (intent.kind == IntentKind::Protect) return intent.stop_price ? "" : "stop_price";
    if (!intent.quantity.is_positive()) return "quantity";
    const bool needs_price = intent.type == OrderType::Limit || intent.type == OrderType::PostOnly;
    if (intent.type == OrderType::Stop) return "type";
    if (needs_price != intent.limit_price.has_value()) return "limit_price";
    if (intent.limit_price && !intent.limit_price->is_positive()) return "limit_price";
    return "";
}

}  // namespace

Outcome intent_is_well_formed(const Case& it) {
    const std::string_view field = malformed_field(it.intent, it.view.validity_max);
    if (field.empty()) return std::nullopt;
    return deny(DenyReason::IntentMalformed, fmt::format("field={}", field));
}

Outcome strategy_is_configured(const Case& it) {
    if (it.view.limits.strategies.count(it.intent.strategy_id) > 0) return std::nullopt;
    return deny(DenyReason::StrategyUnknown, fmt::format("strategy={}", it.intent.strategy_id.value()));
}

Outcome intent_is_in_time(const Case& it) {
    if (it.now <= it.intent.valid_until || TRADING_PLANTED_DEFECT("expired_intent_taken")) return std::nullopt;
    return deny(DenyReason::IntentExpired, fmt::format("late_by={}", milliseconds(it.now - it.intent.valid_until)));
}

Outcome state_allows_entries(const Case& it) {
    if (auto denied = state_allows_exits(it)) return denied;
    if (it.condition.state == TradingState::Active || TRADING_PLANTED_DEFECT("reduce_lets_entries"))
        return std::nullopt;
    return deny(DenyReason::OnlyReducing, "state=reducing");
}

Outcome state_allows_exits(const Case& it) {
    if (it.condition.is_stopping) return deny(DenyReason::TradingHalted, "state=stopping");
    const TradingState state = it.condition.state;
    if (state == TradingState::Active || state == TradingState::Reducing) return std::nullopt;
    return deny(DenyReason::TradingHalted, fmt::format("state={}", domain::to_string(state)));
}

Outcome entries_are_not_paused(const Case& it) {
    const domain::EntryPause* pause = it.view.pauses.covering(it.intent.strategy_id, it.intent.instrument_id);
    if (pause == nullptr) return std::nullopt;
    const EntryScope scope{pause->strategy_id, pause->instrument_id};
    return deny(
        DenyReason::EntriesPaused,
        fmt::format("scope={} by={} reason={}", scope.in_words(), pause->actor, pause->reason)
    );
}

Outcome venue_is_available(const Case& it) {
    if (it.condition.is_venue_up || TRADING_PLANTED_DEFECT("blind_to_private_side")) return std::nullopt;
    return deny(DenyReason::VenueUnavailable, "the private connection is down");
}

Outcome records_are_reconciled(const Case& it) {
    if (it.condition.is_reconciled || TRADING_PLANTED_DEFECT("blind_to_private_side")) return std::nullopt;
    return deny(DenyReason::NotReconciled, "our records are not compared with the venue's yet");
}

Outcome strategy_is_not_locked(const Case& it) {
    const domain::EntryLock* lock = it.view.locks.find(it.intent.strategy_id, it.now);
    return lock == nullptr ? std::nullopt : deny(DenyReason::StrategyLocked, words_of(*lock));
}

Outcome instrument_is_not_locked(const Case& it) {
    const domain::EntryLock* lock = it.view.locks.find(it.intent.instrument_id, it.now);
    return lock == nullptr ? std::nullopt : deny(DenyReason::InstrumentLocked, words_of(*lock));
}

Outcome limits_are_configured(const Case& it) {
    if (it.view.limits.account && it.instrument_limits != nullptr) return std::nullopt;
    return deny(DenyReason::LimitsMissing, it.view.limits.account ? it.intent.instrument_id.value() : "account");
}

Outcome instrument_is_listed(const Case& it) {
    if (it.market == nullptr) return deny(DenyReason::InstrumentUnknown, it.intent.instrument_id.value());
    if (it.market->instrument.contract_kind != domain::ContractKind::Inverse) return std::nullopt;
    return deny(DenyReason::InstrumentUnknown, it.intent.instrument_id.value() + " inverse contracts have no limits");
}

Outcome instrument_is_live(const Case& it) {
    const auto status = it.market->instrument.status;
    if (status == domain::InstrumentStatus::Live) return std::nullopt;
    if (status == domain::InstrumentStatus::PostOnly && it.intent.type == OrderType::PostOnly) return std::nullopt;
    return deny(DenyReason::InstrumentNotLive, fmt::format("status={}", domain::to_string(status)));
}

}  // namespace trading::execution::rules
