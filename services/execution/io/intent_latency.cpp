#include "services/execution/io/intent_latency.hpp"

namespace trading::execution {

void IntentLatency::on_arrived(const domain::IntentId& id, base::MonotonicTime now) {
    if (arrived_.size() >= kUnderWayMax) arrived_.clear();
    arrived_.emplace(id, now);
}

void IntentLatency::on_checked(const domain::IntentId& id, base::MonotonicTime now) {
    if (const auto took = since_arrival(id, now)) metrics_.on_risk_checked(*took);
}

void IntentLatency::on_durable(const domain::IntentId& id, base::MonotonicTime now) {
    if (const auto took = since_arrival(id, now)) metrics_.on_intent_durable(*took);
    arrived_.erase(id);
}

void IntentLatency::on_sent(
    const domain::IntentId& id, const domain::ClientOrderId& order_id, base::MonotonicTime now
) {
    const auto arrived = arrived_.find(id);
    if (arrived == arrived_.end()) return;
    metrics_.on_intent_on_wire(now - arrived->second);
    if (sent_.size() >= kUnderWayMax) sent_.clear();
    sent_.emplace(order_id, arrived->second);
}

void IntentLatency::on_answered(const domain::ClientOrderId& order_id, base::MonotonicTime now) {
    const auto sent = sent_.find(order_id);
    if (sent == sent_.end()) return;
    metrics_.on_intent_acknowledged(now - sent->second);
    sent_.erase(sent);
}

std::optional<base::Duration> IntentLatency::since_arrival(const domain::IntentId& id, base::MonotonicTime now) const {
    const auto arrived = arrived_.find(id);
    if (arrived == arrived_.end()) return std::nullopt;
    return now - arrived->second;
}

}  // namespace trading::execution
