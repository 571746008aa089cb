// What the watch reads off the inputs and what they led to.
#include "services/execution/core/risk_watch.hpp"

#include <utility>

namespace trading::execution {

RiskWatch::RiskWatch(View view)
    : view_(view),
      equity_(EquityView{view.options.limits, view.market, view.positions, view.ledger}),
      results_(EquityView{view.options.limits, view.market, view.positions, view.ledger}),
      quality_(view.market),
      instruments_(InstrumentWatch::View{view.options.limits, view.market, view.positions, venue_positions_}),
      closer_(ClosingView{view.options, view.market, view.positions, view.orders, view.desk, view.sales}) {}

std::vector<RiskAction> RiskWatch::observe(const Input& input, const Mark& mark, Step& step) {
    if (const auto* state = std::get_if<domain::RecoveredState>(&input)) {
        recover(*state, step);
        return {};
    }
    if (const auto* report = std::get_if<domain::VenueReport>(&input)) read_report(*report, step);
    if (const auto* sent = std::get_if<OrderSent>(&input)) quality_.on_sent(sent->client_order_id, step.now);
    if (std::holds_alternative<Tick>(input)) judge(mark, step);
    read_requests(mark.requests, step);
    read_records(mark.records, step);
    return std::exchange(actions_, {});
}

void RiskWatch::recover(const domain::RecoveredState& state, Step& step) {
    locks_.recover(state);
    equity_.recover(state, step.now);
    results_.recover(state);
    repeated_.recover(state);
}

void RiskWatch::read_requests(std::size_t start, Step& step) {
    for (std::size_t each = start; each < step.out.requests.size(); ++each) {
        const domain::VenueRequest& request = step.out.requests[each];
        if (const auto* place = std::get_if<domain::PlaceOrder>(&request)) quality_.on_planned(place->order);
        if (const auto* cancel = std::get_if<domain::CancelOrder>(&request)) {
            instruments_.on_cancel(cancel->instrument_id, step.now);
        }
    }
}

void RiskWatch::read_records(std::size_t start, Step& step) {
    // A copy: it is answered with more records.
    const std::vector<domain::ExecutionRecord> written{
        step.out.records.begin() + static_cast<std::ptrdiff_t>(start), step.out.records.end()};
    if (written.empty()) return;
    results_.observe(written, step);
    for (const domain::ExecutionRecord& record : written) {
        if (const auto* fill = std::get_if<domain::Fill>(&record)) {
            quality_.on_fill(*fill);
            repeated_.on_fill(*fill, step.now);
            instruments_.on_fill(fill->instrument_id, step.now);
        } else if (const auto* taken = std::get_if<domain::IntentTaken>(&record)) {
            repeated_.on_intent(*taken);
            clear_the_way(*taken, step);
        } else if (const auto* entry = std::get_if<domain::LedgerEntry>(&record)) {
            if (entry->kind == "transfer") equity_.on_transfer(*entry, step);
        } else if (const auto* compared = std::get_if<domain::ReconciliationReport>(&record)) {
            const bool is_new = !compared->is_equal && !is_unequal_;
            is_unequal_ = !compared->is_equal;
            if (is_new) equity_.on_mismatch(step);
            if (!is_new || !view_.options.limits.account) continue;
            const int limit = view_.options.limits.account->mismatches_per_day_max;
            const int found = equity_.mismatches_today();
            if (found > limit) {
                demand(
                    RiskAction::Kind::Halt,
                    "R22",
                    "mismatches_per_day=" + std::to_string(found) + " limit=" + std::to_string(limit)
                );
            }
        }
    }
}

void RiskWatch::read_report(const domain::VenueReport& report, Step& step) {
    if (const auto* answer = std::get_if<domain::RequestAnswered>(&report)) {
        quality_.on_answered(*answer, step.now);
        if (answer->kind == domain::RequestKind::DeadMan) {
            on_dead_man_answered(answer->outcome == domain::RequestOutcome::Accepted, step.now);
        }
    } else if (const auto* position = std::get_if<domain::PositionReport>(&report)) {
        venue_positions_.take(*position);
    } else if (const auto* positions = std::get_if<domain::PositionsFetched>(&report)) {
        venue_positions_.take_all(*positions);
    } else if (const auto* pushed = std::get_if<domain::BalancesReported>(&report)) {
        // A push names only what has changed.
        if (pushed->margin_ratio) margin_ratio_ = pushed->margin_ratio;
    } else if (const auto* fetched = std::get_if<domain::BalancesFetched>(&report)) {
        if (fetched->has_answer) margin_ratio_ = fetched->margin_ratio;
    } else if (const auto* connection = std::get_if<domain::PrivateConnection>(&report)) {
        // Without a connection nothing is refreshed; what that did to our orders the next comparison says.
        if (!connection->is_up) ts_dead_man_lost_.reset();
    }
}

void RiskWatch::on_dead_man_answered(bool is_accepted, base::Timestamp now) {
    if (is_accepted) {
        ts_dead_man_lost_.reset();
    } else if (!ts_dead_man_lost_) {
        ts_dead_man_lost_ = now;
    }
}

bool RiskWatch::lift(const domain::StrategyId& strategy_id, const domain::InstrumentId& instrument_id, Step& step) {
    // A lock is of the one or of the other, never of both.
    if (strategy_id.empty() == instrument_id.empty()) return false;
    return strategy_id.empty() ? locks_.lift(domain::LockScope::Instrument, instrument_id.value(), step)
                               : locks_.lift(domain::LockScope::Strategy, strategy_id.value(), step);
}

}  // namespace trading::execution
