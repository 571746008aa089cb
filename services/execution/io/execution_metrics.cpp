#include "services/execution/io/execution_metrics.hpp"

#include "common/domain/request_names.hpp"

#include <algorithm>

namespace trading::execution {
namespace {

std::string name_of(const char* rest) { return std::string{"trading_execution_"} + rest; }

struct RequestName {
    std::string operator()(const domain::PlaceOrder&) const { return "place"; }
    std::string operator()(const domain::CancelOrder&) const { return "cancel"; }
    std::string operator()(const domain::AmendOrder&) const { return "amend"; }
    std::string operator()(const domain::QueryOrder&) const { return "query"; }
    std::string operator()(const domain::FetchOpenOrders&) const { return "fetch_open_orders"; }
    std::string operator()(const domain::FetchFills&) const { return "fetch_fills"; }
    std::string operator()(const domain::FetchPositions&) const { return "fetch_positions"; }
    std::string operator()(const domain::FetchBalances&) const { return "fetch_balances"; }
    std::string operator()(const domain::FetchBills&) const { return "fetch_bills"; }
    std::string operator()(const domain::RefreshDeadMan&) const { return "dead_man"; }
};

}  // namespace

ExecutionMetrics::ExecutionMetrics(service::Metrics& metrics)
    : metrics_(metrics),
      risk_seconds_(metrics.latency(name_of("intent_to_risk_seconds"), "Arrival of an intent to the risk verdict")),
      durable_seconds_(metrics.latency(name_of("intent_to_durable_seconds"), "Arrival of an intent to its commit")),
      wire_seconds_(metrics.latency(name_of("intent_to_wire_seconds"), "Arrival of an intent to the order's sending")),
      acknowledged_seconds_(
          metrics.latency(name_of("intent_to_acknowledged_seconds"), "Arrival of an intent to the venue's answer")
      ),
      commit_seconds_(metrics.latency(name_of("commit_seconds"), "One group commit")),
      fill_lag_seconds_(metrics.latency(name_of("fill_lag_seconds"), "A fill at the venue to our hearing of it")),
      records_(metrics.counter(name_of("records_total"), "Records made durable")),
      commit_retries_(metrics.counter(name_of("commit_retries_total"), "Commits repeated while the database was away")),
      refused_events_(metrics.counter(name_of("order_events_refused_total"), "Events that contradict an order's status")
      ),
      emergency_closes_(
          metrics.counter(name_of("emergency_closes_total"), "Positions closed because their stop was missing")
      ),
      looks_(metrics.counter(name_of("reconciliation_looks_total"), "Comparisons with the venue begun")),
      facts_published_(metrics.counter(name_of("facts_published_total"), "Facts published")),
      publish_failures_(metrics.counter(name_of("facts_not_published_total"), "Facts that could not be published")),
      intents_received_(metrics.counter(name_of("intents_received_total"), "Intents received, repeated ones too")),
      intents_malformed_(metrics.counter(name_of("intents_malformed_total"), "Messages that are no intent")),
      intents_not_remembered_(metrics.counter(
          name_of("intents_not_remembered_total"), "Intents dropped because too many wait for an answer"
      )),
      market_facts_missed_(metrics.counter(name_of("market_facts_missed_total"), "Market facts lost on the way")),
      market_facts_malformed_(metrics.counter(name_of("market_facts_malformed_total"), "Market facts that do not parse")
      ),
      suspect_marks_(metrics.counter(name_of("suspect_marks_total"), "Mark prices that nothing agreed with")),
      commands_refused_(metrics.counter(name_of("commands_refused_total"), "Commands refused because too many waited")),
      external_activities_(metrics.counter(
          name_of("external_activities_total"), "What others did with the account, seen since the start"
      )),
      external_not_kept_(metrics.counter(
          name_of("external_activities_not_kept_total"), "Of these, forgotten because too many were undecided"
      )),
      trading_state_(metrics.gauge(name_of("trading_state"), "1 active, 2 reducing, 3 halted, 4 killed")),
      is_reconciled_(metrics.gauge(name_of("is_reconciled"), "Our records equal the venue's")),
      is_venue_up_(metrics.gauge(name_of("is_venue_up"), "The private connection is up")),
      is_market_whole_(metrics.gauge(name_of("is_market_whole"), "No market fact is missing")),
      open_orders_(metrics.gauge(name_of("open_orders"), "Orders that the venue may hold")),
      unknown_orders_(metrics.gauge(name_of("unknown_orders"), "Orders whose outcome is not known")),
      unprotected_longest_(
          metrics.gauge(name_of("unprotected_longest_seconds"), "Longest time that a part of a position had no stop")
      ),
      waiting_exits_(metrics.gauge(name_of("waiting_exits"), "Exits of spot that wait for their stop to make way")),
      dropped_exits_(metrics.counter(name_of("waiting_exits_dropped_total"), "Exits that waited and were not sent")),
      orderless_fills_(metrics.gauge(name_of("orderless_fills"), "Orders of fills that the venue is asked about")),
      orderless_not_asked_(metrics.counter(
          name_of("orderless_fills_not_asked_total"), "Fills whose order was not asked about because too many waited"
      )),
      clock_offset_(metrics.gauge(name_of("clock_offset_seconds"), "Our clock minus the venue's")),
      equity_(metrics.gauge(name_of("equity"), "What the account is worth, in the currency of its limits")),
      day_loss_(metrics.gauge(name_of("day_loss_ratio"), "Loss since 00:00 UTC by the equity then")),
      drawdown_(metrics.gauge(name_of("drawdown_ratio"), "Fall from the highest equity of thirty days")),
      entry_locks_(metrics.gauge(name_of("entry_locks"), "Strategies and instruments whose entries a rule has locked")),
      inputs_waiting_(metrics.gauge(name_of("inputs_waiting"), "Inputs that wait for the core")),
      external_open_(metrics.gauge(name_of("external_activities_open"), "What others did and nobody decided about")),
      entry_pauses_(metrics.gauge(name_of("entry_pauses"), "Scopes in which entries are paused")) {}

void ExecutionMetrics::on_fact(const domain::ExecutionFact& fact) {
    if (const auto* reply = std::get_if<domain::IntentReply>(&fact)) {
        const bool is_accepted = reply->verdict == domain::IntentVerdict::Accepted;
        (is_accepted ? intents_accepted_ : intents_denied_) += 1;
        metrics_
            .counter(
                name_of("intents_answered_total"),
                "Intents taken, by answer",
                {{"verdict", std::string{domain::to_string(reply->verdict)}}}
            )
            .increment();
        if (!reply->deny_reason) return;
        metrics_
            .counter(
                name_of("orders_denied_total"),
                "Intents refused by the risk gate",
                {{"reason", std::string{domain::to_string(*reply->deny_reason)}}}
            )
            .increment();
    } else if (const auto* event = std::get_if<domain::OrderEvent>(&fact)) {
        if (event->previous_status == event->order.status && event->order.version > 1) return;
        metrics_
            .counter(
                name_of("orders_total"),
                "Orders that reached a status",
                {{"status", std::string{domain::to_string(event->order.status)}},
                 {"purpose", std::string{domain::to_string(event->order.purpose)}}}
            )
            .increment();
    } else if (const auto* fill = std::get_if<domain::Fill>(&fact)) {
        fill_lag_seconds_.observe(std::max(seconds(fill->times.ts_received - fill->times.ts_event), 0.0));
        metrics_
            .counter(
                name_of("fills_total"),
                "Fills booked",
                {{"instrument", fill->instrument_id.value()},
                 {"liquidity", std::string{domain::to_string(fill->liquidity_side)}}}
            )
            .increment();
    } else if (const auto* report = std::get_if<domain::ReconciliationReport>(&fact)) {
        metrics_
            .counter(
                name_of("reconciliations_total"),
                "Comparisons concluded",
                {{"result", report->is_equal ? "equal" : "different"}}
            )
            .increment();
    }
}

void ExecutionMetrics::on_alert(const std::string& event) {
    metrics_.counter(name_of("alerts_total"), "Events at which a person must look", {{"event", event}}).increment();
}

void ExecutionMetrics::on_request(const domain::VenueRequest& request) {
    metrics_
        .counter(
            name_of("venue_requests_total"), "Requests to the venue", {{"kind", std::visit(RequestName{}, request)}}
        )
        .increment();
}

void ExecutionMetrics::on_answer(const domain::RequestAnswered& answer) {
    metrics_
        .counter(
            name_of("venue_answers_total"),
            "What became of requests that place, change or cancel",
            {{"kind", std::string{domain::to_string(answer.kind)}},
             {"outcome", std::string{domain::to_string(answer.outcome)}}}
        )
        .increment();
}

void ExecutionMetrics::on_commit(base::Duration took, std::size_t records) {
    commit_seconds_.observe(seconds(took));
    records_.increment(static_cast<double>(records));
}

void ExecutionMetrics::refresh(const ExecutionCore& core, const CountedElsewhere& elsewhere) {
    const AccountCondition condition = core.condition();
    trading_state_.set(static_cast<double>(condition.state));
    is_reconciled_.set(condition.is_reconciled ? 1 : 0);
    is_venue_up_.set(condition.is_venue_up ? 1 : 0);
    is_market_whole_.set(elsewhere.is_market_whole ? 1 : 0);
    if (condition.clock_offset) clock_offset_.set(seconds(*condition.clock_offset));
    const auto open = core.orders().open_orders();
    open_orders_.set(static_cast<double>(open.size()));
    unknown_orders_.set(static_cast<double>(std::count_if(open.begin(), open.end(), [](const ManagedOrder* managed) {
        return managed->order.status == domain::OrderStatus::Unknown;
    })));
    const AccountEquity& account = core.risk_watch().equity();
    if (account.equity() && account.opening_equity() && account.highest_equity()) {
        equity_.set(account.equity()->to_double());
        day_loss_.set(fall_of(*account.equity(), *account.opening_equity()).to_double());
        drawdown_.set(fall_of(*account.equity(), *account.highest_equity()).to_double());
    }
    entry_locks_.set(static_cast<double>(core.locked_scopes()));
    unprotected_longest_.set(seconds(core.protection().unprotected_longest()));
    waiting_exits_.set(static_cast<double>(core.waiting_exits().size()));
    dropped_exits_.set_total(static_cast<std::uint64_t>(core.waiting_exits().dropped()));
    orderless_fills_.set(static_cast<double>(core.orderless_fills().waiting()));
    orderless_not_asked_.set_total(static_cast<std::uint64_t>(core.orderless_fills().not_asked()));
    inputs_waiting_.set(static_cast<double>(elsewhere.inputs_waiting));
    external_open_.set(static_cast<double>(core.external().open().size()));
    entry_pauses_.set(static_cast<double>(core.pauses().in_force().size()));
    external_activities_.set_total(static_cast<std::uint64_t>(core.external().seen()));
    external_not_kept_.set_total(static_cast<std::uint64_t>(core.external().not_kept()));
    emergency_closes_.set_total(static_cast<std::uint64_t>(core.protection().emergency_closes()));
    refused_events_.set_total(static_cast<std::uint64_t>(core.orders().refused_events()));
    looks_.set_total(static_cast<std::uint64_t>(core.reconciler().looks()));
    facts_published_.set_total(elsewhere.bus_facts_published);
    publish_failures_.set_total(elsewhere.bus_publish_failures);
    intents_received_.set_total(elsewhere.intents_received);
    intents_malformed_.set_total(elsewhere.intents_malformed);
    intents_not_remembered_.set_total(elsewhere.intents_not_remembered);
    market_facts_missed_.set_total(elsewhere.market_facts_missed);
    market_facts_malformed_.set_total(elsewhere.market_facts_malformed);
    suspect_marks_.set_total(static_cast<std::uint64_t>(core.market().suspect_marks()));
    commands_refused_.set_total(elsewhere.commands_refused);
}

}  // namespace trading::execution
