#include "tests/simulation/judge.hpp"

namespace trading::simulation {

using namespace domain;

void Judge::on_venue_order(const simulator::OrderChanged& changed) {
    if (changed.order.cancel_source == simulator::CancelSource::CancelAllAfter) {
        scene_.sightings.see(Sight::DeadManFired);
    }
    money_.on_venue_order(changed);
    spot_.on_venue_order(changed);
}

void Judge::on_venue_reply(const PlaceOrder& request, const simulator::Reply& reply) {
    orders_.on_reply(request, reply);
    if (!reply.is_accepted()) return;
    money_.on_accepted(request);
    spot_.on_accepted(request);
}

void Judge::on_sent(const PlaceOrder& request, bool is_late) {
    orders_.on_sent(request);
    money_.on_sent(request);
    wishes_.on_sent(request, is_late);
    spot_.on_sent(request);
    if (!is_late) protection_.on_sent(request);
}

void Judge::on_report(const VenueReport& report) {
    if (const auto* queried = std::get_if<OrderQueried>(&report)) orders_.on_report(*queried);
    if (const auto* answered = std::get_if<RequestAnswered>(&report)) orders_.on_report(*answered);
}

void Judge::on_process_ended() {
    money_.on_process_ended();
    wishes_.on_process_ended();
    halts_.on_process_ended();
}

void Judge::before_commit(const std::vector<ExecutionRecord>& records) {
    protection_.begin_commit();
    for (const ExecutionRecord& record : records) {
        if (const auto* order = std::get_if<Order>(&record)) {
            orders_.before_commit(*order);
        } else if (const auto* fill = std::get_if<Fill>(&record)) {
            money_.before_commit(*fill);
            spot_.before_commit(*fill);
        } else if (const auto* entry = std::get_if<LedgerEntry>(&record)) {
            money_.before_commit(*entry);
        } else if (const auto* position = std::get_if<Position>(&record)) {
            money_.before_commit(*position);
            protection_.before_commit(*position);
        } else if (const auto* taken = std::get_if<IntentTaken>(&record)) {
            wishes_.before_commit(*taken);
        } else if (const auto* state = std::get_if<RiskState>(&record)) {
            wishes_.before_commit(*state);
            halts_.before_commit(*state);
        }
    }
}

void Judge::on_hole(std::string_view consumer, std::string_view topic) {
    verdict_.fail("I17", std::string{consumer} + " was handed a fact after a hole: " + std::string{topic});
}

void Judge::conclude(const execution::ExecutionCore* core) {
    orders_.conclude();
    money_.conclude();
    if (core == nullptr) return verdict_.fail("L1", "execution is down");
    if (!core->condition().is_reconciled) {
        const auto& report = core->reconciler().last_report();
        return verdict_.fail("L1", "not reconciled: " + (report ? report->differences : std::string{"no report"}));
    }
    const RiskState& state = core->risk_state();
    const bool is_in_limbo = state.state == TradingState::Halted && state.actor == "system:reconciliation";
    if (is_in_limbo) verdict_.fail("L1", "still halted: " + state.reason);
    if (wishes_.is_held_by_operator()) orders_.conclude_held(wishes_.is_killed());
}

}  // namespace trading::simulation
