#include "services/simulator/core/market_model.hpp"

#include "common/base/assert.hpp"

#include <utility>

namespace trading::simulator {
namespace {

constexpr double kBasisPoint = 0.0001;

// A second has a hundred steps, so its volatility is ten times a step's: 1.3 to 6 basis points a second.
constexpr RegimeRules kRange{0.13 * kBasisPoint, 0.7 * kBasisPoint, 0.030, 1.0, 430, 0.50};
constexpr RegimeRules kTrend{0.16 * kBasisPoint, 0.8 * kBasisPoint, 0.045, 1.2, 430, 0.60};
constexpr RegimeRules kBurst{0.60 * kBasisPoint, 1.5 * kBasisPoint, 0.100, 2.0, 330, 0.90};
constexpr RegimeRules kThin{0.20 * kBasisPoint, 1.6 * kBasisPoint, 0.015, 0.6, 150, 0.20};

constexpr double kTrendDrift = 0.006 * kBasisPoint;  // Per step: 36 basis points a minute.
constexpr double kRangePull = 1.0 / 3000.0;          // Half a minute to come back.
constexpr double kStartPull = 1.0 / 8'640'000.0;     // A day.
constexpr double kMomentumShare = 1.0 / 500.0;
constexpr double kBasisPull = 1.0 / 6000.0;
constexpr double kBasisNoise = 0.02 * kBasisPoint;
constexpr std::int64_t kShortestRegime = 2000;  // Steps: 20 s.

std::int64_t longest_regime(Regime regime) {
    switch (regime) {
        case Regime::Range: return 12'000;
        case Regime::Trend: return 9000;
        case Regime::Burst: return 1500;
        case Regime::Thin: return 4000;
    }
    return 0;
}

}  // namespace

const RegimeRules& rules_of(Regime regime) {
    switch (regime) {
        case Regime::Range: return kRange;
        case Regime::Trend: return kTrend;
        case Regime::Burst: return kBurst;
        case Regime::Thin: return kThin;
    }
    return kRange;
}

MarketModel::MarketModel(std::uint64_t seed, std::vector<Asset> assets) : random_(seed) {
    for (const Asset& asset : assets) {
        TRADING_ASSERT(asset.start > 0);
        prices_.push_back(State{asset, asset.start, asset.start, 0, 0});
    }
    change_regime();
}

void MarketModel::change_regime() {
    const double draw = random_.uniform();
    regime_ = draw < 0.40 ? Regime::Range : draw < 0.78 ? Regime::Trend : draw < 0.90 ? Regime::Burst : Regime::Thin;
    const std::int64_t spread = longest_regime(regime_);
    steps_left_ = kShortestRegime / (regime_ == Regime::Burst ? 4 : 1) +
                  static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(spread)));
    drift_ = regime_ == Regime::Trend ? (random_.chance(0.5) ? kTrendDrift : -kTrendDrift) : 0.0;
    for (State& price : prices_) price.center = price.fair;
}

void MarketModel::step() {
    if (--steps_left_ < 0) change_regime();
    const double volatility = rules_of(regime_).volatility;
    const double common = drift_ + volatility * random_.normal();
    for (State& price : prices_) {
        double change = price.asset.beta * common + volatility * price.asset.own * random_.normal();
        if (regime_ == Regime::Range) change += kRangePull * (price.center - price.fair) / price.fair;
        change += kStartPull * (price.asset.start - price.fair) / price.fair;
        price.fair *= 1.0 + change;
        price.momentum += kMomentumShare * (change - price.momentum);
        price.basis += kBasisNoise * random_.normal() - kBasisPull * (price.basis - kBasisPoint);
    }
}

}  // namespace trading::simulator
