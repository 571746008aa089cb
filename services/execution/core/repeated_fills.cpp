#include "services/execution/core/repeated_fills.hpp"

#include <algorithm>

namespace trading::execution {

using domain::Fill;

void RepeatedFills::recover(const domain::RecoveredState& state) {
    // Both lists are in the order of their times.
    auto taken = state.intents.begin();
    for (const Fill& fill : state.fills) {
        for (; taken != state.intents.end() && taken->reply.ts_event < fill.times.ts_event; ++taken) on_intent(*taken);
        on_fill(fill, fill.times.ts_event);
    }
    for (; taken != state.intents.end(); ++taken) on_intent(*taken);
}

void RepeatedFills::on_fill(const Fill& fill, base::Timestamp now) {
    if (fill.purpose != domain::OrderPurpose::Entry || fill.strategy_id.empty()) return;
    Run& run = runs_[{fill.strategy_id, fill.instrument_id}];
    if (run.side != fill.side) run = Run{fill.side, {}};
    const bool is_counted = std::any_of(run.orders.begin(), run.orders.end(), [&](const Filled& filled) {
        return filled.order_id == fill.client_order_id;
    });
    if (is_counted) return;
    run.orders.push_back(Filled{fill.client_order_id, now});
    if (run.orders.size() > kRememberedMax) run.orders.pop_front();
}

void RepeatedFills::on_intent(const domain::IntentTaken& taken) {
    if (taken.reply.verdict != domain::IntentVerdict::Accepted) return;
    const bool has_side =
        taken.intent.kind == domain::IntentKind::Enter || taken.intent.kind == domain::IntentKind::Exit;
    const auto run = runs_.find({taken.intent.strategy_id, taken.intent.instrument_id});
    if (has_side && run != runs_.end() && run->second.side != taken.intent.side) run->second.orders.clear();
}

int RepeatedFills::count(
    const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id, base::Timestamp since
) const {
    const auto run = runs_.find({strategy_id, instrument_id});
    if (run == runs_.end()) return 0;
    const auto& orders = run->second.orders;
    return static_cast<int>(
        std::count_if(orders.begin(), orders.end(), [&](const Filled& filled) { return filled.ts_filled >= since; })
    );
}

void RepeatedFills::forget(const domain::StrategyId& strategy_id) {
    for (auto& [key, run] : runs_) {
        if (key.first == strategy_id) run.orders.clear();
    }
}

}  // namespace trading::execution
