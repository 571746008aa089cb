#include "tests/support/signal/indicator_zoo.hpp"

#include <algorithm>
#include <cmath>

#include "services/strategy/core/signal/adaptive_rsi.hpp"
#include "services/strategy/core/signal/bollinger_bands.hpp"
#include "services/strategy/core/signal/chaikin_money_flow.hpp"
#include "services/strategy/core/signal/chande_momentum.hpp"
#include "services/strategy/core/signal/chandelier_exit.hpp"
#include "services/strategy/core/signal/close_volatility.hpp"
#include "services/strategy/core/signal/commodity_channel_index.hpp"
#include "services/strategy/core/signal/directional_movement.hpp"
#include "services/strategy/core/signal/donchian_channel.hpp"
#include "services/strategy/core/signal/ewma_correlation.hpp"
#include "services/strategy/core/signal/ewma_volatility.hpp"
#include "services/strategy/core/signal/exponential_moving_average.hpp"
#include "services/strategy/core/signal/indicator.hpp"
#include "services/strategy/core/signal/kaufman_moving_average.hpp"
#include "services/strategy/core/signal/keltner_channel.hpp"
#include "services/strategy/core/signal/macd.hpp"
#include "services/strategy/core/signal/money_flow_index.hpp"
#include "services/strategy/core/signal/normalised_true_range.hpp"
#include "services/strategy/core/signal/on_balance_volume.hpp"
#include "services/strategy/core/signal/range_volatility.hpp"
#include "services/strategy/core/signal/relative_strength_index.hpp"
#include "services/strategy/core/signal/relative_volume.hpp"
#include "services/strategy/core/signal/rolling_beta.hpp"
#include "services/strategy/core/signal/rolling_correlation.hpp"
#include "services/strategy/core/signal/rolling_vwap.hpp"
#include "services/strategy/core/signal/session_vwap.hpp"
#include "services/strategy/core/signal/simple_moving_average.hpp"
#include "services/strategy/core/signal/standard_deviation.hpp"
#include "services/strategy/core/signal/stochastic_oscillator.hpp"
#include "services/strategy/core/signal/tick_resolution.hpp"
#include "services/strategy/core/signal/volume_score.hpp"
#include "services/strategy/core/signal/weighted_moving_average.hpp"
#include "services/strategy/core/signal/wilder_moving_average.hpp"
#include "services/strategy/core/signal/williams_r.hpp"

namespace trading::test {
namespace {

using namespace trading::strategy;
using Numbers = std::vector<double>;

Numbers list(double value) { return {value}; }
Numbers list(bool value) { return {value ? 1.0 : 0.0}; }

Numbers list(const AdaptiveRsi::Value& v) {
    return {v.rsi, v.period, v.volatility_ratio, v.kappa, v.width, v.efficiency, v.lower, v.upper};
}

Numbers list(const BollingerBands::Value& v) { return {v.lower, v.middle, v.upper, v.percent_b, v.bandwidth}; }
Numbers list(const ChandelierExit::Value& v) { return {v.long_stop, v.short_stop}; }

Numbers list(const DirectionalMovement::Value& v) {
    return {v.direction.plus, v.direction.minus, v.direction.dx, v.adx};
}

Numbers list(const DonchianChannel::Value& v) { return {v.lower, v.upper}; }
Numbers list(const EwmaCorrelation::Value& v) { return {v.correlation, v.lower, v.upper}; }
Numbers list(const KeltnerChannel::Value& v) { return {v.lower, v.middle, v.upper}; }
Numbers list(const Macd::Value& v) { return {v.line, v.signal, v.histogram}; }
Numbers list(const SessionVwap::Value& v) { return {v.vwap, v.deviation}; }
Numbers list(const StochasticOscillator::Value& v) { return {v.k, v.d}; }
Numbers list(const VolumeScore::Value& v) { return {v.mean, v.z}; }

template <Indicator Kind>
class Specimen final : public AnyIndicator {
public:
    explicit Specimen(Kind kind) : kind_(std::move(kind)) {}

    void update(const Bar& bar) override { kind_.update(bar); }
    void reset() override { kind_.reset(); }

    std::optional<Numbers> numbers() const override {
        const auto value = kind_.value();
        return value ? std::optional{list(*value)} : std::nullopt;
    }

    bool ready() const override { return kind_.ready(); }
    int warmup() const override { return kind_.warmup(); }
    Snapshot snapshot() const override { return kind_.snapshot(); }
    bool restore(const Snapshot& snapshot) override { return kind_.restore(snapshot); }

private:
    Kind kind_;
};

// A statistic of pairs, on the logarithms of the relations of high and of low to the open.
template <Restorable Pairs>
class OnBar {
public:
    explicit OnBar(Pairs pairs) : pairs_(std::move(pairs)) {}

