#include "tests/support/gateway/core_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(GatewayCore, subscribes_what_an_instrument_has) {
    const domain::InstrumentId swap_id{"BTC-USDT-SWAP"};
    gateway::GatewayOptions options = gateway_options();
    options.instruments = {btc(), swap_id};
    CoreDriver driver{options};
    const auto commands = describe_commands(driver.input(gateway::InstrumentsLoaded{{spot(btc()), swap(swap_id)}}));
    EXPECT_THAT(
        commands,
        AllOf(
            Contains("subscribe book BTC-USDT"),
            Contains("subscribe candles 1m BTC-USDT"),
            Not(Contains("subscribe mark_price BTC-USDT")),
            Contains("subscribe mark_price BTC-USDT-SWAP"),
            Contains("subscribe funding_rate BTC-USDT-SWAP"),
            Contains("subscribe instruments")
        )
    );
}

TEST(GatewayCore, names_configured_instruments_that_the_venue_does_not_list) {
    CoreDriver driver;
    driver.input(gateway::InstrumentsLoaded{{spot(domain::InstrumentId{"ETH-USDT"})}});
    EXPECT_THAT(driver.core().missing_instruments(), ElementsAre(btc()));
    EXPECT_EQ(driver.core().find(btc()), nullptr);
}

TEST(GatewayCore, publishes_changes_of_its_own_instruments_only) {
    CoreDriver driver;
    driver.begin();
    domain::Instrument changed = spot(btc());
    changed.status = domain::InstrumentStatus::Suspended;
    EXPECT_THAT(
        describe_facts(driver.event(domain::InstrumentUpdate{changed, {kStart, kStart}})),
        Contains("instrument BTC-USDT suspended")
    );
    EXPECT_THAT(
        describe_facts(driver.event(domain::InstrumentUpdate{spot(domain::InstrumentId{"ETH-USDT"}), {kStart, kStart}})
        ),
        IsEmpty()
    );
}

TEST(GatewayCore, ignores_and_counts_data_of_other_instruments) {
    CoreDriver driver;
    driver.begin();
    domain::Trade foreign = trade(1);
    foreign.instrument_id = domain::InstrumentId{"ETH-USDT"};
    EXPECT_THAT(describe_facts(driver.event(foreign)), IsEmpty());
    EXPECT_EQ(driver.core().counters().events_foreign, 1U);
}

TEST(GatewayCore, drops_references_that_are_older_than_the_last_one) {
    CoreDriver driver;
    driver.begin();
    driver.event(ticker(kStart + std::chrono::seconds{2}));
    EXPECT_THAT(describe_facts(driver.event(ticker(kStart + std::chrono::seconds{1}))), IsEmpty());
    EXPECT_EQ(driver.core().counters().references_outdated, 1U);
}

TEST(GatewayCore, answers_a_snapshot_with_everything_that_is_known) {
    CoreDriver driver;
    driver.begin();
    driver.event(book_frame(-1, 10, {"100:1", "101:1"}));
    driver.event(ticker(kStart));
    driver.event(domain::VenueStatus{"upgrade", "scheduled", kStart, kStart, {kStart, kStart}});
    const auto texts = describe_snapshot(driver.snapshot());
    EXPECT_THAT(
        texts,
        AllOf(
            Contains("instrument BTC-USDT live"),
            Contains("ticker 100"),
            Contains("book snapshot 10 bids 100:1 asks 101:1"),
            Contains("feed book fresh first_data"),
            Contains("venue scheduled")
        )
    );
    EXPECT_THAT(driver.last().facts, IsEmpty());
    EXPECT_THAT(describe_snapshot(driver.snapshot(domain::InstrumentId{"ETH-USDT"})), IsEmpty());
}

}  // namespace
}  // namespace trading::test
