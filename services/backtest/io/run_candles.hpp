#pragma once

#include "services/backtest/core/performance.hpp"
#include "services/backtest/io/run_config.hpp"

#include <functional>

namespace trading::backtest {

struct RunOutcome {
    PerformanceFigures pessimistic;
    PerformanceFigures optimistic;

    // The two say opposite things about profit: what happened inside the bars decides, and bars do not show it.
    [[nodiscard]] bool is_unreliable() const {
        return (pessimistic.total_return > 0) != (optimistic.total_return > 0);
    }
};

// Called now and then with the path and the bars that it has behind it.
using RunProgress = std::function<void(BarPath path, std::int64_t bars)>;

// Trades the candles of the file twice, with both paths through the bars, and writes the results, `report.json` last.
// One bar is in memory at a time. A candle that is wrong is `Malformed` and ends it, with file and row.
[[nodiscard]] base::Result<RunOutcome> run_candles(const RunConfig& config, const RunProgress& progress);

}  // namespace trading::backtest
