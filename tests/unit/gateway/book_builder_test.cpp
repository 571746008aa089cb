#include "tests/support/gateway/core_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace std::chrono_literals;
using gateway::BookState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BookBuilder : public ::testing::Test {
protected:
    void SetUp() override { driver.begin(); }

    std::vector<std::string> frame(std::int64_t previous, std::int64_t sequence, Sides sides = {}) {
        return describe_facts(driver.event(book_frame(previous, sequence, sides)));
    }
    std::vector<std::string> fetched(std::int64_t sequence, Sides sides) {
        domain::BookFrame whole = book_frame(-1, sequence, sides);
        return describe_facts(driver.event(domain::BookFetched{whole}));
    }
    BookState state() { return driver.core().find(btc())->book.state(); }
    const gateway::Counters& counters() { return driver.core().counters(); }

    CoreDriver driver;
};

TEST_F(BookBuilder, follows_the_sequence_of_the_venues_documentation) {
    EXPECT_THAT(
        frame(-1, 10, {"100:1", "101:1"}),
        ElementsAre("book snapshot 10 bids 100:1 asks 101:1", "feed book fresh first_data")
    );
    EXPECT_THAT(frame(10, 15, {"100:2", ""}), ElementsAre("book update 15 bids 100:2"));
    EXPECT_THAT(frame(15, 15), ElementsAre("book update 15"));
    EXPECT_THAT(frame(15, 3, {"99:1", ""}), ElementsAre("book update 3 bids 99:1"));
    EXPECT_THAT(frame(3, 5, {"99:0", ""}), ElementsAre("book update 5 bids 99:0"));
    EXPECT_EQ(state(), BookState::Running);
    EXPECT_EQ(counters().book_resets, 1U);
    EXPECT_EQ(counters().book_gaps, 0U);
}

TEST_F(BookBuilder, declares_the_book_stale_and_subscribes_again_on_a_gap) {
    frame(-1, 10, {"100:1", "101:1"});
    EXPECT_THAT(frame(12, 15, {"100:2", ""}), ElementsAre("feed book stale sequence_gap"));
    EXPECT_THAT(describe_commands(driver.last()), ElementsAre("unsubscribe book BTC-USDT", "subscribe book BTC-USDT"));
    EXPECT_FALSE(driver.core().find(btc())->book.whole().has_value());
    EXPECT_THAT(frame(15, 17), IsEmpty());
    EXPECT_THAT(
        frame(-1, 20, {"100:3", "101:1"}),
        ElementsAre("book snapshot 20 bids 100:3 asks 101:1", "feed book fresh recovered")
    );
}

TEST_F(BookBuilder, treats_a_lower_number_that_does_not_continue_as_a_gap) {
    frame(-1, 10, {"100:1", "101:1"});
    EXPECT_THAT(frame(9, 3), ElementsAre("feed book stale sequence_gap"));
}

TEST_F(BookBuilder, ignores_the_same_message_twice_in_a_row) {
    frame(-1, 10, {"100:1", "101:1"});
    frame(10, 15, {"100:2", ""});
    EXPECT_THAT(frame(10, 15, {"100:2", ""}), IsEmpty());
    EXPECT_EQ(counters().book_duplicates, 1U);
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, replaces_everything_when_a_whole_book_comes_in_mid_stream) {
    frame(-1, 10, {"100:1 99:1", "101:1"});
    frame(-1, 30, {"90:1", ""});
    EXPECT_THAT(describe_snapshot(driver.snapshot(btc())), ::testing::Contains("book snapshot 30 bids 90:1"));
}

TEST_F(BookBuilder, does_not_publish_a_whole_book_that_it_holds_already) {
    frame(-1, 10, {"100:1 99:1", "101:1"});
    EXPECT_THAT(frame(-1, 10, {"100:1 99:1", "101:1"}), IsEmpty());
    EXPECT_EQ(counters().book_duplicates, 1U);
    EXPECT_THAT(frame(-1, 10, {"100:1 99:2", "101:1"}), ElementsAre("book snapshot 10 bids 100:1 99:2 asks 101:1"));
    EXPECT_THAT(frame(10, 11, {"100:0", ""}), ElementsAre("book update 11 bids 100:0"));
}

