#include "services/execution/core/risk_gate.hpp"

#include "services/execution/core/risk_rules.hpp"

#include <array>
#include <span>

namespace trading::execution {
namespace {

// A rule with its name, for the documents.
struct NamedRule {
    rules::Rule rule;
    std::string_view name;
};

// Cheap certainty first: who asks and whether anything may go out at all, then the data, then the order itself, then
// what is open already.
constexpr std::array kEntryRules{
    NamedRule{rules::intent_is_well_formed, "intent_is_well_formed"},
    NamedRule{rules::strategy_is_configured, "strategy_is_configured"},
    NamedRule{rules::intent_is_in_time, "intent_is_in_time"},
    NamedRule{rules::state_allows_entries, "state_allows_entries"},
    NamedRule{rules::entries_are_not_paused, "entries_are_not_paused"},
    NamedRule{rules::venue_is_available, "venue_is_available"},
    NamedRule{rules::records_are_reconciled, "records_are_reconciled"},
    NamedRule{rules::instrument_is_listed, "instrument_is_listed"},
    NamedRule{rules::limits_are_configured, "limits_are_configured"},
    NamedRule{rules::strategy_is_not_locked, "strategy_is_not_locked"},
    NamedRule{rules::instrument_is_not_locked, "instrument_is_not_locked"},
    NamedRule{rules::instrument_is_live, "instrument_is_live"},
    NamedRule{rules::data_is_fresh, "data_is_fresh"},
    NamedRule{rules::quantity_is_valid, "quantity_is_valid"},
    NamedRule{rules::price_is_on_tick, "price_is_on_tick"},
    NamedRule{rules::short_is_possible, "short_is_possible"},
    NamedRule{rules::stop_is_present, "stop_is_present"},
    NamedRule{rules::price_is_near, "price_is_near"},
    NamedRule{rules::price_is_inside_collar, "price_is_inside_collar"},
    NamedRule{rules::notional_is_allowed, "notional_is_allowed"},
    NamedRule{rules::market_trades_enough, "market_trades_enough"},
    NamedRule{rules::order_is_no_duplicate, "order_is_no_duplicate"},
    NamedRule{rules::order_meets_none_of_ours, "order_meets_none_of_ours"},
    NamedRule{rules::position_is_ours_to_grow, "position_is_ours_to_grow"},
    NamedRule{rules::position_is_within_limit, "position_is_within_limit"},
    NamedRule{rules::instrument_orders_are_few, "instrument_orders_are_few"},
    NamedRule{rules::exposure_is_within_limit, "exposure_is_within_limit"},
    NamedRule{rules::account_orders_are_few, "account_orders_are_few"},
    NamedRule{rules::leverage_is_within_limit, "leverage_is_within_limit"},
    NamedRule{rules::margin_ratio_is_safe, "margin_ratio_is_safe"},
    NamedRule{rules::liquidation_is_far, "liquidation_is_far"},
    NamedRule{rules::margin_is_sufficient, "margin_is_sufficient"},
    NamedRule{rules::strategy_is_within_limit, "strategy_is_within_limit"},
    NamedRule{rules::entry_rate_is_allowed, "entry_rate_is_allowed"},
};

constexpr std::array kExitRules{
    NamedRule{rules::intent_is_well_formed, "intent_is_well_formed"},
    NamedRule{rules::strategy_is_configured, "strategy_is_configured"},
    NamedRule{rules::intent_is_in_time, "intent_is_in_time"},
    NamedRule{rules::state_allows_exits, "state_allows_exits"},
    NamedRule{rules::venue_is_available, "venue_is_available"},
    NamedRule{rules::instrument_is_listed, "instrument_is_listed"},
    NamedRule{rules::cut_to_position, "cut_to_position"},
    NamedRule{rules::quantity_is_valid, "quantity_is_valid"},
    NamedRule{rules::price_is_on_tick, "price_is_on_tick"},
    NamedRule{rules::exit_rate_is_allowed, "exit_rate_is_allowed"},
};

constexpr std::array kProtectRules{
    NamedRule{rules::intent_is_well_formed, "intent_is_well_formed"},
    NamedRule{rules::strategy_is_configured, "strategy_is_configured"},
    NamedRule{rules::intent_is_in_time, "intent_is_in_time"},
    NamedRule{rules::state_allows_exits, "state_allows_exits"},
    NamedRule{rules::instrument_is_listed, "instrument_is_listed"},
    NamedRule{rules::position_exists, "position_exists"},
    NamedRule{rules::price_is_on_tick, "price_is_on_tick"},
    NamedRule{rules::stop_can_rest, "stop_can_rest"},
};

constexpr std::array kCancelRules{
    NamedRule{rules::intent_is_well_formed, "intent_is_well_formed"},
    NamedRule{rules::strategy_is_configured, "strategy_is_configured"},
};

std::span<const NamedRule> rules_for(domain::IntentKind kind) {
    switch (kind) {
        case domain::IntentKind::Enter: return kEntryRules;
        case domain::IntentKind::Exit: return kExitRules;
        case domain::IntentKind::Protect: return kProtectRules;
        case domain::IntentKind::Cancel: return kCancelRules;
    }
    return kEntryRules;
}

}  // namespace

Verdict RiskGate::check(const domain::OrderIntent& intent, const AccountCondition& condition, base::Timestamp now)
    const {
    domain::OrderIntent wish = intent;
    std::optional<WorstCases> worst_cases;
    std::optional<base::Result<AccountExposure>> exposure;
    const auto limits = view_.limits.instruments.find(intent.instrument_id);
    const rules::Case it{
        .intent = wish,
        .condition = condition,
        .now = now,
        .view = view_,
        .market = view_.market.find(intent.instrument_id),
        .instrument_limits = limits == view_.limits.instruments.end() ? nullptr : &limits->second,
        .worst_cases = &worst_cases,
        .exposure = &exposure,
    };
    for (const NamedRule& each : rules_for(intent.kind)) {
        if (auto denied = each.rule(it)) return *std::move(denied);
    }
    return Approved<domain::OrderIntent>{std::move(wish)};
}

std::vector<std::string_view> rule_names(domain::IntentKind kind) {
    std::vector<std::string_view> names;
    for (const NamedRule& each : rules_for(kind)) names.push_back(each.name);
    return names;
}

}  // namespace trading::execution
