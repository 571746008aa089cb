#pragma once

#include "common/base/result.hpp"
#include "services/backtest/run/run_rules.hpp"
#include "services/execution/core/options.hpp"
#include "services/strategy/config.hpp"

#include <string>
#include <vector>

namespace trading::backtest {

// Everything that a back-test's file says; deployment/config/backtest.yaml explains each key.
struct RunConfig {
    std::string candles;  // A file.
    RunRules rules;       // Of both paths: `rules.path` is chosen for each run.
    std::vector<strategy::StrategyFactory> strategies;
    execution::ExecutionOptions execution;  // As live: from execution's own file.
    std::string results;                    // A folder.
};

// `InvalidArgument` with every mistake at once, those of execution's file and a missing file of candles included.
[[nodiscard]] base::Result<RunConfig> load_run_config(const std::string& path);

}  // namespace trading::backtest
