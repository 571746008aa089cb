#include "tests/simulation/halt_watch.hpp"

#include <optional>

namespace trading::simulation {

using namespace domain;

bool HaltWatch::is_resting_entry(const Order& row) const {
    const bool is_held_for_open = row.status == OrderStatus::Live || row.status == OrderStatus::PartiallyFilled;
    if (!is_held_for_open || row.purpose != OrderPurpose::Entry || row.strategy_id.empty()) return false;
    const auto found = venue_.core().find_order(
        our_account(), row.instrument_id.value(), std::nullopt, row.client_order_id.value()
    );
    return found && !simulator::is_terminal(found->state);
}

void HaltWatch::before_commit(const RiskState& state) {
    const auto& stored = database_.risk_state();
    const bool begins = state.state != TradingState::Active && (!stored || stored->state == TradingState::Active);
    if (!begins) return;
    for (const auto& [id, row] : database_.orders()) {
        if (is_resting_entry(row)) return scene_.sightings.see(Sight::HaltMetRestingEntry);
    }
}

void HaltWatch::before_input(const execution::Input& input) {
    if (!std::holds_alternative<execution::Tick>(input)) return;
    const auto& stored = database_.risk_state();
    if (!stored || stored->state == TradingState::Active) {
        ticks_.clear();
        is_first_tick_ = false;
        return;
    }
    for (const auto& [id, row] : database_.orders()) {
        if (!is_resting_entry(row)) continue;
        if (is_first_tick_) scene_.sightings.see(Sight::HeldEntryOutlivedProcess);
        if (++ticks_[id] <= kTicksMax || asked_.contains(id)) continue;
        verdict_.fail("I4", "trading is held, and nobody cancels the entry " + id.value());
    }
    is_first_tick_ = false;
}

void HaltWatch::on_process_ended() {
    ticks_.clear();
    asked_.clear();
    is_first_tick_ = true;
}

}  // namespace trading::simulation