TEST_F(BookBuilder, ignores_deletes_of_levels_that_it_does_not_hold) {
    frame(-1, 10, {"100:1", "101:1"});
    EXPECT_THAT(frame(10, 11, {"50:0", "200:0"}), ElementsAre("book update 11 bids 50:0 asks 200:0"));
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, gives_a_crossed_book_up_without_publishing_it) {
    frame(-1, 10, {"100:1", "101:1"});
    EXPECT_THAT(frame(10, 11, {"101:1", ""}), ElementsAre("feed book stale crossed"));
    EXPECT_EQ(counters().book_crossings, 1U);
}

TEST_F(BookBuilder, accepts_a_crossed_book_during_a_call_auction) {
    domain::Instrument instrument = spot(btc());
    instrument.status = domain::InstrumentStatus::PreOpen;
    driver.event(domain::InstrumentUpdate{instrument, {kStart, kStart}});
    frame(-1, 10, {"102:1", "101:1"});
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, gives_a_book_up_that_is_deeper_than_the_venue_sends) {
    std::string bids;
    for (int price = 1; price <= 401; ++price) bids += std::to_string(price) + ":1 ";
    EXPECT_THAT(frame(-1, 10, {bids, ""}), ElementsAre("feed book stale too_many_levels"));
}

TEST_F(BookBuilder, refuses_messages_without_a_sequence_unless_told_to_accept_them) {
    frame(-1, 10, {"100:1", "101:1"});
    domain::BookFrame old = book_frame(0, 0, {"100:2", ""});
    old.has_sequence = false;
    EXPECT_THAT(describe_facts(driver.event(old)), ElementsAre("feed book stale sequence_gap"));

    gateway::GatewayOptions options = gateway_options();
    options.book.accepts_missing_sequence = true;
    CoreDriver lenient{options};
    lenient.begin();
    old.is_snapshot = true;
    lenient.event(old);
    old.is_snapshot = false;
    EXPECT_THAT(describe_facts(lenient.event(old)), ElementsAre("book update 0 bids 100:2"));
}

TEST_F(BookBuilder, fetches_the_whole_book_when_none_comes_on_the_socket_and_joins_the_updates) {
    frame(8, 10, {"98:1", ""});
    frame(10, 12, {"99:1", ""});
    frame(12, 14, {"100:2", ""});
    EXPECT_THAT(describe_commands(driver.wait(3s)), ElementsAre("fetch_book BTC-USDT"));
    EXPECT_THAT(
        fetched(11, {"97:1 99:9", "101:1"}),
        ElementsAre(
            "book snapshot 11 bids 97:1 99:9 asks 101:1",
            "feed book fresh recovered",
            "book update 12 bids 99:1",
            "book update 14 bids 100:2"
        )
    );
    EXPECT_THAT(frame(14, 16), ElementsAre("book update 16"));
    EXPECT_EQ(counters().book_snapshots_missing, 1U);
}

TEST_F(BookBuilder, dates_joined_updates_after_the_whole_book_that_makes_them_useful) {
    frame(8, 10, {"98:1", ""});
    frame(10, 12, {"99:1", ""});
    frame(12, 14, {"100:2", ""});
    driver.wait(3s);
    domain::BookFrame whole = book_frame(-1, 11, {"97:1", "101:1"});
    whole.times.ts_received = driver.now();
    std::vector<base::Timestamp> received;
    for (const domain::MarketFact& fact : driver.event(domain::BookFetched{whole}).facts) {
        if (const auto* update = std::get_if<domain::BookUpdate>(&fact)) received.push_back(update->times.ts_received);
    }
    EXPECT_THAT(received, ElementsAre(driver.now(), driver.now() + 1ns, driver.now() + 2ns));
}

TEST_F(BookBuilder, fetches_again_when_the_fetched_book_is_older_than_the_updates_it_kept) {
    frame(20, 25);
    driver.wait(3s);
    EXPECT_THAT(fetched(10, {"97:1", "101:1"}), IsEmpty());
    EXPECT_EQ(counters().book_fetches_outdated, 1U);
    EXPECT_THAT(describe_commands(driver.wait(250ms)), ElementsAre("fetch_book BTC-USDT"));
    EXPECT_FALSE(fetched(25, {"97:1", "101:1"}).empty());
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, joins_the_first_update_that_spans_a_fetched_book_and_drops_older_ones) {
    driver.wait(3s);
    fetched(20, {"97:1", "101:1"});
    domain::BookFrame older = book_frame(15, 18, {"50:1", ""});
    EXPECT_THAT(describe_facts(driver.event(older)), IsEmpty());
    EXPECT_THAT(frame(18, 22, {"98:1", ""}), ElementsAre("book update 22 bids 98:1"));
    EXPECT_THAT(frame(18, 22), IsEmpty());
    EXPECT_THAT(frame(21, 23), ElementsAre("feed book stale sequence_gap"));
}

