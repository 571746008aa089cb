#pragma once

#include "common/service/config.hpp"
#include "services/strategy/core/adaptive_rsi_reentry/settings.hpp"

namespace trading::strategy {

// The section `adaptive_rsi_reentry` of one strategy; see deployment/config/strategy.yaml for what each key means.
[[nodiscard]] AdaptiveRsiReentrySettings read_settings(StrategyPlan plan, service::ConfigSection parameters);

}  // namespace trading::strategy
