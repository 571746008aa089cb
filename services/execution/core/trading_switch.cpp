#include "services/execution/core/trading_switch.hpp"

#include "common/base/planted_defect.hpp"

#include <utility>

namespace trading::execution {

void TradingSwitch::recover(
    const std::optional<domain::RiskState>& stored, domain::TradingState initial_state, Step& step
) {
    if (stored && !TRADING_PLANTED_DEFECT("halt_forgotten_at_restart")) {
        current_ = *stored;
        return;
    }
    set(initial_state, "system:first_start", "initial state of the configuration", step);
}

void TradingSwitch::set(domain::TradingState state, std::string actor, std::string reason, Step& step) {
    current_.state = state;
    current_.actor = std::move(actor);
    current_.reason = std::move(reason);
    current_.ts_event = step.now;
    ++current_.version;
    if (!TRADING_PLANTED_DEFECT("halt_only_in_memory")) step.out.records.emplace_back(current_);
    step.out.facts.emplace_back(current_);
}

}  // namespace trading::execution
