#pragma once

#include "common/base/time.hpp"
#include "common/domain/execution_fact.hpp"
#include "common/service/metrics.hpp"
#include "services/execution/core/execution_core.hpp"

#include <map>
#include <string>

namespace trading::execution {

// Totals that other parts count themselves; brought into the metrics once a second.
struct CountedElsewhere {
    std::uint64_t bus_facts_published = 0;
    std::uint64_t bus_publish_failures = 0;
    std::uint64_t intents_received = 0;
    std::uint64_t intents_malformed = 0;
    std::uint64_t intents_not_remembered = 0;
    std::uint64_t market_facts_missed = 0;
    std::uint64_t market_facts_malformed = 0;
    std::uint64_t commands_refused = 0;
    std::uint64_t inputs_waiting = 0;
    bool is_market_whole = false;
};

// Every metric of this service, declared once; tests/golden/metrics/execution.txt lists the names. One thread.
class ExecutionMetrics {
public:
    explicit ExecutionMetrics(service::Metrics& metrics);

    void on_fact(const domain::ExecutionFact& fact);
    void on_alert(const std::string& event);
    void on_request(const domain::VenueRequest& request);
    void on_answer(const domain::RequestAnswered& answer);
    void on_commit(base::Duration took, std::size_t records);
    void on_commit_retry() { commit_retries_.increment(); }

    // From the arrival of an intent to what it led to.
    void on_risk_checked(base::Duration took) { risk_seconds_.observe(seconds(took)); }
    void on_intent_durable(base::Duration took) { durable_seconds_.observe(seconds(took)); }
    void on_intent_on_wire(base::Duration took) { wire_seconds_.observe(seconds(took)); }
    void on_intent_acknowledged(base::Duration took) { acknowledged_seconds_.observe(seconds(took)); }

    void refresh(const ExecutionCore& core, const CountedElsewhere& elsewhere);

    [[nodiscard]] std::uint64_t intents_accepted() const noexcept { return intents_accepted_; }
    [[nodiscard]] std::uint64_t intents_denied() const noexcept { return intents_denied_; }

private:
    [[nodiscard]] static double seconds(base::Duration duration) {
        return std::chrono::duration<double>(duration).count();
    }

    service::Metrics& metrics_;
    service::Histogram risk_seconds_;
    service::Histogram durable_seconds_;
    service::Histogram wire_seconds_;
    service::Histogram acknowledged_seconds_;
    service::Histogram commit_seconds_;
    service::Histogram fill_lag_seconds_;
    service::Counter records_;
    service::Counter commit_retries_;
    service::Counter refused_events_;
    service::Counter emergency_closes_;
    service::Counter looks_;
    service::Counter facts_published_;
    service::Counter publish_failures_;
    service::Counter intents_received_;
    service::Counter intents_malformed_;
    service::Counter intents_not_remembered_;
    service::Counter market_facts_missed_;
    service::Counter market_facts_malformed_;
    service::Counter suspect_marks_;
    service::Counter commands_refused_;
    service::Counter external_activities_;
    service::Counter external_not_kept_;
    service::Gauge trading_state_;
    service::Gauge is_reconciled_;
    service::Gauge is_venue_up_;
    service::Gauge is_market_whole_;
    service::Gauge open_orders_;
    service::Gauge unknown_orders_;
    service::Gauge unprotected_longest_;
    service::Gauge waiting_exits_;
    service::Counter dropped_exits_;
    service::Gauge orderless_fills_;
    service::Counter orderless_not_asked_;
    service::Gauge clock_offset_;
    service::Gauge equity_;
    service::Gauge day_loss_;
    service::Gauge drawdown_;
    service::Gauge entry_locks_;
    service::Gauge inputs_waiting_;
    service::Gauge external_open_;
    service::Gauge entry_pauses_;
    std::uint64_t intents_accepted_ = 0;
    std::uint64_t intents_denied_ = 0;
};

}  // namespace trading::execution
