#include "services/killer/core/cancel_queue.hpp"

#include <gtest/gtest.h>

namespace trading::killer {
namespace {

using namespace std::chrono_literals;

constexpr base::MonotonicTime kStart{1'000'000'000};

domain::OpenOrderName order(int number, bool is_stop = false, const char* instrument = "BTC-USDT") {
    return {domain::InstrumentId{instrument}, domain::VenueOrderId{std::to_string(1000 + number)}, is_stop};
}

KillerOptions small_options() {
    KillerOptions options;
    options.cancels_max = 25;
    options.stop_cancels_max = 3;
    return options;
}

TEST(CancelQueue, fills_requests_as_far_as_the_venue_takes_them) {
    CancelQueue queue{small_options()};
    for (int number = 0; number < 23; ++number) queue.add(order(number), kStart);
    const auto requests = queue.take(kStart);
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[0].venue_order_ids.size(), 20U);
    EXPECT_EQ(requests[1].venue_order_ids.size(), 3U);
    EXPECT_EQ(queue.waiting(), 0U);
}

TEST(CancelQueue, never_mixes_instruments_or_kinds_and_sends_the_book_first) {
    CancelQueue queue{small_options()};
    queue.add(order(1, true), kStart);
    queue.add(order(2, false, "ETH-USDT"), kStart);
    queue.add(order(3), kStart);
    const auto requests = queue.take(kStart);
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_EQ(requests[0].instrument_id.value(), "BTC-USDT");
    EXPECT_FALSE(requests[0].is_stop);
    EXPECT_EQ(requests[1].instrument_id.value(), "ETH-USDT");
    EXPECT_TRUE(requests[2].is_stop);
}

TEST(CancelQueue, holds_back_what_is_beyond_the_rate_limit_until_the_window_has_passed) {
    CancelQueue queue{small_options()};
    for (int number = 0; number < 5; ++number) queue.add(order(number, true), kStart);
    EXPECT_EQ(queue.take(kStart).front().venue_order_ids.size(), 3U);
    EXPECT_EQ(queue.waiting(), 2U);
    EXPECT_TRUE(queue.take(kStart + 1999ms).empty());
    EXPECT_EQ(queue.take(kStart + 2s).front().venue_order_ids.size(), 2U);
}

TEST(CancelQueue, sends_the_same_order_again_only_after_a_while) {
    CancelQueue queue{small_options()};
    queue.add(order(1), kStart);
    EXPECT_EQ(queue.take(kStart).size(), 1U);
    queue.add(order(1), kStart + 499ms);
    EXPECT_TRUE(queue.take(kStart + 499ms).empty());
    queue.add(order(1), kStart + 500ms);
    EXPECT_EQ(queue.take(kStart + 500ms).size(), 1U);
}

TEST(CancelQueue, sends_nothing_for_a_whole_window_after_the_venue_said_that_it_was_too_much) {
    CancelQueue queue{small_options()};
    queue.exhaust(domain::InstrumentId{"BTC-USDT"}, false, kStart);
    queue.add(order(1), kStart);
    queue.add(order(2, false, "ETH-USDT"), kStart);
    ASSERT_EQ(queue.take(kStart).size(), 1U);
    EXPECT_TRUE(queue.take(kStart + 1999ms).empty());
    EXPECT_EQ(queue.take(kStart + 2s).size(), 1U);
}

TEST(CancelQueue, counts_what_does_not_fit) {
    CancelQueue queue{small_options()};
    for (std::size_t number = 0; number < CancelQueue::kWaitingMax + 2; ++number) {
        queue.add(order(static_cast<int>(number)), kStart);
    }
    EXPECT_EQ(queue.waiting(), CancelQueue::kWaitingMax);
    EXPECT_EQ(queue.dropped(), 2U);
}

}  // namespace
}  // namespace trading::killer
