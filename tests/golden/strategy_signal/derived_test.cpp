#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "services/strategy/core/signal/adaptive_rsi.hpp"
#include "services/strategy/core/signal/bollinger_bands.hpp"
#include "services/strategy/core/signal/chaikin_money_flow.hpp"
#include "services/strategy/core/signal/close_volatility.hpp"
#include "services/strategy/core/signal/directional_movement.hpp"
#include "services/strategy/core/signal/donchian_channel.hpp"
#include "services/strategy/core/signal/ewma_correlation.hpp"
#include "services/strategy/core/signal/ewma_volatility.hpp"
#include "services/strategy/core/signal/exponential_moving_average.hpp"
#include "services/strategy/core/signal/kaufman_moving_average.hpp"
#include "services/strategy/core/signal/keltner_channel.hpp"
#include "services/strategy/core/signal/macd.hpp"
#include "services/strategy/core/signal/money_flow_index.hpp"
#include "services/strategy/core/signal/on_balance_volume.hpp"
#include "services/strategy/core/signal/range_volatility.hpp"
#include "services/strategy/core/signal/relative_strength_index.hpp"
#include "services/strategy/core/signal/rolling_correlation.hpp"
#include "services/strategy/core/signal/simple_moving_average.hpp"
#include "services/strategy/core/signal/stochastic_oscillator.hpp"
#include "services/strategy/core/signal/volume_score.hpp"
#include "services/strategy/core/signal/weighted_moving_average.hpp"
#include "tests/golden/strategy_signal/series.hpp"
#include "tests/support/signal/csv_table.hpp"

