#include "services/strategy/io/strategy_agent.hpp"

#include "common/codec/execution_codec.hpp"

#include <poll.h>

#include <array>
#include <utility>

namespace trading::strategy {
namespace {

const domain::Candle* closed_bar_of(const Input& input) {
    const auto* event = std::get_if<MarketEvent>(&input);
    if (event == nullptr || event->is_history) return nullptr;
    const auto* candle = std::get_if<domain::Candle>(&event->fact);
    return candle != nullptr && candle->is_closed ? candle : nullptr;
}

}  // namespace

StrategyAgent::StrategyAgent(Options options, Parts parts)
    : options_(std::move(options)),
      parts_(parts),
      market_adapter_(parts.clock, [this](const Input& input) { apply(input); }),
      account_adapter_(parts.clock, [this](const Input& input) { apply(input); }) {}

base::Status StrategyAgent::start(const RestoredState& restored) {
    auto sender = bus::IntentSender::connect(parts_.context, parts_.clock, options_.intents);
    if (!sender) return base::failure(sender.error().with_context("connecting to execution's intents"));
    sender_.emplace(std::move(*sender));
    auto market = bus::FactFeed::start(parts_.context, parts_.clock, options_.market);
    if (!market) return base::failure(market.error().with_context("connecting to the gateway"));
    market_feed_.emplace(std::move(*market));
    auto execution = bus::FactFeed::start(parts_.context, parts_.clock, options_.execution);
    if (!execution) return base::failure(execution.error().with_context("connecting to execution"));
    execution_feed_.emplace(std::move(*execution));
    apply(restored);
    for (const domain::OrderIntent& intent : restored.unanswered) {
        parts_.log.info(
            "intent_resumed", "sending again what was not answered", {{"intent_id", intent.intent_id.value()}}
        );
        board_.note(intent);
        send({std::nullopt, intent, {}});
    }
    return {};
}

void StrategyAgent::run_once(int other_descriptor) {
    wait_for_something(other_descriptor);
    // What binds us comes before what tempts us: commands and the account first, the market last.
    serve_commands();
    take_recorded();
    has_more_ = execution_feed_->poll(account_adapter_).has_more;
    account_adapter_.update_wholeness(execution_feed_->is_whole());
    sender_->poll(*this);
    has_more_ = market_feed_->poll(market_adapter_).has_more || has_more_;
    const base::MonotonicTime now = parts_.clock.monotonic_now();
    if (now >= ts_next_tick_) {
        ts_next_tick_ = now + kTickInterval;
        apply(Tick{});
    }
    if (wants_snapshot_) restart_execution_feed();
    if (now >= ts_next_report_) report();
}

void StrategyAgent::wait_for_something(int other_descriptor) {
    if (has_more_) return;
    const auto readable = [](int descriptor) { return pollfd{descriptor, POLLIN, 0}; };
    std::array waiting{
        readable(market_feed_->facts_descriptor()),
        readable(market_feed_->snapshot_descriptor()),
        readable(execution_feed_->facts_descriptor()),
        readable(execution_feed_->snapshot_descriptor()),
        readable(sender_->descriptor()),
        readable(parts_.wake.descriptor()),
        readable(other_descriptor),
    };
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(options_.turn_max).count();
    poll(waiting.data(), waiting.size(), static_cast<int>(milliseconds));
    parts_.wake.clear();
}

void StrategyAgent::apply(const Input& input) {
    // Performing may lead to a further input, which then finds an empty list of its own.
    Outputs outputs = std::exchange(outputs_, {});
    const domain::Candle* bar = closed_bar_of(input);
    if (bar != nullptr) ts_cause_ = bar->times.ts_received;
    const base::MonotonicTime arrived = parts_.clock.monotonic_now();
    const base::Timestamp now = parts_.clock.now();
    if (parts_.journal != nullptr) parts_.journal->on_input(input, now);
    parts_.core.on_input(input, now, outputs);
    if (parts_.journal != nullptr) parts_.journal->on_outputs(outputs, now);
    if (bar != nullptr && !outputs.empty()) {
        parts_.metrics.observe_decision(parts_.clock.monotonic_now() - arrived);
    }
    if (!outputs.empty()) perform(outputs);
    outputs_ = std::move(outputs);
}

void StrategyAgent::perform(Outputs& outputs) {
    std::optional<domain::Decision> decision;
    const auto record_decision = [&] {
        if (decision) parts_.recorder.record(*std::exchange(decision, std::nullopt));
    };
    for (Output& output : outputs) {
        if (auto* decided = std::get_if<domain::Decision>(&output)) {
            record_decision();
            parts_.metrics.count(*decided);
            board_.note(*decided);
            decision = std::move(*decided);
        } else if (const auto* intent = std::get_if<domain::OrderIntent>(&output)) {
            perform_intent(std::exchange(decision, std::nullopt), *intent);
        } else if (const auto* change = std::get_if<StrategyStatusChanged>(&output)) {
            parts_.log.info(
                change->is_enabled ? "strategy_started" : "strategy_stopped",
                "a strategy was switched",
                {{"strategy_id", change->strategy_id.value()}, {"actor", change->actor}}
            );
        } else {
            wants_snapshot_ = true;
        }
    }
    record_decision();
    outputs.clear();
}

void StrategyAgent::perform_intent(std::optional<domain::Decision> decision, const domain::OrderIntent& intent) {
    parts_.metrics.count(intent);
    board_.note(intent);
    parts_.log.info(
        "intent_emitted",
        "an order intent on its way",
        {{"intent_id", intent.intent_id.value()},
         {"kind", to_string(intent.kind)},
         {"side", to_string(intent.side)},
         {"quantity", intent.quantity.to_string()},
         {"reason", intent.reason},
         {"ts_cause_ns", base::to_unix_nanoseconds(ts_cause_)}}
    );
    if (parts_.recorder.record(IntentRecord{std::move(decision), intent, ts_cause_})) return;
    parts_.log.error(
        "intent_abandoned", "too many intents wait for the database", {{"intent_id", intent.intent_id.value()}}
    );
    on_expired(intent.intent_id.value());
}

void StrategyAgent::serve_commands() {
    while (auto pending = parts_.commands.try_take()) {
        const StrategyCommand& command = pending->command;
        if (command.kind == StrategyCommandKind::List) {
            pending->answer(board_.statuses(parts_.core));
            continue;
        }
        const bool is_enabled = command.kind == StrategyCommandKind::Start;
        const domain::StrategyId strategy_id{command.strategy_id};
        if (!parts_.core.has_strategy(strategy_id)) {
            pending->answer(base::failure(base::ErrorCode::NotFound, "no strategy " + command.strategy_id));
            continue;
        }
        // It works at once; it is answered when it would survive a restart.
        apply(StrategySwitch{strategy_id, is_enabled, command.actor});
        const std::uint64_t ticket = ++tickets_;
        if (parts_.recorder.record_switch(ticket, strategy_id, is_enabled, command.actor)) {
            switching_.emplace(ticket, std::move(pending));
        } else {
            pending->answer(base::failure(base::ErrorCode::OutcomeUnknown, "switched, but not kept over a restart"));
        }
    }
}

void StrategyAgent::answer(StrategyCommands::Pending& pending, const std::string& strategy_id) {
    for (const v1::StrategyStatus& status : board_.statuses(parts_.core)) {
        if (status.strategy_id() != strategy_id) continue;
        pending.answer(std::vector<v1::StrategyStatus>{status});
        return;
    }
}

void StrategyAgent::take_recorded() {
    for (const Recorded& recorded : parts_.recorder.take_recorded()) {
        if (const auto* durable = std::get_if<IntentDurable>(&recorded)) {
            send(durable->record);
        } else if (const auto* abandoned = std::get_if<IntentAbandoned>(&recorded)) {
            parts_.log.error(
                "intent_abandoned", "it did not become durable in time", {{"intent_id", abandoned->intent_id.value()}}
            );
            on_expired(abandoned->intent_id.value());
        } else if (const auto* change = std::get_if<SwitchRecorded>(&recorded)) {
            const auto waiting = switching_.find(change->ticket);
            if (waiting == switching_.end()) continue;
            if (change->status) {
                answer(*waiting->second, waiting->second->command.strategy_id);
            } else {
                waiting->second->answer(
                    base::failure(change->status.error().with_context("switched, but perhaps not kept over a restart"))
                );
            }
            switching_.erase(waiting);
        }
    }
}

void StrategyAgent::send(const IntentRecord& record) {
    v1::OrderIntent message;
    codec::encode(record.intent, message);
    const base::Status sent = sender_->send(message);
    if (!sent) {
        parts_.log.error("intent_not_sent", to_string(sent.error()), {{"intent_id", record.intent.intent_id.value()}});
        on_expired(record.intent.intent_id.value());
        return;
    }
    if (record.ts_cause != base::Timestamp{}) parts_.metrics.observe_intent(parts_.clock.now() - record.ts_cause);
}

void StrategyAgent::on_reply(const v1::IntentReply& message) {
    domain::IntentReply reply;
    if (const auto decoded = codec::decode(message, reply); !decoded) {
        parts_.log.error("reply_malformed", to_string(decoded.error()));
        return;
    }
    parts_.metrics.count(reply);
    board_.note(reply);
    if (reply.verdict == domain::IntentVerdict::Denied) {
        parts_.log.warn(
            "intent_denied",
            reply.detail,
            {{"intent_id", reply.intent_id.value()},
             {"reason", reply.deny_reason ? to_string(*reply.deny_reason) : std::string_view{"none"}}}
        );
    }
    parts_.recorder.settle(reply);
    apply(reply);
}

void StrategyAgent::on_expired(std::string_view intent_id) {
    const domain::IntentId id{intent_id};
    parts_.log.warn("intent_expired", "no answer in time; its outcome is unknown", {{"intent_id", id.value()}});
    board_.note_expired(id);
    apply(IntentExpired{id});
}

void StrategyAgent::restart_execution_feed() {
    wants_snapshot_ = false;
    bus::FactFeed::Options options = options_.execution;
    // Else nobody would tell the core that execution is heard again, and it would never enter again.
    options.begins_silent = execution_feed_->is_silent();
    auto feed = bus::FactFeed::start(parts_.context, parts_.clock, std::move(options));
    if (!feed) {
        parts_.log.error("feed_restart_failed", to_string(feed.error()));
        return;
    }
    parts_.log.warn("execution_snapshot_wished", "a fact of execution is overdue; asking for all of them");
    execution_feed_.emplace(std::move(*feed));
    account_adapter_.update_wholeness(false);
}

void StrategyAgent::report() {
    ts_next_report_ = parts_.clock.monotonic_now() + kReportInterval;
    parts_.health.beat();
    parts_.health.report("gateway", market_feed_->is_whole() && !market_feed_->is_silent(), "facts are missing");
    parts_.health.report(
        "execution", execution_feed_->is_whole() && !execution_feed_->is_silent(), "facts are missing"
    );
    parts_.metrics.update(parts_.core);
    parts_.metrics.update(parts_.recorder.counters());
    parts_.metrics.update(*sender_);
    parts_.metrics.update("gateway", market_adapter_.meter(), *market_feed_);
    parts_.metrics.update("execution", account_adapter_.meter(), *execution_feed_);
    if (parts_.journal != nullptr) parts_.journal->update_metrics();
}

}  // namespace trading::strategy
