#include "tests/support/gateway/core_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(FeedWatch, makes_a_silent_feed_stale_after_its_own_limit_and_fresh_with_new_data) {
    CoreDriver driver;
    driver.begin();
    driver.event(ticker(driver.now()));
    EXPECT_THAT(describe_facts(driver.wait(10s)), Not(Contains("feed ticker stale silent")));
    EXPECT_THAT(describe_facts(driver.wait(100ms)), Contains("feed ticker stale silent"));
    EXPECT_THAT(
        describe_facts(driver.event(ticker(driver.now()))), ElementsAre("ticker 100", "feed ticker fresh recovered")
    );
}

TEST(FeedWatch, subscribes_a_silent_feed_again_at_once_and_then_once_each_interval) {
    CoreDriver driver;
    driver.begin();
    driver.event(ticker(driver.now()));
    const auto first = describe_commands(driver.wait(11s));
    EXPECT_THAT(first, Contains("unsubscribe ticker BTC-USDT"));
    EXPECT_THAT(first, Contains("subscribe ticker BTC-USDT"));
    EXPECT_THAT(describe_commands(driver.wait(28s)), Not(Contains("subscribe ticker BTC-USDT")));
    EXPECT_THAT(describe_commands(driver.wait(3s)), Contains("subscribe ticker BTC-USDT"));
}

TEST(FeedWatch, subscribes_a_silent_running_book_again) {
    CoreDriver driver;
    driver.begin();
    driver.event(book_frame(-1, 10, {"100:1", "101:1"}));
    const auto commands = describe_commands(driver.wait(2100ms));
    EXPECT_THAT(commands, ElementsAre("unsubscribe book BTC-USDT", "subscribe book BTC-USDT"));
}

TEST(FeedWatch, never_calls_a_channel_without_a_limit_silent) {
    CoreDriver driver;
    driver.begin();
    driver.event(trade(1));
    EXPECT_THAT(describe_facts(driver.wait(1h)), Not(Contains("feed trades stale silent")));
}

TEST(FeedWatch, makes_everything_stale_at_once_when_the_connection_is_lost) {
    CoreDriver driver;
    driver.begin();
    driver.event(book_frame(-1, 10, {"100:1", "101:1"}));
    driver.event(ticker(driver.now()));
    const auto facts = describe_facts(driver.connection(false));
    EXPECT_THAT(facts, Contains("feed book stale disconnected"));
    EXPECT_THAT(facts, Contains("feed ticker stale disconnected"));
    EXPECT_THAT(facts, Contains("feed trades stale disconnected"));
    EXPECT_THAT(describe_facts(driver.connection(false)), IsEmpty());
    EXPECT_EQ(driver.core().counters().disconnects, 1U);
}

TEST(FeedWatch, notices_a_feed_that_does_not_come_back_after_a_reconnect) {
    CoreDriver driver;
    driver.begin();
    driver.event(ticker(driver.now()));
    driver.connection(false);
    EXPECT_THAT(describe_facts(driver.connection(true)), Contains("feed ticker waiting connected"));
    EXPECT_THAT(describe_facts(driver.wait(11s)), Contains("feed ticker stale silent"));
}

TEST(FeedWatch, marks_a_refused_subscription_and_tries_again_later) {
    CoreDriver driver;
    driver.begin();
    const domain::FeedKey key{domain::Channel::PriceLimit, btc(), {}};
    EXPECT_THAT(
        describe_facts(driver.event(domain::SubscriptionRefused{key, "no such channel"})),
        ElementsAre("feed price_limit stale refused")
    );
    EXPECT_THAT(describe_commands(driver.wait(29s)), Not(Contains("subscribe price_limit BTC-USDT")));
    EXPECT_THAT(describe_commands(driver.wait(2s)), Contains("subscribe price_limit BTC-USDT"));
}

TEST(FeedWatch, gives_the_candles_of_an_instrument_the_worst_state_of_their_intervals) {
    gateway::GatewayOptions options = gateway_options();
    options.candles.intervals = {1min, 5min};
    CoreDriver driver{options};
    driver.begin();
    EXPECT_THAT(describe_facts(driver.event(candle(1, false))), Not(Contains("feed candles fresh first_data")));
    domain::Candle longer = candle(0, false);
    longer.interval = 5min;
    EXPECT_THAT(describe_facts(driver.event(longer)), Contains("feed candles fresh first_data"));
}

}  // namespace
}  // namespace trading::test
