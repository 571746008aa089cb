#include <gtest/gtest.h>

#include <set>

#include "common/base/backoff.hpp"
#include "common/base/bounded_queue.hpp"
#include "common/base/hash.hpp"
#include "common/base/secret.hpp"
#include "common/base/time.hpp"
#include "common/base/token_bucket.hpp"

namespace trading::base {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr MonotonicTime kStart{1'000'000'000};

TEST(Time, prints_exactly_three_digits_of_milliseconds) {
    EXPECT_EQ(to_iso8601_milliseconds(from_unix_milliseconds(1'607'418'537'715)), "2020-12-08T09:08:57.715Z");
    EXPECT_EQ(to_iso8601_milliseconds(from_unix_milliseconds(1'607'418'537'005)), "2020-12-08T09:08:57.005Z");
    EXPECT_EQ(to_iso8601_milliseconds(from_unix_milliseconds(1'607'418'537'000)), "2020-12-08T09:08:57.000Z");
}

TEST(Time, reads_back_what_it_prints) {
    const Timestamp time = from_unix_nanoseconds(1'607'418'537'715'000'123);
    EXPECT_EQ(from_iso8601(to_iso8601(time)).value(), time);
}

TEST(Time, refuses_what_is_not_a_utc_time) {
    for (const char* text :
         {"",
          "2020-12-08",
          "2020-13-08T09:08:57Z",
          "2020-02-30T09:08:57Z",
          "2020-12-08T24:08:57Z",
          "2020-12-08T09:08:57+01:00",
          "2020-12-08T09:08:57.Z",
          "2020-12-08T09:08:57.1234567890Z"}) {
        EXPECT_FALSE(from_iso8601(text).has_value()) << text;
    }
}

TEST(TokenBucket, allows_its_capacity_and_refills_with_time) {
    TokenBucket bucket{{.capacity = 2, .window = seconds{2}}};
    EXPECT_TRUE(bucket.try_take(kStart));
    EXPECT_TRUE(bucket.try_take(kStart));
    EXPECT_FALSE(bucket.try_take(kStart));
    EXPECT_FALSE(bucket.try_take(kStart + milliseconds{999}));
    EXPECT_TRUE(bucket.try_take(kStart + milliseconds{1000}));
}

TEST(TokenBucket, keeps_its_reserve_for_those_who_may_use_it) {
    TokenBucket bucket{{.capacity = 10, .window = seconds{2}}};
    int entries = 0;
    while (bucket.try_take(kStart, 1, 4)) ++entries;
    EXPECT_EQ(entries, 6);
    int cancels = 0;
    while (bucket.try_take(kStart)) ++cancels;
    EXPECT_EQ(cancels, 4);
}

TEST(TokenBucket, says_how_long_to_wait) {
    TokenBucket bucket{{.capacity = 1, .window = seconds{1}}};
    EXPECT_TRUE(bucket.try_take(kStart));
    const Duration wait = bucket.time_until_available(kStart);
    EXPECT_FALSE(bucket.try_take(kStart + (wait - milliseconds{1})));
    EXPECT_TRUE(bucket.try_take(kStart + wait));
}

TEST(Backoff, doubles_up_to_its_longest_and_starts_again_after_success) {
    Backoff backoff{{.first = milliseconds{100}, .longest = milliseconds{400}}, 1};
    for (const milliseconds ceiling : {milliseconds{100}, milliseconds{200}, milliseconds{400}, milliseconds{400}}) {
        const Duration delay = backoff.next_delay();
        EXPECT_GE(delay, ceiling / 2);
        EXPECT_LE(delay, ceiling);
    }
    backoff.reset();
    EXPECT_LE(backoff.next_delay(), milliseconds{100});
    EXPECT_EQ(backoff.attempts(), 1);
}

TEST(BoundedQueue, refuses_and_counts_when_full) {
    BoundedQueue<int> queue{2};
    EXPECT_TRUE(queue.try_push(1));
    EXPECT_TRUE(queue.try_push(2));
    EXPECT_FALSE(queue.try_push(3));
    EXPECT_EQ(queue.refused(), 1U);
    EXPECT_EQ(queue.try_pop(), 1);
    EXPECT_EQ(queue.drain().size(), 1U);
    EXPECT_EQ(queue.try_pop(), std::nullopt);
}

TEST(Secret, shows_stars_instead_of_itself) {
    const Secret secret{"hunter2"};
    EXPECT_EQ(secret.redacted(), "********");
    EXPECT_EQ(secret.reveal(), "hunter2");
    EXPECT_EQ(Secret{}.redacted(), "(not set)");
}

TEST(Hash, makes_thirteen_characters_that_differ) {
    std::set<std::string> texts;
    for (std::uint64_t value = 0; value < 10'000; ++value) texts.insert(to_base32(mix(value)));
    EXPECT_EQ(texts.size(), 10'000U);
    for (const std::string& text : texts) ASSERT_EQ(text.size(), 13U);
}

}  // namespace
}  // namespace trading::base
