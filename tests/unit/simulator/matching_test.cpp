#include <gmock/gmock.h>

#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

using ::testing::ElementsAre;
using Story = std::vector<std::string>;

class Matching : public VenueFixture {};

TEST_F(Matching, trades_at_the_best_price_first_and_the_older_order_first) {
    const auto worse = must_place(sell(kBob, kBtc, "1", "64010"));
    const auto older = must_place(sell(kBob, kBtc, "1", "64000"));
    const auto younger = must_place(sell(kCat, kBtc, "1", "64000"));
    must_place(buy(kAnn, kBtc, "1.5", "64010"));
    EXPECT_EQ(order_of(kBob, kBtc, older).state, OrderState::Filled);
    EXPECT_EQ(order_of(kCat, kBtc, younger).filled_size, dec("0.5"));
    EXPECT_EQ(order_of(kBob, kBtc, worse).filled_size, dec("0"));
}

TEST_F(Matching, reports_live_first_then_one_push_per_level_for_takers_and_per_match_for_makers) {
    must_place(sell(kBob, kBtc, "0.2", "64000"));
    must_place(sell(kBob, kBtc, "0.3", "64000"));
    must_place(sell(kBob, kBtc, "1", "64001"));
    must_place(buy(kAnn, kBtc, "1", "64001"));
    EXPECT_THAT(
        story_of(events<OrderChanged>(), kAnn),
        ElementsAre("live", "partially_filled +0.5@64000 T", "filled +0.5@64001 T")
    );
    EXPECT_THAT(
        story_of(events<OrderChanged>(), kBob),
        ElementsAre("filled +0.2@64000 M", "filled +0.3@64000 M", "partially_filled +0.5@64001 M")
    );
}

TEST_F(Matching, prints_one_trade_per_taker_and_price_with_the_last_match_id) {
    must_place(sell(kBob, kBtc, "0.2", "64000"));
    must_place(sell(kCat, kBtc, "0.3", "64000"));
    must_place(buy(kAnn, kBtc, "0.5", "64000"));
    const auto prints = events<PublicTrade>();
    ASSERT_EQ(prints.size(), 1U);
    EXPECT_EQ(prints[0].trade.size, dec("0.5"));
    EXPECT_THAT(prints[0].trade.match_sizes, ElementsAre(dec("0.2"), dec("0.3")));
    const auto fills = core_.fills(kAnn, {});
    EXPECT_EQ(fills.at(0).trade_id, std::to_string(prints[0].trade.trade_id));
    EXPECT_EQ(core_.fills(kBob, {}).at(0).trade_id, std::to_string(prints[0].trade.trade_id - 1));
}

TEST_F(Matching, fills_at_the_makers_price_when_the_taker_offers_more) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    const auto id = must_place(buy(kAnn, kBtc, "1", "64100"));
    EXPECT_EQ(order_of(kAnn, kBtc, id).average_price, dec("64000"));
}

TEST_F(Matching, spends_a_quote_amount_and_ends_filled_without_a_fill) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    must_place(buy(kAnn, kBtc, "1000"));
    EXPECT_THAT(
        story_of(events<OrderChanged>(), kAnn), ElementsAre("live", "partially_filled +0.015625@64000 T", "filled")
    );
    EXPECT_EQ(balance(kAnn, kUsdt).cash, dec("999000"));
}

TEST_F(Matching, buys_a_base_amount_at_market_when_asked_to) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    PlaceOrder request = buy(kAnn, kBtc, "0.25");
    request.size_unit = SizeUnit::Base;
    const auto id = must_place(request);
    EXPECT_EQ(order_of(kAnn, kBtc, id).state, OrderState::Filled);
    EXPECT_EQ(balance(kAnn, kBtcCurrency).cash, dec("100.24975"));
}

TEST_F(Matching, stops_a_spot_market_order_five_percent_away) {
    must_place(sell(kBob, kBtc, "0.1", "63000"));
    PlaceOrder far = sell(kBob, kBtc, "1", "67000");
    must_place(far);
    PlaceOrder request = buy(kAnn, kBtc, "0.2");
    request.size_unit = SizeUnit::Base;
    must_place(request);
    EXPECT_THAT(
        story_of(events<OrderChanged>(), kAnn), ElementsAre("live", "partially_filled +0.1@63000 T", "canceled 27")
    );
}

TEST_F(Matching, cancels_a_post_only_order_that_would_take) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    PlaceOrder request = buy(kAnn, kBtc, "1", "64000");
    request.kind = OrderKind::PostOnly;
    must_place(request);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "canceled 31"}));
    request.price = dec("63999.9");
    must_place(request);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live"}));
}

