#include <gtest/gtest.h>

#include <cmath>

#include "services/strategy/core/signal/relative_volume.hpp"
#include "services/strategy/core/signal/rolling_vwap.hpp"
#include "services/strategy/core/signal/session_vwap.hpp"
#include "services/strategy/core/signal/volume_score.hpp"

namespace trading::strategy {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Bar bar_at(base::Duration time, double price, double volume) {
    return Bar{base::Timestamp{time}, price, price, price, price, volume};
}

TEST(SessionVwap, weighs_prices_and_their_deviation_by_quantity) {
    SessionVwap vwap;
    vwap.add_trade(base::Timestamp{hours{1}}, 100, 1);
    vwap.add_trade(base::Timestamp{hours{2}}, 104, 3);
    EXPECT_DOUBLE_EQ(vwap.value()->vwap, 103);
    EXPECT_DOUBLE_EQ(vwap.value()->deviation, std::sqrt((9.0 + 3 * 1.0) / 4));
}

TEST(SessionVwap, begins_anew_when_the_anchor_is_passed) {
    SessionVwap vwap{hours{8}};
    vwap.update(bar_at(hours{24} + hours{7} + minutes{59}, 100, 1));
    EXPECT_EQ(vwap.value()->vwap, 100);
    vwap.update(bar_at(hours{24} + hours{8}, 200, 1));
    EXPECT_EQ(vwap.value()->vwap, 200);
    vwap.update(bar_at(hours{48} + hours{7}, 300, 1));
    EXPECT_EQ(vwap.value()->vwap, 250);
    vwap.update(bar_at(hours{48} + hours{8}, 400, 0));
    EXPECT_FALSE(vwap.value().has_value());
}

TEST(RollingVwap, weighs_the_typical_prices_of_its_window) {
    RollingVwap vwap{2};
    vwap.update(bar_at({}, 1'000, 50));
    vwap.update(bar_at({}, 10, 1));
    vwap.update(Bar{{}, 0, 24, 18, 18, 3});
    EXPECT_DOUBLE_EQ(*vwap.value(), (10 * 1 + 20 * 3) / 4.0);
}

TEST(VolumeScore, counts_population_deviations_from_the_mean) {
    VolumeScore plain{4, VolumeScore::Scale::Plain};
    VolumeScore logarithm{4};
    for (const double volume : {1.0, 3.0, 1.0, 3.0}) {
        plain.update(bar_at({}, 1, volume));
        logarithm.update(bar_at({}, 1, volume));
    }
    EXPECT_DOUBLE_EQ(plain.value()->mean, 2);
    EXPECT_DOUBLE_EQ(plain.value()->z, 1);
    EXPECT_DOUBLE_EQ(logarithm.value()->mean, (std::log(2.0) + std::log(4.0)) / 2);
    EXPECT_NEAR(logarithm.value()->z, 1, 1e-12);
}

// Feeds every half hour from a Thursday midnight on (1970-01-01 was one).
class RelativeVolumeTest : public ::testing::Test {
protected:
    template <typename Volume>
    void feed(int days, Volume volume) {
        for (int index = 0; index < days * 48; ++index) {
            indicator_.update(bar_at(time_, 1, volume(time_)));
            time_ += minutes{30};
        }
    }

    RelativeVolume indicator_{minutes{30}};
    base::Duration time_{};
};

TEST_F(RelativeVolumeTest, falls_back_to_the_day_before_until_a_slot_has_two_weeks) {
    feed(1, [](auto) { return 10.0; });
    EXPECT_FALSE(indicator_.ready());
    indicator_.update(bar_at(time_, 1, 25));
    ASSERT_TRUE(indicator_.ready());
    EXPECT_DOUBLE_EQ(*indicator_.value(), 2.5);
}

TEST_F(RelativeVolumeTest, expects_what_the_hour_of_the_week_brings) {
    const auto busy_nine_o_clock = [](base::Duration time) {
        return std::chrono::floor<hours>(time) % hours{24} == hours{9} ? 60.0 : 4.0;
    };
    feed(14, busy_nine_o_clock);
    feed(1, busy_nine_o_clock);  // The third Thursday: every slot is its own.
    EXPECT_DOUBLE_EQ(*indicator_.value(), 1);
    while (time_ % hours{24} != hours{9}) {
        indicator_.update(bar_at(time_, 1, 4));
        EXPECT_DOUBLE_EQ(*indicator_.value(), 1);
        time_ += minutes{30};
    }
    indicator_.update(bar_at(time_, 1, 120));
    EXPECT_DOUBLE_EQ(*indicator_.value(), 2);
}

TEST_F(RelativeVolumeTest, gives_a_new_week_a_quarter_of_the_weight) {
    feed(14, [](auto) { return 8.0; });
    feed(7, [](auto) { return 16.0; });
    indicator_.update(bar_at(time_, 1, 20));
    EXPECT_DOUBLE_EQ(*indicator_.value(), 20.0 / (8 + 0.25 * 8));
}

TEST_F(RelativeVolumeTest, is_empty_where_nothing_is_expected) {
    feed(2, [](auto) { return 0.0; });
    indicator_.update(bar_at(time_, 1, 20));
    EXPECT_TRUE(indicator_.ready());
    EXPECT_FALSE(indicator_.value().has_value());
}

}  // namespace
}  // namespace trading::strategy
