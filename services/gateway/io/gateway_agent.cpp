#include "services/gateway/io/gateway_agent.hpp"

#include "services/gateway/io/feed_report.hpp"

#include <utility>

namespace trading::gateway {
namespace {

// When the message behind a fact was received; nothing for facts that no message of the venue caused.
struct ReceiptOf {
    base::Timestamp operator()(const domain::FeedStatus&) const { return {}; }

    template <class Fact>
    base::Timestamp operator()(const Fact& fact) const {
        return fact.times.ts_received;
    }
};

// Candles of a fetched history are old, or their receipt is: they say nothing about the way of a message.
bool is_measured(const domain::MarketFact& fact) {
    return !std::holds_alternative<domain::Candle>(fact) && !std::holds_alternative<domain::InstrumentUpdate>(fact);
}

}  // namespace

GatewayAgent::GatewayAgent(GatewayOptions options, std::string venue, Parts parts)
    : options_(std::move(options)), parts_(parts), core_(options_), outlet_(parts_.publisher, std::move(venue)) {}

base::Status GatewayAgent::start() {
    auto instruments = parts_.client.fetch_instruments();
    if (!instruments) return base::failure(instruments.error());
    parts_.client.start([this](const domain::VenueFeedEvent& event) { on_venue_event(event); });
    apply(InstrumentsLoaded{std::move(*instruments)});
    if (!core_.missing_instruments().empty()) {
        std::string names;
        for (const auto& id : core_.missing_instruments()) names += (names.empty() ? "" : ", ") + id.value();
        return base::failure(base::ErrorCode::NotFound, "the venue does not list: " + names);
    }
    parts_.health.report("venue", false, "not connected yet");
    parts_.loop.watch(parts_.snapshots.descriptor(), [this] { serve_snapshots(); });
    parts_.loop.on_wake([this] { answer_questions(); });
    on_tick();
    on_heartbeat();
    return {};
}

void GatewayAgent::run_once() {
    parts_.health.beat();
    parts_.loop.run_once(kTickInterval);
    serve_snapshots();
    answer_questions();
}

void GatewayAgent::stop() {
    is_stopped_ = true;
    apply(domain::VenueFeedEvent{domain::FeedConnection{false, "stopping"}});
    parts_.client.stop();
}

void GatewayAgent::on_venue_event(const domain::VenueFeedEvent& event) {
    ++events_;
    if (const auto* const connection = std::get_if<domain::FeedConnection>(&event)) {
        parts_.health.report("venue", connection->is_up, connection->reason);
        parts_.log.info("venue_connection", connection->is_up ? "up" : "down", {{"reason", connection->reason}});
    } else if (const auto* const refused = std::get_if<domain::SubscriptionRefused>(&event)) {
        parts_.log.warn(
            "subscription_refused",
            refused->detail,
            {{"channel", domain::to_string(refused->key.channel)}, {"instrument", refused->key.instrument_id.value()}}
        );
    }
    apply(event);
}

void GatewayAgent::apply(const Input& input) {
    outputs_.clear();
    step(input, outputs_);
    perform(outputs_);
}

// The only place where the core is given something, so that its journal is complete.
void GatewayAgent::step(const Input& input, Outputs& outputs) {
    const base::Timestamp now = parts_.clock.now();
    if (parts_.journal != nullptr) parts_.journal->on_input(input, now);
    core_.on_input(input, now, outputs);
    if (parts_.journal != nullptr) parts_.journal->on_outputs(outputs, now);
}

void GatewayAgent::perform(Outputs& outputs) {
    for (const domain::MarketFact& fact : outputs.facts) {
        outlet_.publish(fact);
        const base::Timestamp ts_received = std::visit(ReceiptOf{}, fact);
        if (ts_received != base::Timestamp{} && is_measured(fact)) {
            parts_.metrics.observe_publication(parts_.clock.now() - ts_received);
        }
        if (const auto* const trade = std::get_if<domain::Trade>(&fact)) {
            parts_.metrics.observe_lag(trade->times.ts_received - trade->times.ts_event);
        }
        if (parts_.recorder != nullptr) parts_.recorder->record(fact);
        log_fact(fact);
    }
    // A command may be answered at once and lead back here; what it needs must not change under it.
    const auto commands = std::exchange(outputs.commands, {});
    for (const domain::VenueFeedCommand& command : commands) parts_.client.execute(command);
}

void GatewayAgent::log_fact(const domain::MarketFact& fact) {
    if (const auto* const status = std::get_if<domain::FeedStatus>(&fact)) {
        const bool is_stale = status->state == domain::FeedState::Stale;
        const service::Log::Fields fields{
            {"instrument", status->instrument_id.value()},
            {"channel", domain::to_string(status->channel)},
            {"state", domain::to_string(status->state)},
            {"reason", status->reason},
        };
        if (is_stale) {
            parts_.log.warn("feed_stale", "a feed cannot be trusted now", fields);
        } else if (status->reason == "recovered") {
            parts_.log.info("feed_recovered", "a feed can be trusted again", fields);
        } else {
            parts_.log.debug("feed_state", "a feed changed its state", fields);
        }
    } else if (const auto* const venue = std::get_if<domain::VenueStatus>(&fact)) {
        parts_.log.warn("venue_status", venue->title, {{"state", venue->state}});
    }
}

void GatewayAgent::serve_snapshots() {
    parts_.snapshots.serve([this](std::string_view topic_prefix, v1::SnapshotReply& reply) {
        return fill_snapshot(topic_prefix, reply);
    });
}

void GatewayAgent::answer_questions() {
    if (parts_.questions == nullptr) return;
    while (const auto question = parts_.questions->try_take()) question->answer(report_feeds(core_, options_));
}

base::Status GatewayAgent::fill_snapshot(std::string_view topic_prefix, v1::SnapshotReply& reply) {
    snapshot_outputs_.clear();
    step(SnapshotWanted{domain::InstrumentId{outlet_.instrument_of(topic_prefix)}}, snapshot_outputs_);
    outlet_.append_snapshot(snapshot_outputs_.snapshot, topic_prefix, reply);
    return {};
}

void GatewayAgent::on_tick() {
    if (is_stopped_) return;
    apply(Tick{});
    parts_.loop.call_after(kTickInterval, [this] { on_tick(); });
}

void GatewayAgent::on_heartbeat() {
    if (is_stopped_) return;
    parts_.publisher.heartbeat_all();
    parts_.metrics.update(core_, parts_.clock.now());
    parts_.metrics.update(parts_.publisher.counters(), parts_.snapshots.counters());
    parts_.metrics.set_events(events_);
    parts_.metrics.set_encode_failures(outlet_.encode_failures());
    if (parts_.recorder != nullptr) parts_.metrics.update(parts_.recorder->counters());
    if (parts_.journal != nullptr) parts_.journal->update_metrics();
    if (parts_.on_heartbeat) parts_.on_heartbeat();
    parts_.loop.call_after(kHeartbeatInterval, [this] { on_heartbeat(); });
}

}  // namespace trading::gateway