namespace trading::test {
namespace {

using namespace trading::strategy;
using Columns = std::map<std::string, Series>;

// The reference takes empty bars as any other and gives TA-Lib's values for flat windows.
constexpr auto kTake = EmptyBars::Take;
constexpr auto kTaLib = Compatibility::TaLib;

void add_averages(Columns& columns, const std::vector<Bar>& bars) {
    columns["sma20"] = series_of(SimpleMovingAverage{20}, bars);
    columns["ema20"] = series_of(ExponentialMovingAverage{20}, bars);
    columns["wma14"] = series_of(WeightedMovingAverage{14}, bars);
    columns["kama10"] = series_of(KaufmanMovingAverage{{}}, bars);
    columns["er10"] = series_of(EfficiencyRatio{10}, bars, [](double ratio) { return std::fabs(ratio); });
    const Macd macd{{}};
    columns["macd_sig"] = series_of(macd, bars, [](const Macd::Value& value) { return value.signal; });
    Macd line{{}};
    for (const Bar& bar : bars) {
        line.update(bar);
        columns["macd"].push_back(line.line());
    }
}

void add_oscillators(Columns& columns, const std::vector<Bar>& bars) {
    columns["rsi14"] = series_of(RelativeStrengthIndex{14}, bars);
    StochasticOscillator stochastic{{.compatibility = kTaLib}};
    DirectionalMovement movement{14};
    for (const Bar& bar : bars) {
        stochastic.update(bar);
        columns["stoch_k"].push_back(stochastic.slow_k());
        columns["stoch_d"].push_back(stochastic.value() ? std::optional{stochastic.value()->d} : std::nullopt);
        movement.update(bar);
        const auto direction = movement.direction();
        columns["pdi14"].push_back(direction ? std::optional{direction->plus} : std::nullopt);
        columns["mdi14"].push_back(direction ? std::optional{direction->minus} : std::nullopt);
        columns["adx14"].push_back(movement.value() ? std::optional{movement.value()->adx} : std::nullopt);
    }
}

void add_volume(Columns& columns, const std::vector<Bar>& bars) {
    columns["mfi14"] = series_of(MoneyFlowIndex{14, kTaLib}, bars);
    columns["obv"] = series_of(OnBalanceVolume{}, bars);
    columns["cmf20"] = series_of(ChaikinMoneyFlow{20}, bars);
    const VolumeScore score{20, VolumeScore::Scale::Plain};
    columns["volz20"] = series_of(score, bars, [](const VolumeScore::Value& value) { return value.z; });
}

void add_channels(Columns& columns, const std::vector<Bar>& bars) {
    using Band = BollingerBands::Value;
    const BollingerBands bands{20, 2};
    columns["bb_lo"] = series_of(bands, bars, [](const Band& value) { return value.lower; });
    columns["bb_mid"] = series_of(bands, bars, [](const Band& value) { return value.middle; });
    columns["bb_up"] = series_of(bands, bars, [](const Band& value) { return value.upper; });
    const DonchianChannel donchian{20};
    columns["don_lo"] = series_of(donchian, bars, [](const DonchianChannel::Value& value) { return value.lower; });
    columns["don_up"] = series_of(donchian, bars, [](const DonchianChannel::Value& value) { return value.upper; });
    const KeltnerChannel keltner{{}};
    columns["kel_lo"] = series_of(keltner, bars, [](const KeltnerChannel::Value& value) { return value.lower; });
    columns["kel_up"] = series_of(keltner, bars, [](const KeltnerChannel::Value& value) { return value.upper; });
}

void add_volatility(Columns& columns, const std::vector<Bar>& bars) {
    using Estimator = RangeVolatility::Estimator;
    const auto range = [&](Estimator estimator) {
        return series_of(RangeVolatility{{.estimator = estimator, .period = 30, .empty_bars = kTake}}, bars);
    };
    columns["atr14"] = series_of(AverageTrueRange{14}, bars);
    columns["rv_cc30"] = series_of(CloseVolatility{30, kTake}, bars);
    columns["park30"] = range(Estimator::Parkinson);
    columns["gk30"] = range(Estimator::GarmanKlass);
    columns["rs30"] = range(Estimator::RogersSatchell);
    columns["ewma94"] = series_of(EwmaVolatility{{.empty_bars = kTake}}, bars);
}

void add_adaptive_rsi(Columns& columns, const std::vector<Bar>& bars) {
    using Value = AdaptiveRsi::Value;
    const std::map<std::string, double Value::*> members{
        {"arsi", &Value::rsi},
        {"arsi_n", &Value::period},
        {"arsi_vr", &Value::volatility_ratio},
        {"arsi_kappa", &Value::kappa},
        {"arsi_w", &Value::width},
        {"arsi_s", &Value::efficiency},
        {"arsi_lo", &Value::lower},
        {"arsi_up", &Value::upper},
    };
    for (const auto& [name, member] : members) {
        columns[name] = series_of(AdaptiveRsi{{}}, bars, [&](const Value& value) { return value.*member; });
    }
}

void add_correlations(Columns& columns, const std::vector<Bar>& first, const std::vector<Bar>& second) {
    LogReturn first_return{kTake};
    LogReturn second_return{kTake};
    RollingCorrelation rolling{60};
    EwmaCorrelation fading{{}};
    for (std::size_t index = 0; index < first.size(); ++index) {
        const auto x = first_return.update(first[index]);
        const auto y = second_return.update(second[index]);
        if (x && y) {
            rolling.update(*x, *y);
            fading.update(*x, *y);
        }
        columns["corr60_AB"].push_back(rolling.value());
        columns["ewmacorr97_AB"].push_back(fading.value() ? std::optional{fading.value()->correlation} : std::nullopt);
    }
}

TEST(Indicators, equal_the_reference_on_a_market_with_a_burst_a_run_and_an_empty_stretch) {
    if (!has_reference_data()) GTEST_SKIP() << kNoReference;
    const std::filesystem::path folder = std::filesystem::path{kReferenceFolder} / "derived";
    const auto bars = bars_of(CsvTable{folder / "synth_A_1m.csv"});
    const CsvTable golden{folder / "golden_indicators_A.csv"};
    ASSERT_EQ(bars.size(), golden.size());
    Columns columns;
    add_averages(columns, bars);
    add_oscillators(columns, bars);
    add_volume(columns, bars);
    add_channels(columns, bars);
    add_volatility(columns, bars);
    add_adaptive_rsi(columns, bars);
    add_correlations(columns, bars, bars_of(CsvTable{folder / "synth_B_1m.csv"}));
    EXPECT_EQ(columns.size() + 1, golden.names().size());  // And the index.
    int compared = 0;
    for (const auto& [name, series] : columns) {
        ASSERT_EQ(series.size(), golden.size()) << name;
        for (std::size_t row = 0; row < golden.size(); ++row) {
            const auto expected = golden.number(row, name);
            ASSERT_EQ(series[row].has_value(), expected.has_value()) << name << " at bar " << row;
            if (!expected) continue;
            ASSERT_NEAR(*series[row], *expected, 1e-9 * std::max(1.0, std::fabs(*expected))) << name << " at " << row;
            ++compared;
        }
    }
    EXPECT_GT(compared, 32'000);
}

// Measured by the reference on a month of real bars: 3.3 % below, 2.9 % above; plain Wilder with 30/70 fires more
// often.
TEST(AdaptiveRsi, is_beyond_its_thresholds_as_often_as_measured_on_real_bars) {
    if (!has_reference_data()) GTEST_SKIP() << kNoReference;
    const auto bars = bars_of(CsvTable{std::filesystem::path{kReferenceFolder} / "market/btc_perp_1m_2022-01.csv"});
    ASSERT_EQ(bars.size(), 45'031U);
    AdaptiveRsi adaptive{{}};
    RelativeStrengthIndex wilder{14};
    std::map<std::string, int> counts;
    for (const Bar& bar : bars) {
        adaptive.update(bar);
        wilder.update(bar);
        const auto value = adaptive.value();
        if (!value) continue;
        ++counts["all"];
        counts["below"] += value->rsi < value->lower ? 1 : 0;
        counts["above"] += value->rsi > value->upper ? 1 : 0;
        counts["wilder below"] += *wilder.value() < 30 ? 1 : 0;
        counts["wilder above"] += *wilder.value() > 70 ? 1 : 0;
    }
    const auto percent = [&](const char* name) { return 100.0 * counts[name] / counts["all"]; };
    EXPECT_NEAR(percent("below"), 3.3, 0.05);
    EXPECT_NEAR(percent("above"), 2.9, 0.05);
    EXPECT_GT(counts["wilder below"], counts["below"]);
    EXPECT_GT(counts["wilder above"], counts["above"]);
}

}  // namespace
}  // namespace trading::test
