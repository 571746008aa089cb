#include "services/backtest/wiring.hpp"

#include "common/base/clock.hpp"
#include "common/journal/files.hpp"
#include "common/service/build_info.hpp"
#include "services/backtest/candles/candle_file.hpp"
#include "services/backtest/io/replayers.hpp"
#include "services/backtest/io/run_candles.hpp"
#include "services/backtest/oracle/oracle_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>

namespace trading::backtest {
namespace {

// All runs together.
struct Total {
    std::uint64_t runs = 0;
    std::uint64_t failures = 0;
    ReplayReport sum;
    std::map<std::string, base::Duration> recorded;  // By service; its runs followed one another.

    // The services ran side by side, but are replayed one after another: this is the speed of all of them.
    [[nodiscard]] double speed() const {
        ReplayReport longest = sum;
        for (const auto& [service, duration] : recorded) longest.recorded = std::max(longest.recorded, duration);
        return longest.speed();
    }
};

std::string replayed_by() {
    const service::BuildInfo build = service::build_info();
    return fmt::format("{} {}", build.commit, build.build_type);
}

void add(Total& total, const ReplayReport& report) {
    total.sum.inputs += report.inputs;
    total.sum.outputs += report.outputs;
    total.sum.differing_outputs += report.differing_outputs;
    total.sum.differing_bytes += report.differing_bytes;
    total.recorded[report.service] += report.recorded;
    total.sum.replayed += report.replayed;
}

}  // namespace

int replay(const std::string& folder, double speed_min) {
    const base::SystemClock clock;
    Total total;
    fmt::print("{}\n", report_heading());
    for (const auto& run : journal::runs_below(folder)) {
        ++total.runs;
        const auto report = replay_run(run, clock);
        if (!report) {
            ++total.failures;
            fmt::print("{}: {}\n", run.string(), report.error().detail);
            continue;
        }
        fmt::print("{}\n", report_line(*report));
        if (!report->is_equal()) {
            fmt::print("  recorded by {}, replayed by {}\n", report->recorded_by, replayed_by());
            fmt::print("  first difference: {}\n", report->first_difference);
        }
        add(total, *report);
    }
    fmt::print(
        "{} runs, {} not replayable; {} inputs, {} outputs, {} differing bytes; {:.0f} times real time\n",
        total.runs,
        total.failures,
        total.sum.inputs,
        total.sum.outputs,
        total.sum.differing_bytes,
        total.speed()
    );
    if (total.runs == 0) {
        fmt::print(stderr, "trading-backtest: there is no journal below '{}'\n", folder);
        return 1;
    }
    const bool is_too_slow = total.speed() < speed_min;
    if (is_too_slow) fmt::print(stderr, "trading-backtest: slower than {} times real time\n", speed_min);
    return total.failures == 0 && total.sum.is_equal() && !is_too_slow ? 0 : 1;
}

int run(const std::string& file) {
    const auto config = load_run_config(file);
    if (!config) {
        fmt::print(stderr, "trading-backtest: {}\n", config.error().detail);
        return 2;
    }
    const base::SystemClock clock;
    const base::MonotonicTime start = clock.monotonic_now();
    const auto outcome = run_candles(*config, [](BarPath path, std::int64_t bars) {
        fmt::print(stderr, "{}: {} bars\n", to_string(path), bars);
    });
    if (!outcome) {
        fmt::print(stderr, "trading-backtest: {}\n", outcome.error().detail);
        return 1;
    }
    fmt::print("{:<12} {:>8} {:>7} {:>14} ", "path", "bars", "trades", "end equity");
    fmt::print("{:>10} {:>10}\n", "return", "drawdown");
    for (const auto& [path, figures] :
         {std::pair{BarPath::Pessimistic, outcome->pessimistic}, std::pair{BarPath::Optimistic, outcome->optimistic}}) {
        fmt::print(
            "{:<12} {:>8} {:>7} {:>14.2f} {:>9.2f}% {:>9.2f}%\n",
            to_string(path),
            figures.bars,
            figures.trades,
            figures.closing_equity,
            figures.total_return * 100,
            figures.drawdown_max * 100
        );
    }
    if (outcome->is_unreliable()) fmt::print("unreliable: the two paths through the bars differ in sign\n");
    fmt::print("written to {}\n", config->results);
    const double seconds = std::chrono::duration<double>(clock.monotonic_now() - start).count();
    const std::int64_t bars = outcome->pessimistic.bars + outcome->optimistic.bars;
    fmt::print(stderr, "{:.0f} bars/s in one thread\n", static_cast<double>(bars) / seconds);
    return 0;
}

int trade_candles(const std::string& file, bool shows_trades) {
    const auto bars = read_candles(file, std::chrono::minutes{1});
    if (!bars) {
        fmt::print(stderr, "trading-backtest: {}\n", bars.error().detail);
        return 1;
    }
    fmt::print("{} candles of one minute\n", bars->size());
    fmt::print("{:<26} {:>7} {:>9} {:>7} {:>12}\n", "variant", "trades", "mean R", "t", "end cash");
    for (const OracleVariant& variant : reference_variants()) {
        const BarOracle oracle = run_oracle(variant, *bars);
        const OracleSummary summary = summary_of(oracle);
        fmt::print(
            "{:<26} {:>7} {:>+9.3f} {:>+7.1f} {:>12.2f}\n",
            variant.name,
            summary.trades,
            summary.mean_outcome,
            summary.t_statistic,
            summary.cash
        );
        if (!shows_trades) continue;
        shows_trades = false;
        for (const OracleTrade& trade : oracle.trades()) fmt::print("  {}\n", trade_text(trade));
    }
    return 0;
}

}  // namespace trading::backtest
