#include "services/strategy/core/ladder/lot_split.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace trading::strategy {
namespace {

using Lots = std::vector<std::int64_t>;

struct Case {
    std::int64_t lots = 0;
    std::int64_t minimum_lots = 1;
    Lots weights;
    std::optional<Lots> expected;
};

TEST(LotSplit, equals_the_table) {
    const std::vector<Case> cases{
        {7, 1, {40, 30, 30}, Lots{3, 2, 2}},
        {1, 1, {40, 30, 30}, Lots{1, 0, 0}},
        {2, 1, {40, 30, 30}, Lots{1, 1, 0}},
        {3, 1, {40, 30, 30}, Lots{1, 1, 1}},
        {10, 1, {50, 25, 25}, Lots{5, 3, 2}},
        {11, 1, {50, 25, 25}, Lots{5, 3, 3}},
        {100, 1, {34, 33, 33}, Lots{34, 33, 33}},
        {101, 1, {34, 33, 33}, Lots{35, 33, 33}},
        {25, 1, {40, 30, 20, 10}, Lots{10, 8, 5, 2}},
        {3, 1, {25, 25, 25, 25}, Lots{1, 1, 1, 0}},
        {4, 1, {70, 10, 10, 10}, Lots{1, 1, 1, 1}},
        {25, 10, {40, 30, 30}, Lots{10, 15, 0}},
        {35, 10, {80, 10, 10}, Lots{15, 10, 10}},
        {9, 10, {40, 30, 30}, std::nullopt},
        {123'457, 1'000, {40, 30, 30}, Lots{49'383, 37'037, 37'037}},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(split_lots(each.lots, {each.weights, each.minimum_lots}), each.expected)
            << each.lots << " lots, at least " << each.minimum_lots;
    }
}

// The laws, for every size up to three thousand and the ladders that one might configure.
class LotSplitLaws : public ::testing::TestWithParam<Lots> {};

TEST_P(LotSplitLaws, never_takes_a_lot_from_a_level_when_the_position_grows) {
    Lots before(GetParam().size());
    for (std::int64_t lots = 1; lots <= 3'000; ++lots) {
        const auto split = split_lots(lots, {GetParam(), 1});
        ASSERT_TRUE(split.has_value());
        for (std::size_t level = 0; level < before.size(); ++level) {
            ASSERT_GE((*split)[level], before[level]) << "level " << level << " of " << lots << " lots";
        }
        before = *split;
    }
}

TEST_P(LotSplitLaws, gives_out_every_lot_and_no_order_below_the_minimum) {
    for (const std::int64_t minimum : {1, 3, 10}) {
        for (std::int64_t lots = minimum; lots <= 1'000; ++lots) {
            const auto split = split_lots(lots, {GetParam(), minimum});
            ASSERT_TRUE(split.has_value());
            ASSERT_EQ(std::accumulate(split->begin(), split->end(), std::int64_t{0}), lots);
            for (const std::int64_t level : *split) ASSERT_TRUE(level == 0 || level >= minimum) << lots;
        }
    }
}

TEST_P(LotSplitLaws, begins_fast_where_it_would_have_come_slowly) {
    // Webster by its definition, one lot at a time from nothing.
    const Lots& weights = GetParam();
    Lots slow(weights.size());
    for (std::int64_t lots = 1; lots <= 2'000; ++lots) {
        std::size_t best = 0;
        for (std::size_t j = 1; j < weights.size(); ++j) {
            if (weights[j] * (2 * slow[best] + 1) > weights[best] * (2 * slow[j] + 1)) best = j;
        }
        ++slow[best];
        const bool has_lots_for_all = *std::min_element(slow.begin(), slow.end()) > 0;
        if (!has_lots_for_all) continue;
        ASSERT_EQ(split_lots(lots, {weights, 1}), slow) << lots;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Ladders,
    LotSplitLaws,
    ::testing::Values(Lots{40, 30, 30}, Lots{50, 25, 25}, Lots{34, 33, 33}, Lots{40, 30, 20, 10}, Lots{70, 10, 10, 10})
);

}  // namespace
}  // namespace trading::strategy
