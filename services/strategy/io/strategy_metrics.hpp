#pragma once

#include "common/bus/fact_feed.hpp"
#include "common/bus/intent_sender.hpp"
#include "common/domain/decision.hpp"
#include "common/domain/intent.hpp"
#include "common/service/metrics.hpp"
#include "services/strategy/core/strategy_core.hpp"
#include "services/strategy/io/decision_recorder.hpp"
#include "services/strategy/io/feed_adapters.hpp"

namespace trading::strategy {

// Every metric of the strategy service, declared here and listed in tests/golden/metrics/strategy.txt. Agent's thread.
class StrategyMetrics {
public:
    explicit StrategyMetrics(service::Metrics& metrics);

    void count(const domain::Decision& decision);
    void count(const domain::OrderIntent& intent);
    void count(const domain::IntentReply& reply);

    // From the arrival of a closed bar in this process to the decision.
    void observe_decision(base::Duration latency) const { bar_to_decision_.observe(seconds(latency)); }
    // From the gateway's receipt of the bar to the intent's handing over to the socket, its commit included.
    void observe_intent(base::Duration latency) const { tick_to_intent_.observe(seconds(latency)); }

    void update(const StrategyCore& core);
    void update(const DecisionRecorder::Counters& recorder);
    void update(const bus::IntentSender& sender);
    void update(const std::string& publisher, const FeedMeter& meter, const bus::FactFeed& feed);

private:
    [[nodiscard]] static double seconds(base::Duration duration) {
        return static_cast<double>(duration.count()) * 1e-9;
    }

    service::Metrics& metrics_;
    service::Histogram bar_to_decision_;
    service::Histogram tick_to_intent_;
    service::Histogram commit_;
    service::Counter bars_;
    service::Counter history_bars_;
    service::Counter repeated_bars_;
    service::Counter stale_facts_;
    service::Counter snapshot_wishes_;
    service::Gauge intents_under_way_;
    service::Gauge unanswered_intents_;
    service::Counter intents_resent_;
    service::Counter intents_expired_;
    service::Counter intents_refused_;
    service::Counter decisions_recorded_;
    service::Counter decisions_dropped_;
    service::Counter intents_abandoned_;
    service::Counter answers_dropped_;
    service::Counter record_failures_;
    service::Gauge records_waiting_;
    std::uint64_t intents_recorded_ = 0;
};

}  // namespace trading::strategy
