#include "services/strategy/io/strategy_metrics.hpp"

#include <string>

namespace trading::strategy {

StrategyMetrics::StrategyMetrics(service::Metrics& metrics)
    : metrics_(metrics),
      bar_to_decision_(metrics.latency(
          "trading_strategy_bar_to_decision_seconds", "From the arrival of a closed bar to the decision."
      )),
      tick_to_intent_(metrics.latency(
          "trading_strategy_tick_to_intent_seconds", "From the gateway's receipt of a bar to the sending of the intent."
      )),
      commit_(metrics.latency("trading_strategy_intent_commit_seconds", "Making an intent durable.")),
      bars_(metrics.counter("trading_strategy_bars_total", "Closed bars that were evaluated.")),
      history_bars_(metrics.counter("trading_strategy_history_bars_total", "Closed bars that only taught.")),
      repeated_bars_(metrics.counter("trading_strategy_repeated_bars_total", "Closed bars that came again.")),
      stale_facts_(
          metrics.counter("trading_strategy_stale_facts_total", "Execution facts older than what was known; ignored.")
      ),
      snapshot_wishes_(metrics.counter(
          "trading_strategy_snapshot_wishes_total", "Snapshots of execution wished for because a fact did not come."
      )),
      intents_under_way_(metrics.gauge("trading_strategy_intents_under_way", "Entries and exits without an end.")),
      unanswered_intents_(
          metrics.gauge("trading_strategy_unanswered_intents", "Intents that execution has not answered.")
      ),
      intents_resent_(metrics.counter("trading_strategy_intents_resent_total", "Sendings of an intent after the first.")
      ),
      intents_expired_(metrics.counter("trading_strategy_intents_expired_total", "Intents that were never answered.")),
      intents_refused_(metrics.counter(
          "trading_strategy_intents_refused_total", "Intents not sent because too many waited for an answer."
      )),
      decisions_recorded_(metrics.counter("trading_strategy_decisions_recorded_total", "Decisions in the database.")),
      decisions_dropped_(metrics.counter(
          "trading_strategy_decisions_dropped_total", "Decisions lost because the database was away for too long."
      )),
      intents_abandoned_(metrics.counter(
          "trading_strategy_intents_abandoned_total", "Intents not sent because they did not become durable in time."
      )),
      answers_dropped_(metrics.counter(
          "trading_strategy_answers_dropped_total", "Answers not recorded because the database was away for too long."
      )),
      record_failures_(metrics.counter("trading_strategy_record_failures_total", "Failed attempts to write records.")),
      records_waiting_(metrics.gauge("trading_strategy_records_waiting", "Records waiting to be written.")) {}

void StrategyMetrics::count(const domain::Decision& decision) {
    metrics_
        .counter(
            "trading_strategy_decisions_total",
            "Evaluations by outcome and by the check or set-up that decided.",
            {{"outcome", std::string{to_string(decision.outcome)}}, {"reason", decision.reason}}
        )
        .increment();
}

void StrategyMetrics::count(const domain::OrderIntent& intent) {
    metrics_
        .counter(
            "trading_strategy_intents_total",
            "Intents emitted.",
            {{"kind", std::string{to_string(intent.kind)}}, {"instrument", intent.instrument_id.value()}}
        )
        .increment();
}

void StrategyMetrics::count(const domain::IntentReply& reply) {
    const std::string reason{reply.deny_reason ? to_string(*reply.deny_reason) : std::string_view{"none"}};
    metrics_
        .counter(
            "trading_strategy_intent_replies_total",
            "Execution's answers.",
            {{"verdict", std::string{to_string(reply.verdict)}}, {"reason", reason}}
        )
        .increment();
}

void StrategyMetrics::update(const StrategyCore& core) {
    const StrategyCoreCounters& counters = core.counters();
    bars_.set_total(counters.bars);
    history_bars_.set_total(counters.history_bars);
    repeated_bars_.set_total(counters.repeated_bars);
    stale_facts_.set_total(counters.stale_facts);
    snapshot_wishes_.set_total(counters.snapshot_wishes);
    intents_under_way_.set(core.intents_under_way());
}

void StrategyMetrics::update(const DecisionRecorder::Counters& recorder) {
    decisions_recorded_.set_total(recorder.decisions);
    decisions_dropped_.set_total(recorder.decisions_dropped);
    intents_abandoned_.set_total(recorder.intents_abandoned);
    answers_dropped_.set_total(recorder.answers_dropped);
    record_failures_.set_total(recorder.failures);
    records_waiting_.set(static_cast<double>(recorder.waiting));
    if (recorder.intents > intents_recorded_) commit_.observe(seconds(recorder.last_commit));
    intents_recorded_ = recorder.intents;
}

void StrategyMetrics::update(const bus::IntentSender& sender) {
    unanswered_intents_.set(static_cast<double>(sender.unanswered()));
    intents_resent_.set_total(sender.counters().resends);
    intents_expired_.set_total(sender.counters().expired);
    intents_refused_.set_total(sender.counters().refused);
}

void StrategyMetrics::update(const std::string& publisher, const FeedMeter& meter, const bus::FactFeed& feed) {
    const service::MetricLabels labels{{"publisher", publisher}};
    metrics_.gauge("trading_strategy_facts", "Facts received since the start.", labels)
        .set(static_cast<double>(meter.facts));
    metrics_.gauge("trading_strategy_missed_facts", "Facts found missing since the feed was started.", labels)
        .set(static_cast<double>(feed.subscriber_counters().missed_facts));
    metrics_.gauge("trading_strategy_malformed_facts", "Facts that did not decode since the start.", labels)
        .set(static_cast<double>(meter.malformed));
    metrics_.gauge("trading_strategy_fact_lag_seconds", "From sending to receipt of the newest fact.", labels)
        .set(seconds(meter.lag));
    metrics_.gauge("trading_strategy_feed_is_whole", "Whether no fact of the publisher is missing.", labels)
        .set(feed.is_whole() ? 1 : 0);
}

}  // namespace trading::strategy
