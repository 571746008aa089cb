#include "services/execution/core/protection_plan.hpp"

namespace trading::execution {

std::map<domain::InstrumentId, ProtectionPlan> recovered_plans(const domain::RecoveredState& state) {
    std::map<domain::InstrumentId, ProtectionPlan> plans;
    for (const domain::Position& position : state.positions) {
        if (position.stop_price) plans[position.instrument_id].stop_price = position.stop_price;
    }
    // In the order in which they were taken: the last word counts.
    for (const domain::IntentTaken& taken : state.intents) {
        const domain::OrderIntent& intent = taken.intent;
        const bool is_about_stops =
            intent.kind == domain::IntentKind::Enter || intent.kind == domain::IntentKind::Protect;
        if (taken.reply.verdict != domain::IntentVerdict::Accepted || !is_about_stops) continue;
        ProtectionPlan& plan = plans[intent.instrument_id];
        plan.intent_id = intent.intent_id;
        plan.stop_price = intent.stop_price;
        if (intent.take_profit_price || intent.kind == domain::IntentKind::Enter) {
            plan.take_profit_price = intent.take_profit_price;
        }
    }
    return plans;
}

}  // namespace trading::execution
