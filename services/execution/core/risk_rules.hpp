#pragma once

#include "services/execution/core/exposure.hpp"
#include "services/execution/core/risk_gate.hpp"

#include <optional>

namespace trading::execution::rules {

// What one rule sees. `market` and `instrument_limits` are there once the rules that demand them have passed.
struct Case {
    domain::OrderIntent& intent;  // Only `cut_to_position` changes it.
    const AccountCondition& condition;
    base::Timestamp now;
    const RiskView& view;
    const InstrumentMarket* market = nullptr;
    const InstrumentLimits* instrument_limits = nullptr;
    // With this intent; each made by the first rule that needs it.
    std::optional<WorstCases>* worst_cases = nullptr;
    std::optional<base::Result<AccountExposure>>* exposure = nullptr;
};

// Nothing, or why not.
using Outcome = std::optional<Denied>;
using Rule = Outcome (*)(const Case&);

// About the intent itself and the account's condition (risk_rules_condition.cpp).
[[nodiscard]] Outcome intent_is_well_formed(const Case& it);
[[nodiscard]] Outcome strategy_is_configured(const Case& it);
[[nodiscard]] Outcome intent_is_in_time(const Case& it);
[[nodiscard]] Outcome state_allows_entries(const Case& it);
[[nodiscard]] Outcome entries_are_not_paused(const Case& it);
[[nodiscard]] Outcome state_allows_exits(const Case& it);
[[nodiscard]] Outcome venue_is_available(const Case& it);
[[nodiscard]] Outcome records_are_reconciled(const Case& it);  // R22
[[nodiscard]] Outcome strategy_is_not_locked(const Case& it);    // R14, R17, R27
[[nodiscard]] Outcome instrument_is_not_locked(const Case& it);  // R07, R12, R20
[[nodiscard]] Outcome limits_are_configured(const Case& it);
[[nodiscard]] Outcome instrument_is_listed(const Case& it);
[[nodiscard]] Outcome instrument_is_live(const Case& it);

// About price and quantity (risk_rules_order.cpp).
[[nodiscard]] Outcome data_is_fresh(const Case& it);      // R19
[[nodiscard]] Outcome quantity_is_valid(const Case& it);  // R02
[[nodiscard]] Outcome price_is_on_tick(const Case& it);   // R02
[[nodiscard]] Outcome stop_is_present(const Case& it);
[[nodiscard]] Outcome short_is_possible(const Case& it);
[[nodiscard]] Outcome price_is_near(const Case& it);           // R03
[[nodiscard]] Outcome price_is_inside_collar(const Case& it);  // R04
[[nodiscard]] Outcome notional_is_allowed(const Case& it);     // R01
[[nodiscard]] Outcome market_trades_enough(const Case& it);    // R01
[[nodiscard]] Outcome cut_to_position(const Case& it);
[[nodiscard]] Outcome position_exists(const Case& it);
[[nodiscard]] Outcome stop_can_rest(const Case& it);

// About what is open already (risk_rules_account.cpp).
[[nodiscard]] Outcome order_is_no_duplicate(const Case& it);      // R05
[[nodiscard]] Outcome order_meets_none_of_ours(const Case& it);   // R24
[[nodiscard]] Outcome position_is_ours_to_grow(const Case& it);   // R06
[[nodiscard]] Outcome position_is_within_limit(const Case& it);   // R06
[[nodiscard]] Outcome instrument_orders_are_few(const Case& it);  // R07
[[nodiscard]] Outcome exposure_is_within_limit(const Case& it);   // R08
[[nodiscard]] Outcome account_orders_are_few(const Case& it);     // R09
[[nodiscard]] Outcome strategy_is_within_limit(const Case& it);   // R13
[[nodiscard]] Outcome entry_rate_is_allowed(const Case& it);      // R18
[[nodiscard]] Outcome exit_rate_is_allowed(const Case& it);       // R18

// About leverage and margin (risk_rules_margin.cpp).
[[nodiscard]] Outcome leverage_is_within_limit(const Case& it);  // R10
[[nodiscard]] Outcome margin_ratio_is_safe(const Case& it);      // R11
[[nodiscard]] Outcome liquidation_is_far(const Case& it);        // R12
[[nodiscard]] Outcome margin_is_sufficient(const Case& it);      // R25

// The worst cases if the intent were an order already; null when a quantity does not fit.
[[nodiscard]] const WorstCases* cases_with_intent(const Case& it);

// What they come to; `OutOfRange` when a quantity does not fit, `NotFound` when something has no price.
[[nodiscard]] const base::Result<AccountExposure>& exposure_with_intent(const Case& it);

// The price at which the order's notional is counted: its own, else the reference.
[[nodiscard]] std::optional<domain::Price> price_of(const Case& it);

}  // namespace trading::execution::rules
