#include "services/backtest/candles/candle_file.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include "tests/support/signal/csv_table.hpp"

namespace trading::backtest {
namespace {

using std::chrono::minutes;

class CandleFileTest : public ::testing::Test {
protected:
    ~CandleFileTest() override { std::filesystem::remove(path_); }

    base::Result<std::vector<strategy::Bar>> read(const std::string& text) {
        std::ofstream{path_} << text;
        return read_candles(path_, minutes{1});
    }

    // What is said of the text, without the file's name, which it begins with.
    std::string complaint(const std::string& text) {
        const auto bars = read(text);
        if (bars) return "none";
        EXPECT_EQ(bars.error().code, base::ErrorCode::Malformed);
        EXPECT_TRUE(bars.error().detail.starts_with(path_.string() + ", ")) << bars.error().detail;
        return bars.error().detail.substr(path_.string().size() + 2);
    }

    const std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("candles_" + std::to_string(::getpid()) + ".csv");
    const std::string names_ = "ts_ms,open,high,low,close,volume\n";
};

TEST_F(CandleFileTest, reads_columns_in_any_order_and_ignores_others) {
    const auto bars = read("volume,note,close,low,high,open,ts_ms\n7,x,3,1,4,2,60000\n0,,3,3,3,3,120000\r\n");
    ASSERT_TRUE(bars.has_value()) << bars.error().detail;
    ASSERT_EQ(bars->size(), 2U);
    EXPECT_EQ(bars->front(), (strategy::Bar{base::Timestamp{minutes{1}}, 2, 4, 1, 3, 7}));
    EXPECT_EQ(bars->back().volume, 0);
}

TEST_F(CandleFileTest, reads_times_in_words) {
    const auto bars = read("timestamp,open,high,low,close,volume\n1970-01-02 00:01:00.000000,2,4,1,3,7\n");
    ASSERT_TRUE(bars.has_value()) << bars.error().detail;
    EXPECT_EQ(bars->front().ts_open, base::Timestamp{std::chrono::days{1} + minutes{1}});
}

TEST_F(CandleFileTest, names_the_row_and_what_is_wrong_with_it) {
    const std::string good = "60000,2,4,1,3,7\n";
    EXPECT_EQ(complaint(""), "row 1: the file is empty");
    EXPECT_EQ(complaint(names_), "row 1: no candle follows");
    EXPECT_EQ(complaint("time,open,high,close\n"), "row 1: no column timestamp, low, volume");
    EXPECT_EQ(complaint("ts_ms,open,open,high,low,close,volume\n"), "row 1: column 'open' is there twice");
    EXPECT_EQ(complaint(names_ + good + "120000,2,4,1,3\n"), "row 3: 5 cells under 6 names");
    EXPECT_EQ(complaint(names_ + "6e4,2,4,1,3,7\n"), "row 2: '6e4' is no time");
    EXPECT_EQ(complaint(names_ + "60000,2,4,1,3x,7\n"), "row 2: close '3x' is no number");
    EXPECT_EQ(complaint(names_ + "60000,2,inf,1,3,7\n"), "row 2: high 'inf' is no number");
    EXPECT_EQ(complaint(names_ + "60000,2,4,0,3,7\n"), "row 2: a price is not above zero");
    EXPECT_EQ(complaint(names_ + "60000,2,4,1,3,-7\n"), "row 2: the volume is below zero");
    EXPECT_EQ(complaint(names_ + "60000,5,4,1,3,7\n"), "row 2: the high is not the highest");
    EXPECT_EQ(complaint(names_ + "60000,2,4,2.5,3,7\n"), "row 2: the low is not the lowest");
    EXPECT_EQ(complaint(names_ + good + good), "row 3: the same time as in the row before");
    EXPECT_EQ(complaint(names_ + good + "0,2,4,1,3,7\n"), "row 3: earlier than the row before");
    EXPECT_EQ(complaint(names_ + good + "240000,2,4,1,3,7\n"), "row 3: a gap: 2 candles are missing before it");
    EXPECT_EQ(complaint(names_ + good + "90000,2,4,1,3,7\n"), "row 3: not on the grid of the interval");
    EXPECT_EQ(complaint(names_ + good), "none");
}

TEST_F(CandleFileTest, says_when_there_is_no_file) {
    const auto file = CandleFile::open("nowhere/candles.csv", minutes{1});
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error().code, base::ErrorCode::NotFound);
    EXPECT_EQ(file.error().detail, "nowhere/candles.csv: cannot be read");
}

TEST_F(CandleFileTest, reads_a_month_of_real_candles) {
    if (!test::has_reference_data()) GTEST_SKIP() << test::kNoReference;
    const auto folder = std::filesystem::path{test::kReferenceFolder};
    const auto bars = read_candles(folder / "market/btc_perp_1m_2022-01.csv", minutes{1});
    ASSERT_TRUE(bars.has_value()) << bars.error().detail;
    EXPECT_EQ(bars->size(), 45'031U);
    EXPECT_EQ(bars->front().close, 46'377);
}

}  // namespace
}  // namespace trading::backtest
