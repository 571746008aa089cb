#include <gtest/gtest.h>

#include "services/strategy/core/signal/bollinger_bands.hpp"
#include "services/strategy/core/signal/chaikin_money_flow.hpp"
#include "services/strategy/core/signal/chande_momentum.hpp"
#include "services/strategy/core/signal/commodity_channel_index.hpp"
#include "services/strategy/core/signal/directional_movement.hpp"
#include "services/strategy/core/signal/money_flow_index.hpp"
#include "services/strategy/core/signal/on_balance_volume.hpp"
#include "services/strategy/core/signal/relative_strength_index.hpp"
#include "services/strategy/core/signal/rolling_vwap.hpp"
#include "services/strategy/core/signal/stochastic_oscillator.hpp"
#include "services/strategy/core/signal/volume_score.hpp"
#include "services/strategy/core/signal/williams_r.hpp"

namespace trading::strategy {
namespace {

// What each definition says where it would divide by nothing.
template <typename Indicator>
Indicator after_standstill(Indicator indicator, double volume = 5) {
    for (int index = 0; index < 50; ++index) {
        indicator.update(Bar{base::Timestamp{std::chrono::minutes{index}}, 100, 100, 100, 100, volume});
    }
    return indicator;
}

TEST(FlatWindow, gives_the_neutral_value_or_that_of_talib) {
    constexpr auto kTaLib = Compatibility::TaLib;
    EXPECT_EQ(after_standstill(RelativeStrengthIndex{14}).value(), 50);
    EXPECT_EQ(after_standstill(RelativeStrengthIndex{14, kTaLib}).value(), 0);
    EXPECT_EQ(after_standstill(StochasticOscillator{{}}).value()->d, 50);
    EXPECT_EQ(after_standstill(StochasticOscillator{{.compatibility = kTaLib}}).value()->d, 0);
    EXPECT_EQ(after_standstill(MoneyFlowIndex{14}).value(), 50);
    EXPECT_EQ(after_standstill(MoneyFlowIndex{14, kTaLib}).value(), 0);
}

TEST(FlatWindow, is_zero_where_a_direction_is_measured) {
    EXPECT_EQ(after_standstill(ChandeMomentum{14}).value(), 0);
    EXPECT_EQ(after_standstill(ChandeMomentum{14, ChandeMomentum::Smoothing::PlainSums}).value(), 0);
    EXPECT_EQ(after_standstill(WilliamsR{14}).value(), 0);
    EXPECT_EQ(after_standstill(CommodityChannelIndex{14}).value(), 0);
    EXPECT_EQ(after_standstill(DirectionalMovement{14}).value()->direction.plus, 0);
    EXPECT_EQ(after_standstill(DirectionalMovement{14}).value()->adx, 0);
    EXPECT_EQ(after_standstill(VolumeScore{14}).value()->z, 0);
    EXPECT_EQ(after_standstill(ChaikinMoneyFlow{14}).value(), 0);
}

TEST(FlatWindow, has_bands_without_width) {
    const auto value = *after_standstill(BollingerBands{20, 2}).value();
    EXPECT_EQ(value, (BollingerBands::Value{100, 100, 100, 0.5, 0}));
}

TEST(FlatWindow, has_no_weighted_price_without_volume) {
    EXPECT_FALSE(after_standstill(ChaikinMoneyFlow{14}, 0).value().has_value());
    EXPECT_FALSE(after_standstill(RollingVwap{14}, 0).value().has_value());
    EXPECT_TRUE(after_standstill(RollingVwap{14}, 0).ready());
}

TEST(DirectionalMovement, keeps_its_index_while_nothing_moves) {
    DirectionalMovement movement{3};
    double price = 100;
    for (int index = 0; index < 10; ++index) {
        price += 1;
        movement.update(Bar{{}, price, price + 1, price - 1, price, 1});
    }
    ASSERT_EQ(movement.direction()->dx, 100);
    for (int index = 0; index < 4'000; ++index) movement.update(Bar{{}, price, price, price, price, 1});
    EXPECT_EQ(movement.direction()->dx, 100);
}

TEST(OnBalanceVolume, begins_at_nothing_and_as_talib_at_the_first_volume) {
    OnBalanceVolume native;
    OnBalanceVolume talib{Compatibility::TaLib};
    for (const auto& [close, volume] : {std::pair{10.0, 5.0}, {11.0, 7.0}, {11.0, 9.0}, {10.0, 3.0}}) {
        native.update(Bar{{}, close, close, close, close, volume});
        talib.update(Bar{{}, close, close, close, close, volume});
    }
    EXPECT_EQ(native.value(), 4);
    EXPECT_EQ(talib.value(), 9);
}

}  // namespace
}  // namespace trading::strategy
