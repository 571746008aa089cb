#include "services/strategy/core/signal/adaptive_rsi.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "common/base/random.hpp"
#include "services/strategy/core/signal/average_true_range.hpp"

namespace trading::strategy {
namespace {

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream{line};
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    return cells;
}

using Table = std::vector<std::map<std::string, std::string>>;

Table read_csv(const std::string& path) {
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    const auto names = split(line);
    Table table;
    while (std::getline(file, line)) {
        const auto cells = split(line);
        auto& row = table.emplace_back();
        for (std::size_t column = 0; column < cells.size(); ++column) row[names[column]] = cells[column];
    }
    return table;
}

Bar bar_of(const std::map<std::string, std::string>& row) {
    const auto number = [&](const char* name) { return std::stod(row.at(name)); };
    return Bar{
        base::from_unix_milliseconds(std::stoll(row.at("ts_ms"))),
        number("open"),
        number("high"),
        number("low"),
        number("close"),
        number("volume")};
}

std::vector<Bar> noise_bars(int count, std::uint64_t seed) {
    base::Random random{seed};
    std::vector<Bar> bars;
    double price = 100;
    for (int index = 0; index < count; ++index) {
        price *= std::exp(0.001 * random.normal());
        bars.push_back(Bar{base::Timestamp{std::chrono::minutes{index}}, price, price, price, price, 1});
    }
    return bars;
}

constexpr const char* kDerived = "../shared/data/derived/";

TEST(AdaptiveRsi, equals_the_reference_values) {
    if (!std::filesystem::exists(kDerived)) GTEST_SKIP() << "reference data ../shared/data is not here";
    const Table bars = read_csv(std::string{kDerived} + "synth_A_1m.csv");
    const Table golden = read_csv(std::string{kDerived} + "golden_indicators_A.csv");
    ASSERT_EQ(bars.size(), golden.size());
    AdaptiveRsi indicator{{}};
    int compared = 0;
    for (std::size_t index = 0; index < bars.size(); ++index) {
        indicator.update(bar_of(bars[index]));
        const auto value = indicator.value();
        const auto& expected = golden[index];
        const auto cell = expected.find("arsi");
        const bool is_expected = cell != expected.end() && !cell->second.empty();
        ASSERT_EQ(value.has_value(), is_expected) << "bar " << index;
        if (!value) continue;
        const std::map<std::string, double> actual{
            {"arsi", value->rsi},
            {"arsi_n", value->period},
            {"arsi_vr", value->volatility_ratio},
            {"arsi_kappa", value->kappa},
            {"arsi_w", value->width},
            {"arsi_s", value->efficiency},
            {"arsi_lo", value->lower},
            {"arsi_up", value->upper},
        };
        for (const auto& [name, number] : actual) {
            const double reference = std::stod(expected.at(name));
            ASSERT_NEAR(number, reference, 1e-9 * std::max(1.0, std::fabs(reference))) << name << " at bar " << index;
        }
        ++compared;
    }
    EXPECT_GT(compared, 700);
}

TEST(AverageTrueRange, equals_the_reference_values) {
    if (!std::filesystem::exists(kDerived)) GTEST_SKIP() << "reference data ../shared/data is not here";
    const Table bars = read_csv(std::string{kDerived} + "synth_A_1m.csv");
    const Table golden = read_csv(std::string{kDerived} + "golden_indicators_A.csv");
    AverageTrueRange indicator{14};
    for (std::size_t index = 0; index < bars.size(); ++index) {
        indicator.update(bar_of(bars[index]));
        const std::string& expected = golden[index].at("atr14");
        ASSERT_EQ(indicator.value().has_value(), !expected.empty()) << "bar " << index;
        if (!indicator.value()) continue;
        ASSERT_NEAR(*indicator.value(), std::stod(expected), 1e-9 * std::stod(expected));
    }
}

TEST(AdaptiveRsi, crosses_its_thresholds_on_noise_as_often_as_designed) {
    AdaptiveRsi indicator{{}};
    int below = 0;
    int above = 0;
    int valid = 0;
    for (const Bar& bar : noise_bars(60'000, 7)) {
        indicator.update(bar);
        const auto value = indicator.value();
        if (!value) continue;
        ++valid;
        below += value->rsi < value->lower ? 1 : 0;
        above += value->rsi > value->upper ? 1 : 0;
    }
    EXPECT_NEAR(100.0 * below / valid, 5.0, 0.7);
    EXPECT_NEAR(100.0 * above / valid, 5.0, 0.7);
}

TEST(AdaptiveRsi, does_not_depend_on_the_scale_of_prices) {
    AdaptiveRsi small{{}};
    AdaptiveRsi large{{}};
    for (Bar bar : noise_bars(500, 3)) {
        small.update(bar);
        for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close}) *price *= 1000;
        large.update(bar);
    }
    ASSERT_TRUE(small.value().has_value());
    EXPECT_NEAR(small.value()->rsi, large.value()->rsi, 1e-6);
}

TEST(AdaptiveRsi, ignores_a_bar_that_it_has_seen) {
    AdaptiveRsi indicator{{}};
    const auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    const auto before = indicator.value();
    indicator.update(bars.back());
    EXPECT_EQ(indicator.value(), before);
}

TEST(AdaptiveRsi, warms_up_again_after_a_long_hole) {
    AdaptiveRsi indicator{{}};
    auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    Bar late = bars.back();
    late.ts_open += std::chrono::minutes{7};
    indicator.update(late);
    EXPECT_FALSE(indicator.value().has_value());
}

TEST(AdaptiveRsi, is_disabled_by_a_long_row_of_empty_bars) {
    AdaptiveRsi indicator{{}};
    const auto bars = noise_bars(200, 5);
    for (const Bar& bar : bars) indicator.update(bar);
    Bar empty = bars.back();
    empty.volume = 0;
    for (int count = 1; count <= 31; ++count) {
        empty.ts_open += std::chrono::minutes{1};
        indicator.update(empty);
        EXPECT_EQ(indicator.value().has_value(), count <= 30) << count;
    }
}

}  // namespace
}  // namespace trading::strategy
