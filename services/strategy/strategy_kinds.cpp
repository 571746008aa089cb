#include "services/strategy/strategy_kinds.hpp"

#include "services/strategy/adaptive_rsi_reentry_config.hpp"
#include "services/strategy/core/adaptive_rsi_reentry/adaptive_rsi_reentry.hpp"

namespace trading::strategy {
namespace {

StrategyFactory read_adaptive_rsi_reentry(StrategyPlan plan, service::ConfigSection parameters) {
    AdaptiveRsiReentrySettings settings = read_settings(std::move(plan), std::move(parameters));
    return [settings = std::move(settings)] { return std::make_unique<AdaptiveRsiReentry>(settings); };
}

}  // namespace

const std::vector<StrategyKind>& strategy_kinds() {
    static const std::vector<StrategyKind> kKinds{
        {"adaptive_rsi_reentry", read_adaptive_rsi_reentry},
    };
    return kKinds;
}

}  // namespace trading::strategy
