#include "common/domain/order_book.hpp"
#include "common/venue/okx/public_messages.hpp"
#include "tests/support/venue_okx/okx_data.hpp"
#include "tests/support/venue_okx/raw_book.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace trading::venue::okx {
namespace {

using domain::BookFrame;

// The received messages of the recording: lines "<epoch>: {json}".
std::vector<std::string> received_messages(const std::string& recording) {
    std::vector<std::string> messages;
    std::istringstream lines{recording};
    for (std::string line; std::getline(lines, line);) {
        const std::size_t begin = line.find(": {");
        const bool is_received = begin != std::string::npos && line.find(' ') == begin + 1;
        if (is_received) messages.push_back(line.substr(begin + 2));
    }
    return messages;
}

struct Replay {
    std::map<domain::InstrumentId, domain::OrderBook> books;
    std::map<domain::InstrumentId, test::RawTexts> texts;
    int book_frames = 0;
    int snapshots = 0;
    int equal_checksums = 0;
    int trades = 0;
    int trade_matches = 0;
    int tickers = 0;
    int acknowledgements = 0;
    int others = 0;
};

void apply(const std::string& message, const BookFrame& frame, Replay& replay) {
    ++replay.book_frames;
    replay.snapshots += frame.is_snapshot ? 1 : 0;
    EXPECT_FALSE(frame.has_sequence);  // The recording is older than the sequence numbers.
    domain::OrderBook& book = replay.books[frame.instrument_id];
    book.apply(domain::BookUpdate{
        .instrument_id = frame.instrument_id,
        .is_snapshot = frame.is_snapshot,
        .bids = frame.bids,
        .asks = frame.asks,
    });
    test::RawTexts& texts = replay.texts[frame.instrument_id];
    texts.remember(message);
    replay.equal_checksums += texts.checksum_of(book) == test::recorded_checksum(message) ? 1 : 0;
}

TEST(RawTexts, compute_the_checksums_of_the_protocol_reference) {
    EXPECT_EQ(test::signed_crc32("3366.1:7:3366.8:9:3366:6:3368:8"), -1881014294);
    EXPECT_EQ(test::signed_crc32("3366.1:7:3366.8:9:3368:8:3372:8"), 831078360);
}

TEST(RecordedCapture, rebuilds_every_book_to_the_venues_own_checksum) {
    const auto folder = test::okx_data_folder();
    if (!folder) GTEST_SKIP() << test::kNoOkxData;
    const std::string recording = test::read_data_file(*folder / "capture/public_books_trades_tickers_2022-05-13.txt");
    PublicMessageParser parser;
    PublicFrame parsed;
    FrameBuffer frame;
    Replay replay;
    for (const std::string& message : received_messages(recording)) {
        ASSERT_TRUE(frame.assign(message));
        const base::Status status = parser.parse(frame, base::from_unix_milliseconds(1652459225000), parsed);
        ASSERT_TRUE(status.has_value()) << message.substr(0, 200);
        EXPECT_EQ(parsed.lost_items, 0U);
        for (const domain::VenueFeedEvent& fact : parsed.facts) {
            if (const auto* book = std::get_if<BookFrame>(&fact)) {
                apply(message, *book, replay);
            } else if (const auto* trade = std::get_if<domain::Trade>(&fact)) {
                ++replay.trades;
                EXPECT_TRUE(trade->price.is_positive() && trade->quantity.is_positive());
            } else if (std::holds_alternative<domain::Ticker>(fact)) {
                ++replay.tickers;
            } else {
                ++replay.others;
            }
        }
        if (parsed.event) {
            replay.acknowledgements += std::holds_alternative<SubscriptionAcknowledged>(*parsed.event) ? 1 : 0;
        }
    }
    EXPECT_EQ(replay.book_frames, 290);
    EXPECT_EQ(replay.snapshots, 3);
    EXPECT_EQ(replay.equal_checksums, 290);
    EXPECT_EQ(replay.trades, 74);
    EXPECT_EQ(replay.tickers, 28);
    EXPECT_EQ(replay.others, 0);
    EXPECT_GT(replay.acknowledgements, 0);
    EXPECT_EQ(replay.books.size(), 3U);
    EXPECT_EQ(parser.counters().unknown_fields, 0U);
    EXPECT_EQ(parser.counters().malformed_frames, 0U);
}

TEST(RecordedCapture, has_a_book_whose_checksum_breaks_when_an_update_is_missed) {
    const auto folder = test::okx_data_folder();
    if (!folder) GTEST_SKIP() << test::kNoOkxData;
    const std::string recording = test::read_data_file(*folder / "capture/public_books_trades_tickers_2022-05-13.txt");
    PublicMessageParser parser;
    PublicFrame parsed;
    FrameBuffer frame;
    Replay replay;
    int count = 0;
    for (const std::string& message : received_messages(recording)) {
        ASSERT_TRUE(frame.assign(message));
        ASSERT_TRUE(parser.parse(frame, {}, parsed).has_value());
        for (const domain::VenueFeedEvent& fact : parsed.facts) {
            const auto* book = std::get_if<BookFrame>(&fact);
            if (book != nullptr && ++count != 50) apply(message, *book, replay);
        }
    }
    EXPECT_LT(replay.equal_checksums, replay.book_frames);
}

}  // namespace
}  // namespace trading::venue::okx
