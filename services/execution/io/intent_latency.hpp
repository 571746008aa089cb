#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"
#include "services/execution/io/execution_metrics.hpp"

#include <map>
#include <optional>

namespace trading::execution {

// Measures the way of an intent through this process, from its arrival to the venue's answer. Forgets the oldest when
// too many are under way. One thread.
class IntentLatency {
public:
    static constexpr std::size_t kUnderWayMax = 1024;

    explicit IntentLatency(ExecutionMetrics& metrics) : metrics_(metrics) {}

    void on_arrived(const domain::IntentId& id, base::MonotonicTime now);
    void on_checked(const domain::IntentId& id, base::MonotonicTime now);
    void on_durable(const domain::IntentId& id, base::MonotonicTime now);
    void on_sent(const domain::IntentId& id, const domain::ClientOrderId& order_id, base::MonotonicTime now);
    void on_answered(const domain::ClientOrderId& order_id, base::MonotonicTime now);

private:
    [[nodiscard]] std::optional<base::Duration> since_arrival(const domain::IntentId& id, base::MonotonicTime now)
        const;

    ExecutionMetrics& metrics_;
    std::map<domain::IntentId, base::MonotonicTime> arrived_;
    std::map<domain::ClientOrderId, base::MonotonicTime> sent_;  // By order, when its intent arrived.
};

}  // namespace trading::execution
