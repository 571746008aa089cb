#include "services/backtest/io/run_candles.hpp"

#include "services/backtest/candles/candle_file.hpp"
#include "services/backtest/io/run_results.hpp"
#include "services/backtest/run/bar_run.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace trading::backtest {
namespace {

constexpr std::int64_t kProgressBars = 5'000;

strategy::StrategyCore make_strategy_core(const RunConfig& config) {
    std::vector<std::unique_ptr<strategy::Strategy>> strategies;
    for (const strategy::StrategyFactory& make : config.strategies) strategies.push_back(make());
    return strategy::StrategyCore{std::move(strategies), strategy::IntentIds{""}, {}};
}

base::Status run_path(
    const RunConfig& config, RunResults& results, const RunRules& rules, const RunProgress& progress
) {
    auto candles = CandleFile::open(config.candles, rules.interval);
    if (!candles) return base::failure(candles.error());
    strategy::StrategyCore strategy = make_strategy_core(config);
    execution::ExecutionCore execution{config.execution};
    BarRun run{rules, strategy, execution, results};
    std::int64_t bars = 0;
    while (true) {
        const auto bar = candles->next();
        if (!bar) return base::failure(bar.error());
        if (!*bar) break;
        if (auto taken = run.on_bar(**bar); !taken) {
            // The names are row 1.
            return base::failure(taken.error().with_context(fmt::format("{}, row {}", config.candles, bars + 2)));
        }
        if (++bars % kProgressBars == 0) progress(rules.path, bars);
    }
    run.finish();
    progress(rules.path, bars);
    if (results.flush()) return {};
    return base::failure(base::ErrorCode::Unavailable, "cannot write into " + config.results);
}

}  // namespace

base::Result<RunOutcome> run_candles(const RunConfig& config, const RunProgress& progress) {
    const std::filesystem::path folder{config.results};
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return base::failure(base::ErrorCode::Unavailable, config.results + ": " + failed.message());
    RunOutcome outcome;
    std::string reports;
    for (const BarPath path : {BarPath::Pessimistic, BarPath::Optimistic}) {
        RunRules rules = config.rules;
        rules.path = path;
        RunResults results{folder, path, rules};
        if (auto done = run_path(config, results, rules, progress); !done) return base::failure(done.error());
        (path == BarPath::Pessimistic ? outcome.pessimistic : outcome.optimistic) = results.figures();
        reports += fmt::format("{}{}", reports.empty() ? "" : ",\n", results.report());
    }
    std::ofstream report{folder / "report.json", std::ios::binary};
    report << fmt::format(
        "{{\"data_level\": \"bars\", \"maker_fills\": \"optimistic\", \"is_unreliable\": {}, \"runs\": [\n{}\n]}}\n",
        outcome.is_unreliable(),
        reports
    );
    report.flush();
    if (!report.good()) return base::failure(base::ErrorCode::Unavailable, "cannot write into " + config.results);
    return outcome;
}

}  // namespace trading::backtest
