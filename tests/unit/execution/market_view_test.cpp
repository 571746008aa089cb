// Which mark prices count.
#include "services/execution/core/market_view.hpp"

#include <gtest/gtest.h>

#include "tests/support/execution/samples.hpp"

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;

const InstrumentId kSwap{"BTC-USDT-SWAP"};
const base::Timestamp kNow = base::from_unix_milliseconds(1'764'000'000'000);

class MarkPricesTest : public testing::Test {
protected:
    MarkPricesTest() {
        for (const Instrument& instrument : sample_instruments()) market_.load(instrument);
    }

    // What positions are valued at after the venue has said `text`.
    std::string after_mark(std::string_view text) {
        market_.on_fact(MarkPrice{kSwap, price(text), {kNow, kNow}});
        const auto valued = market_.find(kSwap)->valuation_price();
        return valued ? valued->to_string() : "unknown";
    }

    void show_book(std::string_view bid, std::string_view ask) {
        Ticker ticker;
        ticker.instrument_id = kSwap;
        ticker.best_bid = BookLevel{price(bid), quantity("1")};
        ticker.best_ask = BookLevel{price(ask), quantity("1")};
        market_.on_fact(ticker);
    }

    MarketView market_;
};

TEST_F(MarkPricesTest, count_while_they_move_in_steps) {
    EXPECT_EQ(after_mark("42000"), "42000");
    EXPECT_EQ(after_mark("42420"), "42420");  // Exactly one per cent.
    EXPECT_EQ(after_mark("41996"), "41996");
    EXPECT_EQ(market_.suspect_marks(), 0);
}

TEST_F(MarkPricesTest, do_not_count_once_far_from_everything_else) {
    show_book("41999.9", "42000.1");
    EXPECT_EQ(after_mark("42000"), "42000");
    EXPECT_EQ(after_mark("42420.1"), "42000");
    EXPECT_EQ(after_mark("21000"), "42000");
    EXPECT_EQ(after_mark("42000"), "42000");
    EXPECT_EQ(after_mark("21000"), "42000");
    EXPECT_EQ(market_.suspect_marks(), 3);
}

TEST_F(MarkPricesTest, count_when_the_next_one_says_the_same) {
    show_book("41999.9", "42000.1");
    EXPECT_EQ(after_mark("42000"), "42000");
    EXPECT_EQ(after_mark("30000"), "42000");
    EXPECT_EQ(after_mark("30010"), "30010");
}

TEST_F(MarkPricesTest, count_at_once_when_the_book_agrees) {
    show_book("41999.9", "42000.1");
    EXPECT_EQ(after_mark("42000"), "42000");
    show_book("29999.9", "30000.1");
    EXPECT_EQ(after_mark("30000"), "30000");
}

TEST_F(MarkPricesTest, count_from_the_first_one_only_when_the_book_agrees) {
    show_book("41999.9", "42000.1");
    EXPECT_EQ(after_mark("4200"), "42000");
    EXPECT_FALSE(market_.find(kSwap)->mark_price.has_value());
    EXPECT_EQ(after_mark("42010"), "42010");
}

}  // namespace
}  // namespace trading::test
