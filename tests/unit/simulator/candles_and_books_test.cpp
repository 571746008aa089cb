#include "services/simulator/core/book_difference.hpp"
#include "tests/unit/simulator/venue_fixture.hpp"

namespace trading::simulator {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

base::Timestamp at(const char* text) { return base::from_iso8601(text).value(); }

TEST(Bars, open_on_their_boundaries_and_the_long_ones_on_utc_plus_8) {
    const base::Timestamp time = at("2026-08-22T13:47:31.500Z");
    EXPECT_EQ(open_time(Bar::S1, time), at("2026-08-22T13:47:31Z"));
    EXPECT_EQ(open_time(Bar::M5, time), at("2026-08-22T13:45:00Z"));
    EXPECT_EQ(open_time(Bar::H4, time), at("2026-08-22T12:00:00Z"));
    EXPECT_EQ(open_time(Bar::H6, time), at("2026-08-22T10:00:00Z"));
    EXPECT_EQ(open_time(Bar::D1, time), at("2026-08-21T16:00:00Z"));
    EXPECT_EQ(open_time(Bar::D1Utc, time), at("2026-08-22T00:00:00Z"));
    EXPECT_EQ(open_time(Bar::W1Utc, time), at("2026-08-17T00:00:00Z"));
    EXPECT_EQ(open_time(Bar::Month1Utc, time), at("2026-08-01T00:00:00Z"));
    EXPECT_EQ(open_time(Bar::Month3, time), at("2026-06-30T16:00:00Z"));
}

TEST(Bars, read_back_what_they_print) {
    for (const Bar bar : all_bars()) EXPECT_EQ(parse_bar(to_string(bar)), bar);
    EXPECT_EQ(parse_bar("7m"), std::nullopt);
}

class Candles : public VenueFixture {};

TEST_F(Candles, close_once_a_second_and_repeat_the_close_without_trades) {
    must_place(sell(kBob, kBtc, "1", "64100"));
    must_place(buy(kAnn, kBtc, "1", "64100"));
    advance(seconds{3});
    std::vector<CandleView> closed;
    for (const CandleClosed& event : events<CandleClosed>()) {
        if (event.instrument == kBtc && event.bar == Bar::S1) closed.push_back(event.candle);
    }
    ASSERT_EQ(closed.size(), 3U);
    EXPECT_EQ(closed[0].close, dec("64100"));
    EXPECT_EQ(closed[0].volume, dec("1"));
    EXPECT_EQ(closed[0].volume_currency, dec("64100"));
    EXPECT_EQ(closed[2].open, dec("64100"));
    EXPECT_EQ(closed[2].volume, dec("0"));
    EXPECT_TRUE(closed[2].is_closed);
}

TEST_F(Candles, of_a_minute_are_what_their_seconds_add_up_to) {
    advance(seconds{30});
    must_place(sell(kBob, kBtc, "3", "64050"));
    must_place(buy(kAnn, kBtc, "1", "64050"));
    advance(seconds{20});
    must_place(buy(kAnn, kBtc, "2", "64050"));
    advance(minutes{2});
    PageQuery page;
    page.after = base::to_unix_milliseconds(at("2026-08-22T12:01:00Z"));
    page.limit = 1;
    const auto minute = core_.candles("BTC-USDT", Bar::M1, page);
    ASSERT_EQ(minute.size(), 1U);
    EXPECT_EQ(minute[0].open_time, at("2026-08-22T12:00:00Z"));
    EXPECT_EQ(minute[0].open, dec("64000"));
    EXPECT_EQ(minute[0].high, dec("64050"));
    EXPECT_EQ(minute[0].volume, dec("3"));
}

TEST_F(Candles, have_history_without_gaps_that_joins_the_present) {
    for (const auto& [bar, step, expected] :
         {std::tuple{Bar::S1, base::Duration{seconds{1}}, 300U},
          std::tuple{Bar::M1, base::Duration{minutes{1}}, 100U},
          std::tuple{Bar::M15, base::Duration{minutes{15}}, 8U}}) {
        PageQuery page;
        page.limit = expected;
        const auto candles = core_.candles("BTC-USDT", bar, page);
        ASSERT_EQ(candles.size(), expected);
        EXPECT_FALSE(candles[0].is_closed);
        EXPECT_EQ(candles[1].close, dec("64000"));
        for (std::size_t index = 1; index < candles.size(); ++index) {
            EXPECT_EQ(candles[index - 1].open_time - candles[index].open_time, step);
            EXPECT_GE(candles[index].high, candles[index].open);
            EXPECT_LE(candles[index].low, candles[index].close);
        }
    }
}

TEST_F(Candles, can_be_paged_back_without_overlap) {
    PageQuery page;
    page.limit = 10;
    const auto first = core_.candles("BTC-USDT", Bar::M5, page);
    page.after = base::to_unix_milliseconds(first.back().open_time);
    const auto second = core_.candles("BTC-USDT", Bar::M5, page);
    ASSERT_FALSE(second.empty());
    EXPECT_EQ(first.back().open_time - second.front().open_time, minutes{5});
}

TEST_F(Candles, of_a_long_gap_are_closed_without_being_told_one_by_one) {
    advance(hours{2});
    std::size_t seconds_told = 0;
    std::size_t minutes_told = 0;
    for (const CandleClosed& event : events<CandleClosed>()) {
        if (event.instrument != kBtc) continue;
        if (event.bar == Bar::S1) ++seconds_told;
        if (event.bar == Bar::M1) ++minutes_told;
    }
    EXPECT_LE(seconds_told, 21U);
    EXPECT_EQ(minutes_told, 120U);
    EXPECT_GT(core_.counters().slots_skipped, 0U);
    PageQuery page;
    page.limit = 3000;
    EXPECT_EQ(core_.candles("BTC-USDT", Bar::S1, page).size(), 3000U);
}

BookView book_of(std::initializer_list<std::pair<const char*, const char*>> bids, std::int64_t sequence) {
    BookView book;
    for (const auto& [price, size] : bids) book.bids.push_back({dec(price), dec(size), 1});
    book.sequence = sequence;
    return book;
}

TEST(BookDifferences, start_with_a_snapshot_and_chain_their_numbers) {
    BookDifference difference;
    const BookFrame first = difference.take(book_of({{"10", "1"}, {"9", "2"}}, 5));
    EXPECT_TRUE(first.is_snapshot);
    EXPECT_EQ(first.previous_sequence, -1);
    const BookFrame second = difference.take(book_of({{"11", "3"}, {"9", "1"}}, 9));
    EXPECT_EQ(second.previous_sequence, 5);
    EXPECT_EQ(second.sequence, 9);
    ASSERT_EQ(second.bids.size(), 3U);
    EXPECT_EQ(second.bids[0], (BookLevelView{dec("11"), dec("3"), 1}));
    EXPECT_EQ(second.bids[1], (BookLevelView{dec("10"), dec("0"), 0}));
    EXPECT_EQ(second.bids[2], (BookLevelView{dec("9"), dec("1"), 1}));
}

TEST(BookDifferences, do_not_mention_what_went_and_came_back) {
    BookDifference difference;
    static_cast<void>(difference.take(book_of({{"10", "1"}}, 5)));
    EXPECT_TRUE(difference.take(book_of({{"10", "1"}}, 20)).is_empty());
    EXPECT_EQ(difference.sequence(), 5);
    EXPECT_EQ(difference.take(book_of({{"10", "2"}}, 25)).previous_sequence, 5);
}

TEST(BookDifferences, continue_from_a_smaller_number_after_a_reset) {
    BookDifference difference;
    static_cast<void>(difference.take(book_of({{"10", "1"}}, 50)));
    difference.reset_sequence(3);
    const BookFrame reset = difference.take(book_of({{"10", "2"}}, 60));
    EXPECT_EQ(reset.previous_sequence, 50);
    EXPECT_EQ(reset.sequence, 3);
    const BookFrame next = difference.take(book_of({{"10", "3"}}, 67));
    EXPECT_EQ(next.previous_sequence, 3);
    EXPECT_EQ(next.sequence, 10);
    EXPECT_EQ(difference.heartbeat({}).sequence, difference.heartbeat({}).previous_sequence);
}

class Queries : public VenueFixture {};

TEST_F(Queries, page_newest_first_by_after_before_and_limit) {
    std::vector<std::int64_t> ids;
    for (int count = 0; count < 6; ++count) ids.push_back(must_place(buy(kAnn, kBtc, "0.001", "63000")));
    OrderFilter filter;
    filter.page.limit = 2;
    EXPECT_EQ(core_.pending_orders(kAnn, filter).at(0).order_id, ids[5]);
    filter.page.after = ids[4];
    EXPECT_EQ(core_.pending_orders(kAnn, filter).at(0).order_id, ids[3]);
    filter.page.after.reset();
    filter.page.before = ids[0];
    EXPECT_EQ(core_.pending_orders(kAnn, filter).at(0).order_id, ids[2]);
    EXPECT_EQ(core_.pending_orders(kAnn, filter).at(1).order_id, ids[1]);
}

TEST_F(Queries, forget_unfilled_cancels_after_two_hours_and_the_rest_after_seven_days) {
    const auto id = must_place(buy(kAnn, kBtc, "0.001", "63000"));
    send(CancelOrder{kAnn, kBtc, id, {}});
    must_place(sell(kBob, kBtc, "0.001", "63000"));
    must_place(buy(kAnn, kBtc, "0.001", "63000"));
    EXPECT_EQ(core_.order_history(kAnn, {}, now_).size(), 2U);
    EXPECT_EQ(core_.order_history(kAnn, {}, now_ + hours{3}).size(), 1U);
    EXPECT_EQ(core_.order_history(kAnn, {}, now_ + hours{24 * 8}).size(), 0U);
}

TEST_F(Queries, answer_nothing_for_an_unknown_instrument) {
    EXPECT_FALSE(core_.ticker("DOGE-USDT").has_value());
    EXPECT_FALSE(core_.funding_rate("BTC-USDT").has_value());
    EXPECT_TRUE(core_.book("DOGE-USDT", 5).bids.empty());
    EXPECT_TRUE(core_.candles("DOGE-USDT", Bar::M1, {}).empty());
    EXPECT_EQ(core_.find_instrument_by_code(10000)->published.id, kBtcSwap);
    EXPECT_EQ(core_.find_instrument_by_code(1), nullptr);
}

}  // namespace
}  // namespace trading::simulator
