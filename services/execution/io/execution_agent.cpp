#include "services/execution/io/execution_agent.hpp"

#include "common/base/fields.hpp"
#include "services/execution/io/agent_log.hpp"
#include "services/execution/io/fault_sites.hpp"

#include <algorithm>
#include <utility>

namespace trading::execution {
namespace {

// How long the loop serves the connections after the last request of a graceful stop.
constexpr base::Duration kLastRequests = std::chrono::milliseconds{500};

}  // namespace

ExecutionAgent::ExecutionAgent(Options options, Parts parts, bus::IntentReceiver intents, bus::FactFeed market)
    : options_(std::move(options)),
      parts_(parts),
      core_(options_.core),
      intents_(
          std::move(intents),
          [this](domain::OrderIntent intent) {
              latency_.on_arrived(intent.intent_id, parts_.clock.monotonic_now());
              TRADING_FAULT_POINT("K1");
              push(IntentReceived{std::move(intent)});
          }
      ),
      market_(
          std::move(market),
          [this] {
              std::vector<domain::InstrumentId> ids;
              for (const auto& [id, limits] : options_.core.limits.instruments) ids.push_back(id);
              return ids;
          }(),
          [this](domain::MarketFact fact) { push(std::move(fact)); }
      ),
      facts_(parts_.publisher, parts_.snapshots, options_.core.account_id, [this] { return core_.current_facts(); }),
      latency_(parts_.metrics) {}

base::Status ExecutionAgent::run(service::ShutdownSignal& shutdown) {
    if (auto begun = begin(); !begun) return begun;
    parts_.loop.watch(shutdown.descriptor(), [&shutdown] { static_cast<void>(shutdown.is_requested()); });
    while (!shutdown.is_requested()) {
        if (auto turned = turn(); !turned) return turned;
    }
    return finish();
}

base::Status ExecutionAgent::begin() {
    if (auto recovered = recover(); !recovered) return recovered;
    watch_descriptors();
    parts_.client.start([this](const domain::VenueReport& report) { push(report); });
    return {};
}

base::Status ExecutionAgent::turn() {
    const base::Duration wait = ts_next_tick_ - parts_.clock.monotonic_now();
    parts_.loop.run_once(std::clamp(wait, base::Duration::zero(), options_.core.tick_interval));
    gather();
    return settle();
}

base::Status ExecutionAgent::recover() {
    const base::Timestamp now = parts_.clock.now();
    auto state = parts_.store.recover(now);
    if (!state) return base::failure(state.error());
    // After a long pause the fills around the cursor would be asked for again without being known: read from there.
    const base::Timestamp ts_cursor = state->fill_cursor.ts_last_fill;
    if (ts_cursor != base::Timestamp{} && ts_cursor < now - options_.core.orders.memory / 2) {
        state = parts_.store.recover(ts_cursor);
        if (!state) return base::failure(state.error());
    }
    parts_.log.info(
        "state_recovered",
        "read the last durable state",
        {{"orders", state->orders.size()},
         {"fills", state->fills.size()},
         {"positions", state->positions.size()},
         {"trading_state", state->risk_state ? domain::to_string(state->risk_state->state) : "first_start"}}
    );
    TRADING_FAULT_POINT("K12a");
    push(*std::move(state));
    push(InstrumentsLoaded{options_.instruments});
    if (auto settled = settle(); !settled) return settled;
    TRADING_FAULT_POINT("K12b");
    return {};
}

void ExecutionAgent::watch_descriptors() {
    parts_.loop.watch(intents_.descriptor(), [this] { intents_.poll(parts_.clock.now()); });
    parts_.loop.watch(market_.facts_descriptor(), [this] { market_.poll(); });
    parts_.loop.watch(market_.snapshot_descriptor(), [this] { market_.poll(); });
    parts_.loop.watch(facts_.descriptor(), [this] { facts_.serve_snapshots(); });
    parts_.loop.on_wake([this] { take_commands(); });
}

// Everything that may have come, in a fixed order. The descriptors only end the waiting.
void ExecutionAgent::gather() {
    take_commands();
    intents_.poll(parts_.clock.now());
    market_.poll();
    facts_.serve_snapshots();
    const base::MonotonicTime now = parts_.clock.monotonic_now();
    if (ts_next_tick_ <= now) {
        ts_next_tick_ = now + options_.core.tick_interval;
        push(Tick{});
    }
    if (ts_next_second_ <= now) {
        ts_next_second_ = now + std::chrono::seconds{1};
        do_every_second();
    }
    parts_.health.beat();
}

void ExecutionAgent::take_commands() {
    while (auto request = parts_.commands.try_take()) {
        if (std::holds_alternative<StateQuestion>(request->command)) {
            request->answer(AgentAnswer{{}, account_view()});
            continue;
        }
        if (waiting_.size() >= kWaitingCommandsMax) {
            request->answer(base::failure(base::ErrorCode::Unavailable, "too many commands wait for their effect"));
            continue;
        }
        const Command command = std::get<Command>(request->command);
        waiting_[command.request_id].push_back(std::move(request));
        push(command);
    }
}

void ExecutionAgent::push(Input input) {
    if (inputs_.size() >= kInputsMax) {
        is_overrun_ = true;
        return;
    }
    inputs_.push_back(std::move(input));
}

base::Status ExecutionAgent::settle() {
    while (!inputs_.empty()) {
        for (std::size_t count = 0; count < kBatchMax && !inputs_.empty(); ++count) {
            const Input input = std::move(inputs_.front());
            inputs_.pop_front();
            step(input);
            TRADING_FAULT_SITE(fault_sites::after_input(input, core_.condition().is_reconciled));
            const base::MonotonicTime now = parts_.clock.monotonic_now();
            if (const auto* received = std::get_if<IntentReceived>(&input)) {
                latency_.on_checked(received->intent.intent_id, now);
            } else if (const auto* report = std::get_if<domain::VenueReport>(&input)) {
                const auto* answered = std::get_if<domain::RequestAnswered>(report);
                if (answered == nullptr) continue;
                latency_.on_answered(answered->client_order_id, now);
                parts_.metrics.on_answer(*answered);
                log_answer(parts_.log, *answered);
            }
        }
        TRADING_FAULT_SITE(fault_sites::before_commit(outputs_));
        TRADING_FAULT_SITE(fault_sites::plant_defect(outputs_));
        if (auto committed = commit(); !committed) return committed;
        TRADING_FAULT_SITE(fault_sites::after_commit(outputs_));
        if (auto owned = confirm_ownership(); !owned) return owned;
        perform();
    }
    if (is_overrun_) return base::failure(base::ErrorCode::Internal, "too many inputs wait; some were lost");
    return {};
}

// The only place where the core is given something, so that its journal is complete.
void ExecutionAgent::step(const Input& input) {
    const base::Timestamp now = parts_.clock.now();
    Outputs outputs;
    if (parts_.journal != nullptr) parts_.journal->on_input(input, now);
    core_.on_input(input, now, outputs);
    if (parts_.journal != nullptr) parts_.journal->on_outputs(outputs, now);
    base::append_fields(outputs_, std::move(outputs));
}

base::Status ExecutionAgent::commit() {
    if (outputs_.records.empty()) return {};
    const base::MonotonicTime start = parts_.clock.monotonic_now();
    while (true) {
        const base::Status committed = parts_.store.commit(outputs_.records);
        const base::MonotonicTime now = parts_.clock.monotonic_now();
        if (committed) {
            parts_.metrics.on_commit(now - start, outputs_.records.size());
            ts_owned_ = now;
            parts_.health.report("database", true);
            return {};
        }
        const bool may_repeat = committed.error().code == base::ErrorCode::Unavailable;
        if (!may_repeat || now - start >= options_.commit_patience) {
            return base::failure(committed.error().with_context("making records durable"));
        }
        // Nothing was stored, so it may be repeated. Meanwhile nothing goes out, and what comes in waits.
        parts_.metrics.on_commit_retry();
        parts_.health.report("database", false, committed.error().detail);
        parts_.log.warn("commit_repeated", committed.error().detail, {{"records", outputs_.records.size()}});
        parts_.health.beat();
        parts_.loop.run_once(std::chrono::milliseconds{100});
    }
}

// The commit says that the account is ours; what follows at once needs no second word. After a pause it does.
base::Status ExecutionAgent::confirm_ownership() {
    if (outputs_.requests.empty() || parts_.clock.monotonic_now() - ts_owned_ < kPauseMax) return {};
    const base::Status owned = parts_.store.confirm_ownership();
    if (owned) {
        ts_owned_ = parts_.clock.monotonic_now();
        return {};
    }
    const bool makes_orders = std::any_of(outputs_.requests.begin(), outputs_.requests.end(), [](const auto& request) {
        return std::holds_alternative<domain::PlaceOrder>(request) ||
               std::holds_alternative<domain::AmendOrder>(request);
    });
    // Without the database, cancels and questions still go out: they harm nothing, whoever owns the account.
    if (owned.error().code == base::ErrorCode::Unavailable && !makes_orders) return {};
    return base::failure(owned.error().with_context("confirming that the account is ours"));
}

void ExecutionAgent::perform() {
    // What is performed may lead to new outputs only through new inputs.
    const Outputs outputs = std::exchange(outputs_, Outputs{});
    for (const auto& request : outputs.requests) send(request);
    const base::MonotonicTime now = parts_.clock.monotonic_now();
    for (const auto& reply : outputs.replies) {
        intents_.reply(reply);
        latency_.on_durable(reply.intent_id, now);
    }
    for (const auto& given : outputs.answers) answer(given);
    for (const auto& fact : outputs.facts) {
        facts_.publish(fact);
        parts_.metrics.on_fact(fact);
        log_fact(parts_.log, fact);
    }
    for (const auto& alert : outputs.alerts) {
        parts_.metrics.on_alert(alert.event);
        parts_.log.error(alert.event, alert.detail);
    }
}

void ExecutionAgent::send(const domain::VenueRequest& request) {
    const auto* place = std::get_if<domain::PlaceOrder>(&request);
    if (place != nullptr && !core_.may_send(*place)) {
        domain::RequestAnswered held;
        held.kind = domain::RequestKind::Place;
        held.outcome = domain::RequestOutcome::NotSent;
        held.instrument_id = place->order.instrument_id;
        held.client_order_id = place->order.client_order_id;
        held.detail = "held back: the trading state changed before it was sent";
        held.ts_received = parts_.clock.now();
        return push(domain::VenueReport{held});
    }
    TRADING_FAULT_SITE(if (fault_sites::is_forgotten(request)) return push(OrderSent{place->order.client_order_id}));
    parts_.client.execute(request);
    TRADING_FAULT_SITE(if (fault_sites::is_repeated(request)) parts_.client.execute(request));
    parts_.metrics.on_request(request);
    if (place == nullptr) return;
    latency_.on_sent(place->order.intent_id, place->order.client_order_id, parts_.clock.monotonic_now());
    log_sent(parts_.log, place->order);
    push(OrderSent{place->order.client_order_id});
}

void ExecutionAgent::answer(const CommandAnswer& given) {
    const auto found = waiting_.find(given.request_id);
    if (found == waiting_.end()) return;
    for (auto& request : found->second) request->answer(AgentAnswer{given, {}});
    waiting_.erase(found);
}

void ExecutionAgent::do_every_second() {
    facts_.heartbeat();
    if (parts_.journal != nullptr) parts_.journal->update_metrics();
    if (parts_.on_second) parts_.on_second();
    parts_.metrics.refresh(core_, counted_elsewhere());
    const AccountCondition condition = core_.condition();
    parts_.health.report("venue", condition.is_venue_up, condition.is_venue_up ? "" : "the private connection is down");
    parts_.health.report("market", market_.is_whole(), market_.is_whole() ? "" : "market facts are missing");
    const auto& report = core_.reconciler().last_report();
    std::string detail = condition.is_reconciled ? "" : "not compared with the venue yet";
    if (!condition.is_reconciled && report && !report->is_equal) detail = report->differences;
    parts_.health.report("reconciliation", condition.is_reconciled, detail);
}

AccountView ExecutionAgent::account_view() const {
    AccountView view;
    view.facts = core_.current_facts();
    view.entry_pauses = core_.pauses().in_force();
    view.external_activities = core_.external().open();
    const AccountCondition condition = core_.condition();
    view.is_venue_ready = condition.is_venue_up && condition.is_reconciled;
    view.intents_accepted = parts_.metrics.intents_accepted();
    view.intents_denied = parts_.metrics.intents_denied();
    view.ts_now = parts_.clock.now();
    return view;
}

CountedElsewhere ExecutionAgent::counted_elsewhere() const {
    CountedElsewhere counted;
    counted.bus_facts_published = parts_.publisher.counters().facts;
    counted.bus_publish_failures = parts_.publisher.counters().failures;
    counted.intents_received = intents_.receiver().counters().intents;
    counted.intents_malformed = intents_.receiver().counters().malformed;
    counted.intents_not_remembered = intents_.not_remembered();
    counted.market_facts_missed = market_.feed().subscriber_counters().missed_facts;
    counted.market_facts_malformed = market_.malformed();
    counted.commands_refused = parts_.commands.refused();
    counted.inputs_waiting = inputs_.size();
    counted.is_market_whole = market_.is_whole();
    return counted;
}

// Entries are cancelled, what is in flight is waited for, stops stay at the venue.
base::Status ExecutionAgent::finish() {
    parts_.log.info("stopping", "no new intents are taken; open entries are cancelled; stops stay");
    push(StopRequested{});
    const base::MonotonicTime deadline = parts_.clock.monotonic_now() + options_.stop_patience;
    while (!core_.is_finished() && parts_.clock.monotonic_now() < deadline) {
        if (auto turned = turn(); !turned) return turned;
    }
    if (!core_.is_finished()) {
        parts_.log.error("stop_incomplete", "orders are still in flight; the next start resolves them");
    }
    const base::MonotonicTime last = parts_.clock.monotonic_now() + kLastRequests;
    while (parts_.clock.monotonic_now() < last) {
        parts_.loop.run_once(options_.core.tick_interval);
        if (auto settled = settle(); !settled) return settled;
    }
    parts_.client.stop();
    parts_.log.info("stopped", "done");
    return {};
}

}  // namespace trading::execution
