#include "tests/support/gateway/core_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TradeChecker : public ::testing::Test {
protected:
    void SetUp() override { driver.begin(); }

    std::vector<std::string> print(std::int64_t last_id, std::int64_t count = 1) {
        return describe_facts(driver.event(trade(last_id, count)));
    }
    const gateway::Counters& counters() { return driver.core().counters(); }

    CoreDriver driver;
};

TEST_F(TradeChecker, sees_no_gap_when_counts_cover_the_ids) {
    EXPECT_THAT(print(100), ElementsAre("trade 100", "feed trades fresh first_data"));
    EXPECT_THAT(print(105, 5), ElementsAre("trade 105"));
    EXPECT_THAT(print(106), ElementsAre("trade 106"));
    EXPECT_EQ(counters().trade_gaps, 0U);
}

TEST_F(TradeChecker, publishes_and_counts_a_gap) {
    print(100);
    EXPECT_THAT(print(110, 3), ElementsAre("feed trades stale trade_gap", "trade 110", "feed trades fresh recovered"));
    EXPECT_EQ(counters().trade_gaps, 1U);
    EXPECT_EQ(counters().trades_missing, 7U);
}

TEST_F(TradeChecker, drops_what_it_has_seen) {
    print(100);
    EXPECT_THAT(print(100), IsEmpty());
    EXPECT_THAT(print(99), IsEmpty());
    EXPECT_EQ(counters().trades_duplicate, 2U);
}

TEST_F(TradeChecker, publishes_a_late_print_that_fills_a_known_gap_once) {
    print(100);
    print(104);
    EXPECT_THAT(print(102), ElementsAre("trade 102"));
    EXPECT_THAT(print(102), IsEmpty());
    EXPECT_THAT(print(101), ElementsAre("trade 101"));
    EXPECT_THAT(print(103), ElementsAre("trade 103"));
    EXPECT_THAT(print(103), IsEmpty());
}

TEST_F(TradeChecker, remembers_a_bounded_number_of_gaps) {
    for (std::int64_t id = 1; id < 100; id += 2) print(id);
    EXPECT_THAT(print(2), IsEmpty());
    EXPECT_THAT(print(98), ElementsAre("trade 98"));
}

TEST_F(TradeChecker, passes_ids_on_that_cannot_be_checked) {
    domain::Trade odd = trade(1);
    odd.trade_id = domain::TradeId{"abc"};
    EXPECT_THAT(describe_facts(driver.event(odd)), ElementsAre("trade abc", "feed trades fresh first_data"));
}

}  // namespace
}  // namespace trading::test
