#include <gtest/gtest.h>

#include <cmath>

#include "services/strategy/core/signal/adaptive_rsi.hpp"
#include "services/strategy/core/signal/bollinger_bands.hpp"
#include "services/strategy/core/signal/chande_momentum.hpp"
#include "services/strategy/core/signal/directional_movement.hpp"
#include "services/strategy/core/signal/relative_strength_index.hpp"
#include "services/strategy/core/signal/rolling_correlation.hpp"
#include "services/strategy/core/signal/simple_moving_average.hpp"
#include "services/strategy/core/signal/stochastic_oscillator.hpp"
#include "tests/support/signal/synthetic_bars.hpp"

namespace trading::test {
namespace {

using namespace trading::strategy;

Bar scaled(Bar bar, double factor) {
    for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close}) *price *= factor;
    return bar;
}

// Price -> 2P - price: what rose now falls, and highs are lows.
Bar mirrored(const Bar& bar, double centre) {
    const auto turn = [&](double price) { return 2 * centre - price; };
    return Bar{bar.ts_open, turn(bar.open), turn(bar.low), turn(bar.high), turn(bar.close), bar.volume};
}

constexpr double kCentre = 60'000;

// Two of one indicator, on the bars and on the changed bars.
template <typename Kind>
class Twins {
public:
    explicit Twins(const Kind& kind) : plain_(kind), changed_(kind) {}

    void update(const Bar& bar, const Bar& changed) {
        plain_.update(bar);
        changed_.update(changed);
        ASSERT_EQ(plain_.value().has_value(), changed_.value().has_value());
    }

    // That the law holds between one number of both values, once there are any.
    template <typename Pick, typename Law>
    void compare(Pick pick, Law law, double tolerance) const {
        if (!plain_.value()) return;
        ASSERT_NEAR(pick(*plain_.value()), law(pick(*changed_.value())), tolerance);
    }

private:
    Kind plain_;
    Kind changed_;
};

double same(double number) { return number; }
double from_hundred(double number) { return 100 - number; }
double negative(double number) { return -number; }

class Invariance : public ::testing::TestWithParam<std::uint64_t> {
protected:
    const std::vector<Bar> bars_ = troubled_bars(2'000, GetParam());
};

TEST_P(Invariance, of_oscillators_to_the_scale_of_prices) {
    Twins rsi{RelativeStrengthIndex{14}};
    Twins momentum{ChandeMomentum{14}};
    Twins bands{BollingerBands{20, 2}};
    Twins movement{DirectionalMovement{14}};
    Twins adaptive{AdaptiveRsi{{}}};
    for (const Bar& bar : bars_) {
        const Bar ten = scaled(bar, 10);
        rsi.update(bar, ten);
        rsi.compare(same, same, 1e-8);
        momentum.update(bar, ten);
        momentum.compare(same, same, 1e-8);
        bands.update(bar, ten);
        bands.compare([](const BollingerBands::Value& value) { return value.percent_b; }, same, 1e-6);
        movement.update(bar, ten);
        movement.compare([](const DirectionalMovement::Value& value) { return value.adx; }, same, 1e-8);
        adaptive.update(bar, ten);
        adaptive.compare([](const AdaptiveRsi::Value& value) { return value.rsi; }, same, 1e-6);
    }
}

TEST_P(Invariance, of_correlation_to_the_scale_of_prices) {
    RollingCorrelation plain{30};
    RollingCorrelation ten{30};
    for (std::size_t index = 1; index < bars_.size(); ++index) {
        const Bar& bar = bars_[index];
        const Bar& before = bars_[index - 1];
        plain.update(std::log(bar.close / before.close), std::log(bar.high / before.high));
        ten.update(std::log(10 * bar.close / (10 * before.close)), std::log(10 * bar.high / (10 * before.high)));
        ASSERT_NEAR(plain.value().value_or(0), ten.value().value_or(0), 1e-9);
    }
    EXPECT_TRUE(plain.ready());
}

TEST_P(Invariance, of_oscillators_to_a_mirror) {
    using Direction = DirectionalMovement::Value;
    Twins rsi{RelativeStrengthIndex{14}};
    Twins momentum{ChandeMomentum{14}};
    Twins movement{DirectionalMovement{14}};
    Twins stochastic{StochasticOscillator{{}}};
    for (const Bar& bar : bars_) {
        const Bar mirror = mirrored(bar, kCentre);
        rsi.update(bar, mirror);
        rsi.compare(same, from_hundred, 1e-6);
        momentum.update(bar, mirror);
        momentum.compare(same, negative, 1e-6);
        movement.update(bar, mirror);
        movement.compare([](const Direction& value) { return value.adx; }, same, 1e-6);
        movement.compare(
            [](const Direction& value) { return value.direction.plus - value.direction.minus; }, negative, 1e-6
        );
        stochastic.update(bar, mirror);
        stochastic.compare([](const StochasticOscillator::Value& value) { return value.k; }, from_hundred, 1e-6);
    }
}

TEST_P(Invariance, of_a_streamed_mean_to_the_mean_of_the_batch) {
    SimpleMovingAverage mean{20};
    BollingerBands bands{20, 2};
    for (std::size_t index = 0; index < bars_.size(); ++index) {
        mean.update(bars_[index]);
        bands.update(bars_[index]);
        if (index < 19) continue;
        double sum = 0;
        for (std::size_t back = 0; back < 20; ++back) sum += bars_[index - back].close;
        double squares = 0;
        for (std::size_t back = 0; back < 20; ++back) squares += std::pow(bars_[index - back].close - sum / 20, 2);
        ASSERT_NEAR(*mean.value(), sum / 20, 1e-7);
        ASSERT_NEAR(bands.value()->upper - bands.value()->middle, 2 * std::sqrt(squares / 20), 1e-6);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Invariance, ::testing::Values(1, 2, 3));

}  // namespace
}  // namespace trading::test
