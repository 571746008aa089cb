#include "common/venue/okx/rate_budget.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace trading::venue::okx {
namespace {

using std::chrono::milliseconds;
using Urgency = RateBudget::Urgency;

const domain::InstrumentId kBitcoin{"BTC-USDT"};
const domain::InstrumentId kEther{"ETH-USDT"};

base::MonotonicTime at(milliseconds time) {
    return base::MonotonicTime{1'000'000'000'000} + std::chrono::duration_cast<base::Duration>(time);
}

int take_all(
    RateBudget& budget, Endpoint endpoint, const domain::InstrumentId& id, Urgency urgency, milliseconds time
) {
    int taken = 0;
    while (taken < 10'000 && budget.try_take(endpoint, id, urgency, at(time))) ++taken;
    return taken;
}

TEST(RateWindow, never_lets_more_through_in_any_stretch_than_its_count) {
    RateWindow window{{.count = 5, .window = milliseconds{100}}};
    std::deque<int> taken;
    for (int millisecond = 0; millisecond < 1000; ++millisecond) {
        while (window.try_take(at(milliseconds{millisecond}))) taken.push_back(millisecond);
        while (!taken.empty() && taken.front() <= millisecond - 100) taken.pop_front();
        ASSERT_LE(taken.size(), 5U);
    }
    EXPECT_EQ(window.available(at(milliseconds{5000})), 5U);
}

TEST(RateWindow, says_exactly_how_long_to_wait) {
    RateWindow window{{.count = 2, .window = milliseconds{100}}};
    ASSERT_TRUE(window.try_take(at(milliseconds{0})));
    ASSERT_TRUE(window.try_take(at(milliseconds{30})));
    EXPECT_EQ(window.time_until_available(at(milliseconds{40})), milliseconds{60});
    EXPECT_EQ(window.time_until_available(at(milliseconds{40}), 2), milliseconds{90});
    EXPECT_FALSE(window.try_take(at(milliseconds{99})));
    EXPECT_TRUE(window.try_take(at(milliseconds{100})));
}

TEST(RateBudget, uses_four_fifths_of_the_venues_limit) {
    RateBudget budget;
    EXPECT_EQ(take_all(budget, Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, milliseconds{0}), 48);
    EXPECT_EQ(take_all(budget, Endpoint::Balance, {}, Urgency::Protective, milliseconds{0}), 8);
    EXPECT_EQ(budget.refusals(), 2U);
}

TEST(RateBudget, counts_each_instrument_and_each_operation_on_its_own) {
    RateBudget budget;
    take_all(budget, Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, milliseconds{0});
    EXPECT_TRUE(budget.try_take(Endpoint::PlaceOrder, kEther, Urgency::Ordinary, at(milliseconds{0})));
    EXPECT_TRUE(budget.try_take(Endpoint::CancelOrder, kBitcoin, Urgency::Ordinary, at(milliseconds{0})));
    EXPECT_TRUE(budget.try_take(Endpoint::AmendOrder, kBitcoin, Urgency::Ordinary, at(milliseconds{0})));
    EXPECT_TRUE(budget.try_take(Endpoint::PlaceOrder, kBitcoin, Urgency::Ordinary, at(milliseconds{2000})));
}

TEST(RateBudget, keeps_a_fifth_for_orders_that_protect) {
    RateBudget budget;
    const int entries = take_all(budget, Endpoint::PlaceOrder, kBitcoin, Urgency::Ordinary, milliseconds{0});
    EXPECT_EQ(entries, 39);
    EXPECT_EQ(take_all(budget, Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, milliseconds{0}), 9);
}

TEST(RateBudget, caps_new_orders_and_amendments_of_the_account_but_never_cancels) {
    RateBudget budget{100};
    int taken = 0;
    for (int instrument = 0; instrument < 10; ++instrument) {
        const domain::InstrumentId id{"I" + std::to_string(instrument)};
        taken += take_all(budget, Endpoint::PlaceOrder, id, Urgency::Protective, milliseconds{0});
    }
    EXPECT_EQ(taken, 80);
    EXPECT_FALSE(budget.try_take(Endpoint::AmendOrder, kBitcoin, Urgency::Protective, at(milliseconds{0})));
    EXPECT_EQ(take_all(budget, Endpoint::CancelOrder, kBitcoin, Urgency::Protective, milliseconds{0}), 48);
}

TEST(RateBudget, does_not_charge_the_account_for_what_the_instrument_refuses) {
    RateBudget budget{100};
    take_all(budget, Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, milliseconds{0});
    for (int refused = 0; refused < 100; ++refused) {
        EXPECT_FALSE(budget.try_take(Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, at(milliseconds{1})));
    }
    EXPECT_EQ(take_all(budget, Endpoint::PlaceOrder, kEther, Urgency::Protective, milliseconds{1}), 32);
}

TEST(RateBudget, stretches_limits_of_one) {
    RateBudget budget;
    ASSERT_TRUE(budget.try_take(Endpoint::CancelAllAfter, {}, Urgency::Protective, at(milliseconds{0})));
    EXPECT_FALSE(budget.try_take(Endpoint::CancelAllAfter, {}, Urgency::Protective, at(milliseconds{1249})));
    EXPECT_EQ(
        budget.time_until_available(Endpoint::CancelAllAfter, {}, Urgency::Protective, at(milliseconds{1000})),
        milliseconds{250}
    );
    EXPECT_TRUE(budget.try_take(Endpoint::CancelAllAfter, {}, Urgency::Protective, at(milliseconds{1250})));
}

TEST(RateBudget, waits_a_whole_window_when_the_venue_says_so) {
    RateBudget budget;
    budget.exhaust(Endpoint::PlaceOrder, kBitcoin, at(milliseconds{0}));
    EXPECT_FALSE(budget.try_take(Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, at(milliseconds{1999})));
    EXPECT_TRUE(budget.try_take(Endpoint::PlaceOrder, kBitcoin, Urgency::Protective, at(milliseconds{2000})));
    budget.exhaust_account_cap(at(milliseconds{3000}));
    EXPECT_FALSE(budget.try_take(Endpoint::PlaceOrder, kEther, Urgency::Protective, at(milliseconds{4000})));
    EXPECT_TRUE(budget.try_take(Endpoint::CancelOrder, kEther, Urgency::Protective, at(milliseconds{4000})));
}

TEST(RateBudget, refuses_more_instruments_than_it_may_remember) {
    RateBudget budget;
    for (std::size_t instrument = 0; instrument < RateBudget::kBudgetsMax; ++instrument) {
        const domain::InstrumentId id{"I" + std::to_string(instrument)};
        ASSERT_TRUE(budget.try_take(Endpoint::CancelOrder, id, Urgency::Ordinary, at(milliseconds{0})));
    }
    EXPECT_FALSE(budget.try_take(Endpoint::CancelOrder, kBitcoin, Urgency::Protective, at(milliseconds{0})));
    EXPECT_EQ(budget.refusals(), 1U);
}

}  // namespace
}  // namespace trading::venue::okx
