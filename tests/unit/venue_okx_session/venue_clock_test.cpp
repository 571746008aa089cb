#include "common/venue/okx/transport/venue_clock.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class AVenueClock : public ::testing::Test {
protected:
    // Our clock is ahead of the venue's by `offset`; the question takes `duration`, evenly both ways.
    VenueClock::Sample sample(base::Duration offset, base::Duration duration) const {
        return {
            .asked = clock_.monotonic_now(),
            .ts_venue = clock_.now() + duration / 2 - offset,
            .duration = duration,
        };
    }

    base::ManualClock clock_{base::from_unix_milliseconds(1'700'000'000'000)};
    VenueClock venue_clock_{clock_};
};

TEST_F(AVenueClock, is_ours_while_nothing_is_known) {
    EXPECT_EQ(venue_clock_.now(), clock_.now());
    EXPECT_FALSE(venue_clock_.offset().offset.has_value());
}

TEST_F(AVenueClock, takes_the_venues_time_to_be_that_of_the_middle) {
    venue_clock_.add(sample(seconds{2}, milliseconds{100}));
    EXPECT_EQ(venue_clock_.offset().offset, base::Duration{seconds{2}});
    EXPECT_EQ(venue_clock_.offset().uncertainty, base::Duration{milliseconds{50}});
    EXPECT_EQ(venue_clock_.now(), clock_.now() - seconds{2});
}

TEST_F(AVenueClock, believes_the_fastest_sample) {
    venue_clock_.add(sample(seconds{1}, milliseconds{40}));
    venue_clock_.add(sample(seconds{3}, milliseconds{400}));
    EXPECT_EQ(venue_clock_.offset().offset, base::Duration{seconds{1}});
    venue_clock_.add(sample(seconds{2}, milliseconds{10}));
    EXPECT_EQ(venue_clock_.offset().offset, base::Duration{seconds{2}});
}

TEST_F(AVenueClock, goes_on_when_somebody_sets_our_clock) {
    venue_clock_.add(sample(seconds{2}, milliseconds{10}));
    const base::Timestamp before = venue_clock_.now();
    clock_.advance(seconds{5});
    clock_.set(clock_.now() - seconds{30});
    EXPECT_EQ(venue_clock_.now(), before + seconds{5});
    EXPECT_EQ(venue_clock_.offset().offset, base::Duration{seconds{2 - 30}});
}

TEST_F(AVenueClock, keeps_the_old_offset_until_a_new_sample_but_no_longer_vouches_for_it) {
    venue_clock_.add(sample(seconds{2}, milliseconds{10}));
    venue_clock_.begin();
    EXPECT_EQ(venue_clock_.now(), clock_.now() - seconds{2});
    EXPECT_FALSE(venue_clock_.offset().offset.has_value());
    venue_clock_.add(sample(seconds{-1}, milliseconds{500}));  // Slower than the old one, and yet the new truth.
    EXPECT_EQ(venue_clock_.offset().offset, base::Duration{seconds{-1}});
}

}  // namespace
}  // namespace trading::venue::okx
