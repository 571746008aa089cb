#include "services/execution/core/entry_pauses.hpp"

#include <fmt/format.h>

namespace trading::execution {

std::string EntryScope::in_words() const {
    if (strategy_id.empty() && instrument_id.empty()) return "all entries";
    std::string words = "entries";
    if (!strategy_id.empty()) words += " of " + strategy_id.value();
    if (!instrument_id.empty()) words += " on " + instrument_id.value();
    return words;
}

void EntryPauses::recover(const std::vector<domain::EntryPause>& stored) {
    for (const domain::EntryPause& pause : stored) scopes_[Key{pause.strategy_id, pause.instrument_id}] = pause;
}

void EntryPauses::set(const EntryScope& scope, bool is_paused, std::string actor, std::string reason, Step& step) {
    domain::EntryPause& pause = scopes_[Key{scope.strategy_id, scope.instrument_id}];
    pause.strategy_id = scope.strategy_id;
    pause.instrument_id = scope.instrument_id;
    pause.is_paused = is_paused;
    pause.actor = std::move(actor);
    pause.reason = std::move(reason);
    pause.ts_event = step.now;
    ++pause.version;
    step.out.records.emplace_back(pause);
}

const domain::EntryPause* EntryPauses::find(const EntryScope& scope) const {
    const auto found = scopes_.find(Key{scope.strategy_id, scope.instrument_id});
    return found == scopes_.end() || !found->second.is_paused ? nullptr : &found->second;
}

const domain::EntryPause* EntryPauses::covering(
    const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id
) const {
    for (const EntryScope& scope :
         {EntryScope{},
          EntryScope{strategy_id, {}},
          EntryScope{{}, instrument_id},
          EntryScope{strategy_id, instrument_id}}) {
        if (const domain::EntryPause* pause = find(scope)) return pause;
    }
    return nullptr;
}

std::vector<domain::EntryPause> EntryPauses::in_force() const {
    std::vector<domain::EntryPause> paused;
    for (const auto& [key, pause] : scopes_) {
        if (pause.is_paused) paused.push_back(pause);
    }
    return paused;
}

}  // namespace trading::execution
