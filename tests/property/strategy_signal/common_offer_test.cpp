#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/signal/indicator_zoo.hpp"
#include "tests/support/signal/synthetic_bars.hpp"

namespace trading::test {
namespace {

using strategy::Bar;
using strategy::Snapshot;

// What each indicator promises by `strategy::Indicator`, whichever it is.
class CommonOffer : public ::testing::TestWithParam<Species> {
protected:
    // Long enough that every sum is recomputed from its window at least twice.
    const std::vector<Bar> bars_ = troubled_bars(10'000, 11);
};

TEST_P(CommonOffer, is_ready_after_its_warm_up_and_not_before) {
    const auto indicator = GetParam().make();
    const int warmup = indicator->warmup();
    ASSERT_GT(warmup, 0);
    for (int count = 1; count <= warmup; ++count) {
        EXPECT_FALSE(indicator->ready()) << "after " << count - 1 << " bars";
        EXPECT_FALSE(indicator->numbers().has_value());
        indicator->update(bars_[static_cast<std::size_t>(count - 1)]);
    }
    EXPECT_TRUE(indicator->ready());
    EXPECT_TRUE(indicator->numbers().has_value());
}

TEST_P(CommonOffer, never_gives_a_number_that_is_none) {
    const auto indicator = GetParam().make();
    int given = 0;
    for (const Bar& bar : bars_) {
        indicator->update(bar);
        const auto numbers = indicator->numbers();
        if (!numbers) continue;
        ++given;
        for (const double number : *numbers) ASSERT_TRUE(std::isfinite(number)) << "bar " << given;
    }
    EXPECT_GT(given, 9'000);
}

TEST_P(CommonOffer, goes_on_after_a_restore_as_if_nothing_had_happened) {
    const auto indicator = GetParam().make();
    const auto fresh = GetParam().make();
    for (const std::size_t stop : {0U, 3U, 41U, 345U, 5'000U}) {
        indicator->reset();
        for (std::size_t index = 0; index < stop; ++index) indicator->update(bars_[index]);
        ASSERT_TRUE(fresh->restore(indicator->snapshot()));
        for (std::size_t index = stop; index < stop + 4'500; ++index) {
            indicator->update(bars_[index]);
            fresh->update(bars_[index]);
            ASSERT_EQ(indicator->numbers(), fresh->numbers()) << "bar " << index << " after a stop at " << stop;
            ASSERT_EQ(indicator->ready(), fresh->ready());
        }
        EXPECT_EQ(indicator->snapshot(), fresh->snapshot());
    }
}

TEST_P(CommonOffer, refuses_a_damaged_snapshot_and_stays_as_it_is) {
    const auto indicator = GetParam().make();
    for (std::size_t index = 0; index < 500; ++index) indicator->update(bars_[index]);
    const Snapshot good = indicator->snapshot();
    Snapshot flipped = good;
    flipped.words[flipped.words.size() / 2] ^= 1U;
    Snapshot cut = good;
    cut.words.pop_back();
    Snapshot longer = good;
    longer.words.push_back(0);
    for (const Snapshot& bad : {flipped, cut, longer, Snapshot{}}) EXPECT_FALSE(indicator->restore(bad));
    EXPECT_EQ(indicator->snapshot(), good);
}

TEST_P(CommonOffer, is_as_new_after_a_reset) {
    const auto indicator = GetParam().make();
    const Snapshot beginning = indicator->snapshot();
    for (std::size_t index = 0; index < 500; ++index) indicator->update(bars_[index]);
    EXPECT_NE(indicator->snapshot(), beginning);
    indicator->reset();
    EXPECT_EQ(indicator->snapshot(), beginning);
}

TEST_P(CommonOffer, needs_the_same_memory_for_a_long_history_as_for_a_short_one) {
    const auto indicator = GetParam().make();
    const std::size_t size = indicator->snapshot().words.size();
    for (const Bar& bar : bars_) indicator->update(bar);
    EXPECT_EQ(indicator->snapshot().words.size(), size);
}

TEST_P(CommonOffer, bears_a_market_that_stands_still) {
    const auto indicator = GetParam().make();
    for (int index = 0; index < 3'000; ++index) {
        indicator->update(Bar{base::Timestamp{std::chrono::minutes{index}}, 100, 100, 100, 100, 5});
        const auto numbers = indicator->numbers();
        if (!numbers) continue;
        for (const double number : *numbers) ASSERT_TRUE(std::isfinite(number)) << "bar " << index;
    }
}

std::string name_of(const ::testing::TestParamInfo<Species>& each) { return each.param.name; }

INSTANTIATE_TEST_SUITE_P(Each, CommonOffer, ::testing::ValuesIn(indicator_zoo()), name_of);

}  // namespace
}  // namespace trading::test
