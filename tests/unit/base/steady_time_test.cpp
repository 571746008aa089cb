#include "common/base/steady_time.hpp"

#include <gtest/gtest.h>

namespace trading::base {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class ASteadyTime : public ::testing::Test {
protected:
    // Time passes; then both clocks are read.
    Timestamp after(Duration passed) {
        wall_ += passed;
        monotonic_ = monotonic_ + passed;
        return time_.at(wall_, monotonic_);
    }

    Timestamp wall_ = from_unix_milliseconds(1'700'000'000'000);
    MonotonicTime monotonic_{1'000};
    SteadyTime time_;
};

TEST_F(ASteadyTime, is_the_wall_clock_while_nobody_sets_that) {
    EXPECT_EQ(after({}), wall_);
    EXPECT_EQ(after(seconds{1}), wall_);
    EXPECT_EQ(after(milliseconds{3}), wall_);
}

TEST_F(ASteadyTime, follows_the_wall_clock_forward_at_once) {
    after({});
    wall_ += seconds{40};
    EXPECT_EQ(after(seconds{1}), wall_);
}

TEST_F(ASteadyTime, goes_on_at_half_speed_until_a_wall_clock_that_was_set_back_has_caught_up) {
    const Timestamp before = after({});
    wall_ -= seconds{10};
    EXPECT_EQ(after(seconds{4}), before + seconds{2});
    EXPECT_EQ(after(seconds{16}), before + seconds{10});
    EXPECT_EQ(after(seconds{4}), before + seconds{14});
    EXPECT_EQ(after(seconds{0}), wall_);
}

TEST_F(ASteadyTime, never_goes_back) {
    const Timestamp before = after({});
    wall_ -= seconds{10};
    EXPECT_EQ(after({}), before);
}

}  // namespace
}  // namespace trading::base
