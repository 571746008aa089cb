#include "services/execution/core/risk_gate.hpp"

#include "services/execution/core/risk_rules.hpp"

#include <array>
#include <span>

namespace trading::execution {
namespace {

using rules::Rule;

// Cheap certainty first: who asks and whether anything may go out at all, then the data, then the order itself, then
// what is open already.
constexpr std::array kEntryRules{
    Rule{rules::intent_is_well_formed},
    Rule{rules::strategy_is_configured},
    Rule{rules::intent_is_in_time},
    Rule{rules::state_allows_entries},
    Rule{rules::entries_are_not_paused},
    Rule{rules::venue_is_available},
    Rule{rules::records_are_reconciled},
    Rule{rules::instrument_is_listed},
    Rule{rules::limits_are_configured},
    Rule{rules::instrument_is_live},
    Rule{rules::data_is_fresh},
    Rule{rules::quantity_is_valid},
    Rule{rules::price_is_on_tick},
    Rule{rules::short_is_possible},
    Rule{rules::stop_is_present},
    Rule{rules::price_is_near},
    Rule{rules::price_is_inside_collar},
    Rule{rules::notional_is_allowed},
    Rule{rules::order_is_no_duplicate},
    Rule{rules::position_is_ours_to_grow},
    Rule{rules::position_is_within_limit},
    Rule{rules::instrument_orders_are_few},
    Rule{rules::exposure_is_within_limit},
    Rule{rules::account_orders_are_few},
    Rule{rules::strategy_is_within_limit},
    Rule{rules::margin_is_sufficient},
    Rule{rules::entry_rate_is_allowed},
};

constexpr std::array kExitRules{
    Rule{rules::intent_is_well_formed},
    Rule{rules::strategy_is_configured},
    Rule{rules::intent_is_in_time},
    Rule{rules::state_allows_exits},
    Rule{rules::venue_is_available},
    Rule{rules::instrument_is_listed},
    Rule{rules::cut_to_position},
    Rule{rules::quantity_is_valid},
    Rule{rules::price_is_on_tick},
    Rule{rules::exit_rate_is_allowed},
};

constexpr std::array kProtectRules{
    Rule{rules::intent_is_well_formed},
    Rule{rules::strategy_is_configured},
    Rule{rules::intent_is_in_time},
    Rule{rules::state_allows_exits},
    Rule{rules::instrument_is_listed},
    Rule{rules::position_exists},
    Rule{rules::price_is_on_tick},
    Rule{rules::stop_can_rest},
};

constexpr std::array kCancelRules{
    Rule{rules::intent_is_well_formed},
    Rule{rules::strategy_is_configured},
};

std::span<const Rule> rules_for(domain::IntentKind kind) {
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
    const auto limits = view_.limits.instruments.find(intent.instrument_id);
    const rules::Case it{
        .intent = wish,
        .condition = condition,
        .now = now,
        .view = view_,
        .market = view_.market.find(intent.instrument_id),
        .instrument_limits = limits == view_.limits.instruments.end() ? nullptr : &limits->second,
        .worst_cases = &worst_cases,
    };
    for (const Rule rule : rules_for(intent.kind)) {
        if (auto denied = rule(it)) return *std::move(denied);
    }
    return Approved<domain::OrderIntent>{std::move(wish)};
}

}  // namespace trading::execution
