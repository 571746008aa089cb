#include "services/backtest/venue/queue_place.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace trading::backtest {
namespace {

constexpr double kLot = 0.001;

// A buy of 10 joins a level of 50: the worked example of the reference, step by step.
QueuePlace after_the_first_steps(QueueModel model) {
    QueuePlace place{model, 50, kLot};
    EXPECT_EQ(place.ahead(), 50);
    EXPECT_EQ(place.on_trade(30), 0);
    place.on_level(20);
    EXPECT_EQ(place.ahead(), 20) << "the trade explains the decrease";
    place.on_level(15);
    EXPECT_EQ(place.ahead(), 15) << "nobody stood behind";
    place.on_level(40);
    EXPECT_EQ(place.ahead(), 15) << "who comes later stands behind";
    place.on_level(30);
    return place;
}

TEST(QueuePlace, of_the_risk_averse_model_equals_the_worked_example) {
    QueuePlace place = after_the_first_steps(QueueModel::RiskAverse);
    EXPECT_EQ(place.ahead(), 15);
    EXPECT_EQ(place.on_trade(13), 0);
    EXPECT_EQ(place.ahead(), 2);
}

TEST(QueuePlace, of_the_probabilistic_model_equals_the_worked_example) {
    QueuePlace place = after_the_first_steps(QueueModel::Probabilistic);
    const double chance = std::log(26.0) / (std::log(26.0) + std::log(16.0));
    EXPECT_NEAR(chance, 0.54025, 5e-6);
    EXPECT_NEAR(place.ahead(), 15 - (1 - chance) * 10, 1e-12);
    EXPECT_NEAR(place.ahead(), 10.4025, 5e-5);
    EXPECT_EQ(place.on_trade(13), std::llround((13 - (15 - (1 - chance) * 10)) / kLot));
    EXPECT_EQ(place.ahead(), 0);
}

TEST(QueuePlace, is_the_first_when_the_level_is_gone) {
    QueuePlace place{QueueModel::RiskAverse, 50, kLot};
    place.on_level(0);
    place.on_level(80);
    EXPECT_EQ(place.ahead(), 0);
    EXPECT_EQ(place.on_trade(0.25), 250);
}

TEST(QueuePlace, loses_ahead_what_cannot_have_left_behind) {
    // Behind stands 1, ahead 99: by the weights most of the 60 left ahead, and never more than 1 behind.
    QueuePlace place{QueueModel::Probabilistic, 99, kLot};
    place.on_level(100);
    place.on_level(40);
    EXPECT_NEAR(place.ahead(), 40, 1e-9);
}

TEST(QueuePlace, never_stands_behind_more_than_the_level_shows) {
    for (const QueueModel model : {QueueModel::RiskAverse, QueueModel::Probabilistic}) {
        QueuePlace place{model, 10, kLot};
        for (const double level : {12.0, 3.0, 30.0, 7.0, 7.5, 0.5, 90.0, 0.1}) {
            const double before = place.ahead();
            place.on_level(level);
            EXPECT_LE(place.ahead(), level);
            EXPECT_LE(place.ahead(), before);
            EXPECT_GE(place.ahead(), 0);
        }
    }
}

}  // namespace
}  // namespace trading::backtest
