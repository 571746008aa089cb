#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "services/strategy/core/signal/average_true_range.hpp"
#include "services/strategy/core/signal/bollinger_bands.hpp"
#include "services/strategy/core/signal/chande_momentum.hpp"
#include "services/strategy/core/signal/commodity_channel_index.hpp"
#include "services/strategy/core/signal/directional_movement.hpp"
#include "services/strategy/core/signal/exponential_moving_average.hpp"
#include "services/strategy/core/signal/kaufman_moving_average.hpp"
#include "services/strategy/core/signal/macd.hpp"
#include "services/strategy/core/signal/money_flow_index.hpp"
#include "services/strategy/core/signal/normalised_true_range.hpp"
#include "services/strategy/core/signal/relative_strength_index.hpp"
#include "services/strategy/core/signal/rolling_correlation.hpp"
#include "services/strategy/core/signal/simple_moving_average.hpp"
#include "services/strategy/core/signal/standard_deviation.hpp"
#include "services/strategy/core/signal/stochastic_oscillator.hpp"
#include "services/strategy/core/signal/weighted_moving_average.hpp"
#include "services/strategy/core/signal/williams_r.hpp"
#include "tests/golden/strategy_signal/series.hpp"
#include "tests/support/signal/csv_table.hpp"

namespace trading::test {
namespace {

using namespace trading::strategy;

constexpr auto kTaLib = Compatibility::TaLib;

// One expected number of TA-Lib's own regression test.
struct Row {
    std::string function;
    std::map<std::string, std::string> params;
    int output = 0;
    std::size_t bar = 0;
    double expected = 0;

    [[nodiscard]] int number(const std::string& name) const { return std::stoi(params.at(name)); }