TEST_F(BookBuilder, does_not_join_updates_from_after_a_new_start_of_the_numbers) {
    driver.wait(3s);
    fetched(20, {"97:1", "101:1"});
    domain::BookFrame later = book_frame(3, 5, {"98:1", ""});
    later.times.ts_event = kStart + 1h;
    EXPECT_THAT(describe_facts(driver.event(later)), ElementsAre("feed book stale sequence_gap"));
}

TEST_F(BookBuilder, begins_with_a_fetch_when_configured) {
    gateway::GatewayOptions options = gateway_options();
    options.book.starts_with_fetch = true;
    CoreDriver fetching{options};
    fetching.input(gateway::InstrumentsLoaded{{spot(btc())}});
    EXPECT_THAT(describe_commands(fetching.connection(true)), ElementsAre("fetch_book BTC-USDT"));
}

TEST_F(BookBuilder, recovers_ever_more_slowly_and_never_stops_trying) {
    int recoveries = 0;
    for (int second = 0; second < 60; ++second) {
        frame(-1, 10, {"100:1", "101:1"});
        frame(99, 100);
        for (int step = 0; step < 20; ++step) {
            recoveries += static_cast<int>(driver.wait(50ms).commands.size()) / 2;
            if (state() == BookState::Waiting) break;
        }
    }
    EXPECT_LE(counters().book_recoveries, 20U);
    driver.wait(5s);
    frame(-1, 10, {"100:1", "101:1"});
    EXPECT_EQ(state(), BookState::Running);
    EXPECT_GT(recoveries, 0);
}

TEST_F(BookBuilder, fetches_instead_of_subscribing_once_the_shared_limit_is_reached) {
    gateway::GatewayOptions options = gateway_options();
    options.resubscribes.count_max = 1;
    CoreDriver limited{options};
    limited.begin();
    limited.event(book_frame(-1, 10, {"100:1", "101:1"}));
    limited.event(book_frame(99, 100));
    EXPECT_EQ(limited.last().commands.size(), 2U);
    limited.event(book_frame(-1, 10, {"100:1", "101:1"}));
    limited.event(book_frame(99, 100));
    EXPECT_THAT(describe_commands(limited.wait(200ms)), ElementsAre("fetch_book BTC-USDT"));
    EXPECT_EQ(limited.core().counters().resubscribes_refused, 1U);
}

TEST_F(BookBuilder, forgets_the_book_when_the_connection_is_lost) {
    frame(-1, 10, {"100:1", "101:1"});
    EXPECT_THAT(describe_facts(driver.connection(false)), ::testing::Contains("feed book stale disconnected"));
    EXPECT_THAT(frame(10, 11), IsEmpty());
    EXPECT_FALSE(driver.core().find(btc())->book.whole().has_value());
    driver.connection(true);
    EXPECT_THAT(frame(11, 12), IsEmpty());
    EXPECT_FALSE(frame(-1, 12, {"100:1", "101:1"}).empty());
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, takes_the_whole_book_that_comes_before_the_news_of_the_connection) {
    driver.connection(false);
    EXPECT_FALSE(frame(-1, 10, {"100:1", "101:1"}).empty());
    EXPECT_FALSE(frame(10, 11).empty());
    EXPECT_THAT(describe_commands(driver.connection(true)), IsEmpty());
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, fetches_the_book_at_once_when_only_another_socket_was_down) {
    frame(-1, 10, {"100:1", "101:1"});
    driver.connection(false);
    frame(10, 11);
    EXPECT_THAT(describe_commands(driver.connection(true)), ElementsAre("fetch_book BTC-USDT"));
    EXPECT_FALSE(fetched(11, {"100:1", "101:1"}).empty());
    EXPECT_EQ(state(), BookState::Running);
}

TEST_F(BookBuilder, keeps_a_bounded_number_of_updates_while_it_waits) {
    for (std::int64_t sequence = 1; sequence <= 700; ++sequence) frame(sequence, sequence + 1);
    EXPECT_EQ(counters().buffered_frames_dropped, 100U);
}

}  // namespace
}  // namespace trading::test
