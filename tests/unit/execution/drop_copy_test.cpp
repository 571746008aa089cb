#include "services/execution/core/drop_copy.hpp"
#include "tests/support/execution/samples.hpp"

#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace domain;
using namespace execution;

class DropCopyTest : public testing::Test {
protected:
    DropCopyTest() {
        for (const Instrument& instrument : sample_instruments()) market_.load(instrument);
        Outputs out;
        Step step{now_, out};
        ledger_.open({Balance{Currency{"USDT"}, cash("1000"), cash("1000"), now_}}, now_, step);
        Position position;
        position.instrument_id = InstrumentId{"BTC-USDT-SWAP"};
        position.quantity = quantity("2");
        positions_.recover(position);
    }

    Fill fill(const char* instrument, const char* trade, Side side, const char* size) const {
        Fill made;
        made.instrument_id = InstrumentId{instrument};
        made.trade_id = TradeId{trade};
        made.side = side;
        made.price = price("100");
        made.quantity = quantity(size);
        made.fee = cash("-0.5");
        made.fee_currency = Currency{"USDT"};
        made.times = {now_ + std::chrono::seconds{1}, now_};
        return made;
    }

    void book(const Fill& made) {
        Outputs out;
        Step step{now_, out};
        const Instrument& instrument = *market_.instrument(made.instrument_id);
        ledger_.book_fill(made, instrument, step);
        positions_.apply(made, instrument, step);
    }

    base::Timestamp now_ = base::from_unix_milliseconds(1'764'000'000'000);
    MarketView market_;
    PositionKeeper positions_;
    Ledger ledger_;
    BookedFills booked_;
    DropCopy copy_{market_};
};

TEST_F(DropCopyTest, says_nothing_before_it_has_begun) {
    copy_.take(fill("BTC-USDT-SWAP", "1", Side::Buy, "5"));
    EXPECT_TRUE(copy_.differences(positions_, ledger_).empty());
    copy_.begin(positions_, ledger_, booked_);
    EXPECT_TRUE(copy_.differences(positions_, ledger_).empty());
}

TEST_F(DropCopyTest, agrees_with_books_that_count_each_fill_and_bill_once) {
    copy_.begin(positions_, ledger_, booked_);
    for (const Fill& each :
         {fill("BTC-USDT-SWAP", "1", Side::Sell, "3"),
          fill("BTC-USDT", "1", Side::Buy, "0.5"),
          fill("BTC-USDT", "2", Side::Sell, "0.2")}) {
        book(each);
        copy_.take(each);
        copy_.take(each);
    }
    const Bill funding{"b1", BillKind::Funding, {}, Currency{"USDT"}, cash("-3"), "", now_ + std::chrono::seconds{2}};
    Outputs out;
    Step step{now_, out};
    ASSERT_TRUE(ledger_.book_bill(funding, step));
    copy_.take(funding);
    copy_.take(funding);
    EXPECT_TRUE(copy_.differences(positions_, ledger_).empty()) << copy_.differences(positions_, ledger_).front();
}

// The venue's lists may be late, and after a restart they tell again what was booked before.
TEST_F(DropCopyTest, does_not_count_what_was_in_our_books_when_it_began) {
    const Fill booked = fill("BTC-USDT-SWAP", "1", Side::Sell, "2");
    book(booked);
    booked_.emplace(BookedFills::key_type{booked.instrument_id, booked.trade_id}, booked.times.ts_event);
    const Bill funding{"b1", BillKind::Funding, {}, Currency{"USDT"}, cash("-3"), "", now_ + std::chrono::seconds{2}};
    Outputs out;
    Step step{now_, out};
    ASSERT_TRUE(ledger_.book_bill(funding, step));
    copy_.begin(positions_, ledger_, booked_);
    copy_.take(booked);
    copy_.take(funding);
    Fill old = fill("BTC-USDT-SWAP", "0", Side::Buy, "7");
    old.times.ts_event = now_;  // Part of the opening balances.
    copy_.take(old);
    EXPECT_TRUE(copy_.differences(positions_, ledger_).empty()) << copy_.differences(positions_, ledger_).front();
}

TEST_F(DropCopyTest, shows_a_fill_that_our_books_have_missed) {
    copy_.begin(positions_, ledger_, booked_);
    copy_.take(fill("BTC-USDT-SWAP", "1", Side::Buy, "1"));
    const auto lines = copy_.differences(positions_, ledger_);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "position BTC-USDT-SWAP: ours 2 rebuilt from fills 3");
    EXPECT_EQ(lines[1], "balance USDT: ours 1000 rebuilt from fills and bills 999.5");
}

TEST_F(DropCopyTest, shows_a_fill_that_our_books_have_counted_twice) {
    copy_.begin(positions_, ledger_, booked_);
    const Fill made = fill("BTC-USDT-SWAP", "1", Side::Sell, "1");
    copy_.take(made);
    book(made);
    book(made);
    EXPECT_EQ(copy_.differences(positions_, ledger_).front(), "position BTC-USDT-SWAP: ours 0 rebuilt from fills 1");
}

}  // namespace
}  // namespace trading::test
