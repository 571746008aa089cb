#pragma once

#include "services/backtest/core/performance.hpp"
#include "services/backtest/run/run_listener.hpp"
#include "services/backtest/run/run_rules.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace trading::backtest {

// Writes what happens in one run: `<path>_trades.csv` and `<path>_equity.csv` while it goes on, and counts the rest for
// the report. No time of day and no machine is in them, so the same run writes the same bytes.
class RunResults : public RunListener {
public:
    RunResults(const std::filesystem::path& folder, BarPath path, const RunRules& rules);

    void on_equity(base::Timestamp ts_close, domain::Cash equity) override;
    void on_trade(const ClosedTrade& trade) override;
    void on_decision(const domain::Decision& decision) override;
    void on_reply(const domain::IntentReply& reply) override;
    void on_alert(const execution::Alert& alert) override;

    // Whether all of it is in the files.
    [[nodiscard]] bool flush();

    [[nodiscard]] PerformanceFigures figures() const;

    // One JSON object.
    [[nodiscard]] std::string report() const;

private:
    BarPath path_;
    base::Duration interval_;
    double opening_cash_;
    std::ofstream trades_;
    std::ofstream equity_;
    std::optional<Performance> performance_;
    domain::Cash fees_;
    domain::Cash realised_;
    std::map<std::string, std::int64_t> vetoes_;   // Evaluations by the first check that failed.
    std::map<std::string, std::int64_t> denials_;  // Of execution, by reason.
    std::map<std::string, std::int64_t> alerts_;
    std::map<std::string, std::int64_t> endings_;  // Trades by what closed them.
    std::int64_t decisions_ = 0;
};

}  // namespace trading::backtest