    [[nodiscard]] bool is(const std::string& name, const std::string& value) const {
        const auto found = params.find(name);
        return found != params.end() && found->second == value;
    }
};

Row row_of(const CsvTable& table, std::size_t index) {
    Row row;
    row.function = table.text(index, "function");
    std::string text = table.text(index, "params") + ";";
    for (std::size_t end = text.find(';'); end != std::string::npos; end = text.find(';')) {
        const std::size_t equals = text.find('=');
        row.params[text.substr(0, equals)] = text.substr(equals + 1, end - equals - 1);
        text.erase(0, end + 1);
    }
    row.output = std::stoi(table.text(index, "output_no"));
    row.bar = std::stoull(table.text(index, "bar_index"));
    row.expected = *table.number(index, "expected");
    return row;
}

Series moving_average(const Row& row, const std::vector<Bar>& bars) {
    const int period = row.number("optInTimePeriod");
    if (row.is("optInMAType_1", "TA_MAType_SMA")) return series_of(SimpleMovingAverage{period}, bars);
    if (row.is("optInMAType_1", "TA_MAType_EMA")) return series_of(ExponentialMovingAverage{period}, bars);
    if (row.is("optInMAType_1", "TA_MAType_WMA")) return series_of(WeightedMovingAverage{period}, bars);
    if (row.is("optInMAType_1", "TA_MAType_KAMA")) return series_of(KaufmanMovingAverage{{.period = period}}, bars);
    return {};
}

Series deviation(const Row& row, const std::vector<Bar>& bars) {
    Series series = series_of(StandardDeviation{row.number("optInTimePeriod")}, bars);
    for (auto& value : series) {
        if (value) *value *= std::stod(row.params.at("optInNbDeviation_1"));
    }
    return series;
}

Series bands(const Row& row, const std::vector<Bar>& bars) {
    if (!row.is("optInMethod_3", "TA_MAType_SMA")) return {};
    const BollingerBands indicator{row.number("optInTimePeriod"), std::stod(row.params.at("optInNbDevUp"))};
    return series_of(indicator, bars, [&](const BollingerBands::Value& value) {
        return row.output == 0 ? value.upper : row.output == 1 ? value.middle : value.lower;
    });
}

Series macd(const Row& row, const std::vector<Bar>& bars) {
    const Macd indicator{
        {.fast_period = row.number("optInFastPeriod"),
         .slow_period = row.number("optInSlowPeriod"),
         .signal_period = row.number("optInSignalPeriod_2"),
         .compatibility = kTaLib}};
    return series_of(indicator, bars, [&](const Macd::Value& value) {
        return row.output == 0 ? value.line : row.output == 1 ? value.signal : value.histogram;
    });
}

Series stochastic(const Row& row, const std::vector<Bar>& bars) {
    const StochasticOscillator indicator{
        {.period = row.number("optInPeriod_0"),
         .k_smoothing = row.number("optInPeriod_1"),
         .d_smoothing = row.number("optInPeriod_2"),
         .compatibility = kTaLib}};
    return series_of(indicator, bars, [&](const StochasticOscillator::Value& value) {
        return row.output == 0 ? value.k : value.d;
    });
}

// Period 1 is another formula in TA-Lib (no smoothing, no percent) and not one of ours.
Series direction(const Row& row, const std::vector<Bar>& bars) {
    const int period = row.number("optInTimePeriod");
    if (period == 1) return {};
    const bool is_average = row.function == "TST_ADX";
    Series series;
    DirectionalMovement indicator{period};
    for (const Bar& bar : bars) {
        indicator.update(bar);
        const auto now = indicator.direction();
        const auto whole = indicator.value();
        auto& value = series.emplace_back();
        if (is_average && whole) value = whole->adx;
        if (is_average || !now) continue;
        value = row.function == "TST_PLUS_DI" ? now->plus : row.function == "TST_MINUS_DI" ? now->minus : now->dx;
    }
    return series;
}

Series true_range(const Row& row, const std::vector<Bar>& bars) {
    return row.is("doAverage", "1") ? series_of(AverageTrueRange{row.number("optInTimePeriod")}, bars)
                                    : series_of(TrueRange{}, bars);
}

Series correlation(const Row& row, const std::vector<Bar>& bars) {
    Series series;
    RollingCorrelation indicator{row.number("optInTimePeriod")};
    for (const Bar& bar : bars) {
        indicator.update(bar.high, bar.low);
        series.push_back(indicator.value());
    }
    return series;
}

// What we have of the function, as a series over all bars; empty for a function that is not one of our indicators.
Series series_for(const Row& row, const std::vector<Bar>& bars) {
    if (row.is("compatibility", "TA_COMPATIBILITY_METASTOCK")) return {};
    const auto period = [&](const char* name) { return row.number(name); };
    const std::string& function = row.function;
    if (function == "TA_RSI_TEST") return series_of(RelativeStrengthIndex{period("optInTimePeriod"), kTaLib}, bars);
    if (function == "TA_CMO_TEST") return series_of(ChandeMomentum{period("optInTimePeriod")}, bars);
    if (function == "TA_MFI_TEST") return series_of(MoneyFlowIndex{period("optInTimePeriod"), kTaLib}, bars);
    if (function == "TA_NATR_TEST") return series_of(NormalisedTrueRange{period("optInTimePeriod1")}, bars);
    if (function == "TA_WILLR_TEST") return series_of(WilliamsR{period("optInTimePeriod1")}, bars);
    if (function == "TA_CCI_TEST") return series_of(CommodityChannelIndex{period("optInTimePeriod1")}, bars);
    if (function == "TA_ANY_MA_TEST") return moving_average(row, bars);
    if (function == "BBANDS") return bands(row, bars);
    if (function == "STDDEV") return deviation(row, bars);
    if (function == "TRANGE") return true_range(row, bars);
    if (function == "TA_MACD_TEST") return macd(row, bars);
    if (function == "TEST_STOCH") return stochastic(row, bars);
    if (function == "TA_CORREL_TEST") return correlation(row, bars);
    static const std::set<std::string> kDirections{"TST_PLUS_DI", "TST_MINUS_DI", "TST_DX", "TST_ADX"};
    return kDirections.contains(function) ? direction(row, bars) : Series{};
}

TEST(Indicators, equal_the_regression_values_of_talib) {
    if (!has_reference_data()) GTEST_SKIP() << kNoReference;
    const std::filesystem::path folder = std::filesystem::path{kReferenceFolder} / "indicators";
    const auto bars = bars_of(CsvTable{folder / "ref252_ohlcv.csv"});
    const CsvTable expected{folder / "expected_values.csv"};
    ASSERT_EQ(bars.size(), 252U);
    int compared = 0;
    for (std::size_t index = 0; index < expected.size(); ++index) {
        const Row row = row_of(expected, index);
        const Series series = series_for(row, bars);
        if (series.empty()) continue;
        ++compared;
        ASSERT_TRUE(series.at(row.bar).has_value()) << row.function << " at bar " << row.bar;
        EXPECT_NEAR(*series[row.bar], row.expected, 0.01) << row.function << " at bar " << row.bar;
    }
    EXPECT_EQ(compared, 163);
}

}  // namespace
}  // namespace trading::test
