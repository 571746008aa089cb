#pragma once

#include "common/domain/decision.hpp"
#include "common/domain/intent.hpp"
#include "services/strategy/core/input.hpp"

#include <string>
#include <variant>
#include <vector>

namespace trading::strategy {

// A strategy was switched, or its remembered switch restored.
struct StrategyStatusChanged {
    domain::StrategyId strategy_id;
    bool is_enabled = false;
    std::string actor;
    base::Timestamp ts_changed{};

    bool operator==(const StrategyStatusChanged&) const = default;
};

// Something that execution should have said was not heard: a snapshot must say what is true.
struct SnapshotWish {
    std::string reason;

    bool operator==(const SnapshotWish&) const = default;
};

// A decision stands in front of the intent that it led to; both become durable before the intent is sent.
using Output = std::variant<domain::Decision, domain::OrderIntent, StrategyStatusChanged, SnapshotWish>;
using Outputs = std::vector<Output>;

}  // namespace trading::strategy
