#include "services/backtest/io/run_candles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/base/random.hpp"

namespace trading::backtest {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string content_of(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

class RunTest : public testing::Test {
protected:
    RunTest() { std::filesystem::create_directories(folder_); }
    ~RunTest() override { std::filesystem::remove_all(folder_); }

    // A market of wide and narrow bars, so that stop and take-profit often stand in one bar. Always the same.
    void write_candles(int rows, const std::string& end_of_last_close = "") const {
        std::ofstream file{folder_ / "candles.csv"};
        file << "ts_ms,open,high,low,close,volume\n";
        base::Random random{7};
        std::int64_t open = 80'000;  // Halves.
        for (int row = 0; row < rows; ++row) {
            const std::int64_t close = open + static_cast<std::int64_t>(random.next() % 121) - 60;
            const std::int64_t reach = row % 10 == 0 ? 1'200 : 30;
            const std::int64_t high = std::max(open, close) + reach;
            const std::int64_t low = std::min(open, close) - reach;
            file << 1'640'995'200'000 + 60'000LL * row;
            for (const std::int64_t halves : {open, high, low}) file << ',' << static_cast<double>(halves) / 2;
            const std::string end = row + 1 == rows ? end_of_last_close : "";
            file << ',' << close / 2 << (!end.empty() ? end : close % 2 != 0 ? ".5" : "") << ",1000000\n";
            open = close;
        }
    }

    // The shipped file, with other candles and results, and one more replacement.
    std::string write_config(const std::string& key = "", const std::string& line = "") const {
        std::istringstream shipped{content_of("deployment/config/backtest.yaml")};
        std::ofstream file{folder_ / "backtest.yaml"};
        for (std::string each; std::getline(shipped, each);) {
            if (each.starts_with("  candles:")) each = "  candles: " + (folder_ / "candles.csv").string();
            if (each.starts_with("results:")) each = "results: " + (folder_ / "results").string();
            if (!key.empty() && each.starts_with(key)) each = line;
            file << each << '\n';
        }
        return (folder_ / "backtest.yaml").string();
    }

    base::Result<RunOutcome> run() const {
        const auto config = load_run_config(write_config());
        if (!config) return base::failure(config.error());
        return run_candles(*config, [](BarPath, std::int64_t) {});
    }

    std::filesystem::path folder_ =
        std::filesystem::path{testing::TempDir()} /
        (std::string{"backtest_run_"} + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(RunTest, says_what_both_paths_through_the_bars_make_of_them) {
    write_candles(1'500);
    const auto outcome = run();
    ASSERT_TRUE(outcome) << outcome.error().detail;
    EXPECT_EQ(outcome->pessimistic.bars, 1'500);
    EXPECT_GT(outcome->pessimistic.trades, 5);
    EXPECT_GT(outcome->optimistic.closing_equity, outcome->pessimistic.closing_equity);
}

TEST_F(RunTest, writes_the_same_bytes_each_time) {
    write_candles(1'000);
    const std::vector<std::string> names{
        "report.json",
        "pessimistic_trades.csv",
        "pessimistic_equity.csv",
        "optimistic_trades.csv",
        "optimistic_equity.csv"};
    std::vector<std::string> first;
    ASSERT_TRUE(run());
    for (const auto& name : names) first.push_back(content_of(folder_ / "results" / name));
    ASSERT_TRUE(run());
    for (std::size_t i = 0; i < names.size(); ++i) {
        EXPECT_GT(first[i].size(), 100U) << names[i];
        EXPECT_EQ(content_of(folder_ / "results" / names[i]), first[i]) << names[i];
    }
}

TEST_F(RunTest, tells_every_mistake_of_a_file_at_once) {
    const auto config = load_run_config(write_config("  tick_size:", "  tick_sise: 0.5\n  lot_size_max: 3"));
    ASSERT_FALSE(config);
    EXPECT_THAT(
        config.error().detail,
        AllOf(HasSubstr("tick_size"), HasSubstr("tick_sise"), HasSubstr("lot_size_max"), HasSubstr("candles.csv"))
    );
}

TEST_F(RunTest, names_the_file_and_the_row_of_a_candle_that_is_wrong) {
    write_candles(20, ".3");
    const auto off_tick = run();
    ASSERT_FALSE(off_tick);
    EXPECT_THAT(off_tick.error().detail, AllOf(HasSubstr("candles.csv"), HasSubstr("row 21"), HasSubstr("tick size")));
    write_candles(20, "many");
    const auto no_number = run();
    ASSERT_FALSE(no_number);
    EXPECT_THAT(no_number.error().detail, AllOf(HasSubstr("candles.csv"), HasSubstr("row 21")));
}

}  // namespace
}  // namespace trading::backtest
