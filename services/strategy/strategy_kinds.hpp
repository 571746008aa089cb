#pragma once

#include "common/service/config.hpp"
#include "services/strategy/core/strategy.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace trading::strategy {

using StrategyFactory = std::function<std::unique_ptr<Strategy>()>;

// A kind of strategy that configuration can name. `read` takes its parameters from the section of the same name and
// answers how to make it; mistakes are collected in the section.
struct StrategyKind {
    std::string name;
    std::function<StrategyFactory(StrategyPlan plan, service::ConfigSection parameters)> read;
};

// The registration: every strategy that this service can run. A new one is a folder in core/, its reader, and a line
// here.
[[nodiscard]] const std::vector<StrategyKind>& strategy_kinds();

}  // namespace trading::strategy