    void update(const Bar& bar) { pairs_.update(std::log(bar.high / bar.open), std::log(bar.low / bar.open)); }
    void reset() { pairs_.reset(); }
    auto value() const { return pairs_.value(); }
    bool ready() const { return pairs_.ready(); }
    int warmup() const { return pairs_.warmup(); }
    Snapshot snapshot() const { return pairs_.snapshot(); }
    bool restore(const Snapshot& snapshot) { return pairs_.restore(snapshot); }

private:
    Pairs pairs_;
};

template <typename Kind>
Species species(std::string name, Kind kind) {
    return {std::move(name), [kind] { return std::make_unique<Specimen<Kind>>(kind); }};
}

AdaptiveRsi tilted_rsi() {
    return AdaptiveRsi{{.base_period = 5, .period_min = 3, .fast_half_life = 5, .slow_half_life = 30, .tilt = 0.4}};
}

RangeVolatility range_volatility(RangeVolatility::Estimator estimator) {
    return RangeVolatility{{.estimator = estimator, .period = 12}};
}

std::vector<Species> make_zoo() {
    using Estimator = RangeVolatility::Estimator;
    constexpr auto kTaLib = Compatibility::TaLib;
    return {
        species("adaptive_rsi", tilted_rsi()),
        species("average_true_range", AverageTrueRange{14}),
        species("bollinger_bands", BollingerBands{20, 2}),
        species("chaikin_money_flow", ChaikinMoneyFlow{20}),
        species("chande_momentum", ChandeMomentum{14}),
        species("chande_momentum_plain", ChandeMomentum{14, ChandeMomentum::Smoothing::PlainSums}),
        species("chandelier_exit", ChandelierExit{22, 2.5}),
        species("close_volatility", CloseVolatility{30}),
        species("commodity_channel_index", CommodityChannelIndex{11}),
        species("directional_movement", DirectionalMovement{14}),
        species("donchian_channel", DonchianChannel{20}),
        species("efficiency_ratio", EfficiencyRatio{10}),
        species("ewma_correlation", OnBar{EwmaCorrelation{{.lambda = 0.9, .seed_pairs = 30}}}),
        species("ewma_volatility", EwmaVolatility{{}}),
        species("exponential_moving_average", ExponentialMovingAverage{20}),
        species("exponential_moving_average_first", ExponentialMovingAverage{20, SmoothedMean::Seed::FirstValue}),
        species("kaufman_moving_average", KaufmanMovingAverage{{}}),
        species("keltner_channel", KeltnerChannel{{}}),
        species("macd", Macd{{}}),
        species("macd_talib", Macd{{.compatibility = kTaLib}}),
        species("money_flow_index", MoneyFlowIndex{14}),
        species("normalised_true_range", NormalisedTrueRange{14}),
        species("on_balance_volume", OnBalanceVolume{}),
        species("range_volatility_garman_klass", range_volatility(Estimator::GarmanKlass)),
        species("range_volatility_parkinson", range_volatility(Estimator::Parkinson)),
        species("range_volatility_rogers_satchell", range_volatility(Estimator::RogersSatchell)),
        species("relative_strength_index", RelativeStrengthIndex{14}),
        species("relative_volume", RelativeVolume{std::chrono::minutes{30}}),
        species("rolling_beta", OnBar{RollingBeta{20}}),
        species("rolling_correlation", OnBar{RollingCorrelation{20}}),
        species("rolling_vwap", RollingVwap{20}),
        species("session_vwap", SessionVwap{std::chrono::hours{8}}),
        species("simple_moving_average", SimpleMovingAverage{20}),
        species("standard_deviation", StandardDeviation{10}),
        species("stochastic_oscillator", StochasticOscillator{{}}),
        species("tick_resolution", TickResolution{{.period = 20, .tick_size = 5}}),
        species("true_range", TrueRange{}),
        species("volume_score", VolumeScore{20}),
        species("volume_score_plain", VolumeScore{20, VolumeScore::Scale::Plain}),
        species("weighted_moving_average", WeightedMovingAverage{14}),
        species("wilder_moving_average", WilderMovingAverage{14}),
        species("williams_r", WilliamsR{14}),
    };
}

}  // namespace

const std::vector<Species>& indicator_zoo() {
    static const std::vector<Species> zoo = make_zoo();
    return zoo;
}

}  // namespace trading::test
