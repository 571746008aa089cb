#include "services/strategy/io/status_board.hpp"

#include <algorithm>

namespace trading::strategy {

void StatusBoard::note(const domain::Decision& decision) {
    Tally& tally = tallies_[decision.strategy_id];
    ++tally.decisions;
    tally.ts_last_decision = decision.ts_decided;
    const auto trouble = std::find_if(decision.checks.begin(), decision.checks.end(), [](const auto& check) {
        return !check.has_passed && (check.check == "data_health" || check.check == "trading_state");
    });
    tally.troubles[decision.instrument_id] =
        trouble == decision.checks.end() ? "" : trouble->check + ": " + trouble->detail;
}

void StatusBoard::note(const domain::OrderIntent& intent) {
    ++tallies_[intent.strategy_id].intents;
    unanswered_[intent.intent_id] = intent.strategy_id;
}

void StatusBoard::note(const domain::IntentReply& reply) {
    const auto waiting = unanswered_.find(reply.intent_id);
    if (waiting == unanswered_.end()) return;
    if (reply.verdict == domain::IntentVerdict::Denied) ++tallies_[waiting->second].denied;
    unanswered_.erase(waiting);
}

void StatusBoard::note_expired(const domain::IntentId& intent_id) { unanswered_.erase(intent_id); }

std::uint64_t StatusBoard::unanswered_of(const domain::StrategyId& id) const {
    const auto is_its_own = [&](const auto& entry) { return entry.second == id; };
    return static_cast<std::uint64_t>(std::count_if(unanswered_.begin(), unanswered_.end(), is_its_own));
}

std::vector<v1::StrategyStatus> StatusBoard::statuses(const StrategyCore& core) const {
    std::vector<v1::StrategyStatus> statuses;
    for (const StrategyCore::StrategyStatus& strategy : core.statuses()) {
        v1::StrategyStatus status;
        status.set_strategy_id(strategy.plan.id.value());
        status.set_kind(strategy.plan.kind);
        status.set_is_enabled(strategy.is_enabled);
        status.set_unanswered_intents(unanswered_of(strategy.plan.id));
        const auto found = tallies_.find(strategy.plan.id);
        const Tally tally = found == tallies_.end() ? Tally{} : found->second;
        std::string detail;
        for (const domain::InstrumentId& id : strategy.plan.instruments) {
            status.add_instrument_ids(id.value());
            const auto trouble = tally.troubles.find(id);
            const std::string words = trouble == tally.troubles.end() ? "no closed bar yet" : trouble->second;
            if (!words.empty()) detail += (detail.empty() ? "" : "; ") + id.value() + ": " + words;
        }
        status.set_is_ready(detail.empty());
        status.set_detail(detail);
        status.set_decisions(tally.decisions);
        status.set_intents(tally.intents);
        status.set_denied_intents(tally.denied);
        status.set_ts_last_decision_ns(base::to_unix_nanoseconds(tally.ts_last_decision));
        statuses.push_back(std::move(status));
    }
    return statuses;
}

}  // namespace trading::strategy
