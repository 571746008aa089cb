#include "tests/support/gateway/core_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CandleKeeper : public ::testing::Test {
protected:
    void SetUp() override { driver.begin(); }

    std::vector<std::string> push(int minute, bool is_closed) {
        return without_status(driver.event(candle(minute, is_closed)));
    }
    std::vector<std::string> history(int first, int last) {
        domain::CandlesFetched fetched{btc(), 1min, {}};
        for (int minute = first; minute <= last; ++minute) fetched.candles.push_back(candle(minute, true));
        return without_status(driver.event(fetched));
    }
    static std::vector<std::string> without_status(const gateway::Outputs& outputs) {
        auto texts = describe_facts(outputs);
        std::erase_if(texts, [](const std::string& text) { return text.starts_with("feed"); });
        return texts;
    }
    static int questions_in(const gateway::Outputs& outputs) {
        const auto texts = describe_commands(outputs);
        return static_cast<int>(std::count(texts.begin(), texts.end(), "fetch_candles BTC-USDT 1m 5"));
    }
    const gateway::Counters& counters() { return driver.core().counters(); }

    CoreDriver driver;
};

TEST_F(CandleKeeper, asks_for_the_history_at_the_start_and_publishes_it_in_order) {
    CoreDriver fresh;
    EXPECT_THAT(
        describe_commands(fresh.input(gateway::InstrumentsLoaded{{spot(btc())}})),
        Contains("fetch_candles BTC-USDT 1m 5")
    );
    EXPECT_THAT(history(1, 2), ElementsAre("candle 1m +1m closed", "candle 1m +2m closed"));
}

TEST_F(CandleKeeper, holds_a_closed_candle_until_the_history_has_come) {
    EXPECT_THAT(push(3, true), IsEmpty());
    EXPECT_THAT(history(1, 2), ElementsAre("candle 1m +1m closed", "candle 1m +2m closed", "candle 1m +3m closed"));
}

TEST_F(CandleKeeper, lets_the_first_closed_candles_wait_long_for_a_slow_history) {
    push(3, true);
    EXPECT_THAT(without_status(driver.wait(50s)), IsEmpty());
    EXPECT_THAT(history(1, 2), ElementsAre("candle 1m +1m closed", "candle 1m +2m closed", "candle 1m +3m closed"));
}

TEST_F(CandleKeeper, starts_without_a_history_that_does_not_come) {
    push(3, true);
    EXPECT_THAT(without_status(driver.wait(60s)), ElementsAre("candle 1m +3m closed"));
    EXPECT_EQ(counters().candles_held_too_long, 1U);
}

TEST_F(CandleKeeper, publishes_forming_candles_and_each_closed_one_once) {
    history(1, 2);
    EXPECT_THAT(push(3, false), ElementsAre("candle 1m +3m forming"));
    EXPECT_THAT(push(3, false), ElementsAre("candle 1m +3m forming"));
    EXPECT_THAT(push(3, true), ElementsAre("candle 1m +3m closed"));
    EXPECT_THAT(push(3, true), IsEmpty());
    EXPECT_THAT(push(3, false), IsEmpty());
    EXPECT_THAT(push(2, true), IsEmpty());
    EXPECT_EQ(counters().candles_dropped, 3U);
}

TEST_F(CandleKeeper, fills_a_hole_from_the_history_before_it_goes_on) {
    history(1, 2);
    driver.wait(2s);
    EXPECT_THAT(push(5, true), IsEmpty());
    EXPECT_THAT(describe_commands(driver.last()), ElementsAre("fetch_candles BTC-USDT 1m 5"));
    EXPECT_THAT(history(2, 4), ElementsAre("candle 1m +3m closed", "candle 1m +4m closed", "candle 1m +5m closed"));
    EXPECT_EQ(counters().candle_holes, 1U);
}

TEST_F(CandleKeeper, notices_a_closed_candle_that_never_came_from_the_next_forming_one) {
    history(1, 2);
    driver.wait(2s);
    push(4, false);
    EXPECT_THAT(describe_commands(driver.last()), ElementsAre("fetch_candles BTC-USDT 1m 5"));
    EXPECT_THAT(history(1, 3), ElementsAre("candle 1m +3m closed"));
}

TEST_F(CandleKeeper, does_not_hold_closed_candles_for_ever) {
    history(1, 2);
    driver.wait(2s);
    push(5, true);
    EXPECT_THAT(without_status(driver.wait(3s)), ElementsAre("candle 1m +5m closed"));
    EXPECT_EQ(counters().candles_held_too_long, 1U);
}

TEST_F(CandleKeeper, does_not_ask_without_end_for_what_the_venue_does_not_have) {
    history(1, 2);
    int questions = 0;
    for (int step = 0; step < 600; ++step) {
        push(4, false);
        int asked = questions_in(driver.last());
        asked += questions_in(driver.wait(100ms));
        if (asked > 0) history(1, 2);
        questions += asked;
    }
    EXPECT_LE(questions, 8);
    EXPECT_GE(questions, 2);
}

TEST_F(CandleKeeper, asks_again_after_a_failure_and_after_no_answer) {
    driver.event(domain::CandlesFetchFailed{btc(), 1min, {}});
    EXPECT_EQ(questions_in(driver.wait(1s)), 1);
    EXPECT_EQ(questions_in(driver.wait(18s)), 1);
    EXPECT_EQ(counters().candle_fetches_failed, 2U);
}

TEST_F(CandleKeeper, serves_the_newest_closed_candles_and_the_forming_one_to_late_subscribers) {
    history(1, 7);
    push(8, false);
    auto texts = describe_snapshot(driver.snapshot(btc()));
    std::erase_if(texts, [](const std::string& text) { return !text.starts_with("candle"); });
    EXPECT_THAT(
        texts,
        ElementsAre(
            "candle 1m +3m closed",
            "candle 1m +4m closed",
            "candle 1m +5m closed",
            "candle 1m +6m closed",
            "candle 1m +7m closed",
            "candle 1m +8m forming"
        )
    );
}

}  // namespace
}  // namespace trading::test
