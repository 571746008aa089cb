#include "common/codec/topics.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

TEST(Topics, end_in_the_separator_so_that_no_instrument_catches_another) {
    const domain::MarketFact spot = domain::Trade{.instrument_id = domain::InstrumentId{"BTC-USDT"}};
    const domain::MarketFact swap = domain::Trade{.instrument_id = domain::InstrumentId{"BTC-USDT-SWAP"}};
    EXPECT_EQ(codec::topic_of(spot, "okx"), "md.okx.BTC-USDT.trade.");
    EXPECT_EQ(codec::topic_of(swap, "okx"), "md.okx.BTC-USDT-SWAP.trade.");
    const std::string prefix = codec::instrument_prefix("okx", domain::InstrumentId{"BTC-USDT"});
    EXPECT_TRUE(codec::topic_of(spot, "okx").starts_with(prefix));
    EXPECT_FALSE(codec::topic_of(swap, "okx").starts_with(prefix));
}

TEST(Topics, name_every_kind_of_market_fact) {
    const domain::InstrumentId id{"X"};
    const auto kind = [](const domain::MarketFact& fact) { return codec::kind_of(fact); };
    EXPECT_EQ(kind(domain::InstrumentUpdate{}), "instrument");
    EXPECT_EQ(kind(domain::BookUpdate{}), "book");
    EXPECT_EQ(kind(domain::Ticker{}), "ticker");
    EXPECT_EQ(kind(domain::Candle{}), "candle");
    EXPECT_EQ(kind(domain::MarkPrice{}), "mark");
    EXPECT_EQ(kind(domain::FundingRate{}), "funding");
    EXPECT_EQ(kind(domain::PriceLimit{}), "limit");
    EXPECT_EQ(kind(domain::FeedStatus{}), "feed");
    EXPECT_EQ(kind(domain::VenueStatus{}), "status");
    EXPECT_EQ(codec::topic_of(domain::MarketFact{domain::VenueStatus{}}, "okx"), "md.okx.all.status.");
    EXPECT_EQ(codec::topic_of(domain::MarketFact{domain::FeedStatus{}}, "okx"), "md.okx.all.feed.");
    EXPECT_EQ(
        codec::topic_of(domain::MarketFact{domain::InstrumentUpdate{.instrument = {.id = id}}}, "okx"),
        "md.okx.X.instrument."
    );
}

TEST(Topics, name_every_kind_of_execution_fact) {
    const domain::AccountId account{"main"};
    const auto topic = [&](const domain::ExecutionFact& fact) { return codec::topic_of(fact, account); };
    EXPECT_EQ(topic(domain::OrderEvent{}), "ex.main.order.");
    EXPECT_EQ(topic(domain::Fill{}), "ex.main.fill.");
    EXPECT_EQ(topic(domain::Position{}), "ex.main.position.");
    EXPECT_EQ(topic(domain::Balance{}), "ex.main.balance.");
    EXPECT_EQ(topic(domain::RiskState{}), "ex.main.risk.");
    EXPECT_EQ(topic(domain::IntentReply{}), "ex.main.reply.");
    EXPECT_EQ(topic(domain::ReconciliationReport{}), "ex.main.reconciliation.");
    EXPECT_TRUE(topic(domain::Fill{}).starts_with(codec::execution_prefix("main")));
}

}  // namespace
}  // namespace trading::test