TEST_F(Matching, cancels_the_remainder_of_an_ioc) {
    must_place(sell(kBob, kBtc, "0.4", "64000"));
    PlaceOrder request = buy(kAnn, kBtc, "1", "64000");
    request.kind = OrderKind::ImmediateOrCancel;
    must_place(request);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "partially_filled +0.4@64000 T", "canceled 14"}));
    EXPECT_EQ(balance(kAnn, kUsdt).order_frozen, dec("0"));
}

TEST_F(Matching, fills_or_kills_as_a_whole) {
    must_place(sell(kBob, kBtc, "0.4", "64000"));
    must_place(sell(kBob, kBtc, "0.6", "64001"));
    PlaceOrder request = buy(kAnn, kBtc, "1", "64000");
    request.kind = OrderKind::FillOrKill;
    must_place(request);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "canceled 13"}));
    request.price = dec("64001");
    const auto id = must_place(request);
    EXPECT_EQ(order_of(kAnn, kBtc, id).state, OrderState::Filled);
}

TEST_F(Matching, trades_a_swap_market_order_no_further_than_the_price_limit) {
    must_place(sell(kBob, kBtcSwap, "1", "64000"));
    must_place(sell(kBob, kBtcSwap, "5", "66000"));  // Above the highest buy of 64960.
    must_place(buy(kAnn, kBtcSwap, "3"));
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "partially_filled +1@64000 T", "canceled 15"}));
    PlaceOrder optimal = buy(kAnn, kBtcSwap, "3");
    optimal.kind = OrderKind::OptimalLimitIoc;
    must_place(optimal);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "canceled 14"}));
}

struct SelfTradeCase {
    SelfTrade mode;
    OrderState maker;
    OrderState taker;
};

TEST_F(Matching, lets_the_takers_mode_decide_about_a_self_trade) {
    const SelfTradeCase cases[] = {
        {SelfTrade::CancelMaker, OrderState::Canceled, OrderState::Live},
        {SelfTrade::CancelTaker, OrderState::Live, OrderState::Canceled},
        {SelfTrade::CancelBoth, OrderState::Canceled, OrderState::Canceled},
    };
    for (const SelfTradeCase& expected : cases) {
        const auto maker = must_place(sell(kAnn, kBtc, "1", "64000"));
        PlaceOrder request = buy(kAnn, kBtc, "1", "64000");
        request.self_trade = expected.mode;
        const auto taker = must_place(request);
        EXPECT_EQ(order_of(kAnn, kBtc, maker).state, expected.maker);
        EXPECT_EQ(order_of(kAnn, kBtc, taker).state, expected.taker);
        EXPECT_TRUE(events<PublicTrade>().empty());
        for (const auto id : {maker, taker}) {
            const OrderView view = order_of(kAnn, kBtc, id);
            EXPECT_EQ(view.cancel_source == CancelSource::SelfTrade, view.state == OrderState::Canceled);
            send(CancelOrder{kAnn, kBtc, id, {}});
        }
    }
}

TEST_F(Matching, stops_after_a_thousand_matches) {
    for (int count = 0; count < 500; ++count) {
        for (const domain::AccountId& maker : {kBob, kCat, kDan}) must_place(sell(maker, kBtc, "0.0001", "64000"));
    }
    PlaceOrder kill = buy(kAnn, kBtc, "0.1001", "64000");
    kill.kind = OrderKind::FillOrKill;
    must_place(kill);
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn).back(), "canceled 13");
    must_place(buy(kAnn, kBtc, "0.1001", "64000"));
    EXPECT_EQ(story_of(events<OrderChanged>(), kAnn), (Story{"live", "partially_filled +0.1@64000 T", "canceled 33"}));
}

TEST_F(Matching, keeps_the_sequence_number_moving_only_when_the_book_does) {
    must_place(sell(kBob, kBtc, "1", "64000"));
    EXPECT_EQ(events<BookChanged>().size(), 1U);
    const auto first = core_.book_sequence("BTC-USDT");
    EXPECT_EQ(send(sell(kBob, kBtc, "1", "1")).code, "51138");
    EXPECT_EQ(core_.book_sequence("BTC-USDT"), first);
    must_place(sell(kBob, kBtc, "1", "64000"));
    EXPECT_GT(core_.book_sequence("BTC-USDT"), first);
}

}  // namespace
}  // namespace trading::simulator
