// A recorded public socket of the venue through the parser and the core. The recording is older than the sequence
// numbers, but its checksums are true: the book that the core holds must give each of them.
#include "common/venue/okx/public_messages.hpp"
#include "tests/support/gateway/core_driver.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>

namespace trading::test {
namespace {

const std::filesystem::path kCapture = "../shared/data/okx/capture/public_books_trades_tickers_2022-05-13.txt";
constexpr std::size_t kChecksumDepth = 25;

// CRC-32 (IEEE), as the venue's signed number.
std::int32_t crc32(std::string_view text) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char character : text) {
        crc ^= static_cast<unsigned char>(character);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return static_cast<std::int32_t>(~crc);
}

// The venue's own spelling of each level, which exact numbers forget and the checksum needs: "8.50".
using Spelling = std::map<domain::Price, std::string>;

void note_side(simdjson::dom::array side, Spelling& spelling) {
    for (const simdjson::dom::element level : side) {
        const std::string price{std::string_view{level.at(0)}};
        spelling[domain::Price::from_string(price).value()] = price + ":" + std::string{std::string_view{level.at(1)}};
    }
}

std::string checksum_text(const domain::OrderBook& book, const std::map<std::string, Spelling>& spellings) {
    const auto bids = book.bids(kChecksumDepth);
    const auto asks = book.asks(kChecksumDepth);
    std::string text;
    for (std::size_t index = 0; index < std::max(bids.size(), asks.size()); ++index) {
        if (index < bids.size()) text += spellings.at("bids").at(bids[index].price) + ":";
        if (index < asks.size()) text += spellings.at("asks").at(asks[index].price) + ":";
    }
    if (!text.empty()) text.pop_back();
    return text;
}

class Capture : public ::testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(kCapture)) GTEST_SKIP() << "the recording is not there";
        gateway::GatewayOptions options = gateway_options();
        options.instruments.clear();
        gateway::InstrumentsLoaded loaded;
        for (const char* const name : {"BTC-USDT", "BTC-USD-220527", "UNI-USD-SWAP"}) {
            options.instruments.emplace_back(name);
            loaded.instruments.push_back(spot(options.instruments.back()));
        }
        options.channels = {domain::Channel::Book, domain::Channel::Trades, domain::Channel::Ticker};
        options.book.accepts_missing_sequence = true;
        driver = std::make_unique<CoreDriver>(options);
        driver->input(loaded);
        driver->connection(true);
    }

    void play(const std::string& json) {
        ASSERT_TRUE(buffer.assign(json));
        ASSERT_TRUE(parser.parse(buffer, driver->now(), frame)) << json;
        for (const auto& event : frame.facts) {
            for (const domain::MarketFact& fact : driver->event(event).facts) count(fact, json);
        }
    }

    void count(const domain::MarketFact& fact, const std::string& json) {
        trades += std::holds_alternative<domain::Trade>(fact) ? 1 : 0;
        tickers += std::holds_alternative<domain::Ticker>(fact) ? 1 : 0;
        if (const auto* const update = std::get_if<domain::BookUpdate>(&fact)) {
            ++books;
            check(*update, json);
        }
    }

    void check(const domain::BookUpdate& update, const std::string& json) {
        const simdjson::dom::element document = json_parser.parse(json);
        const simdjson::dom::element book = document["data"].at(0);
        auto& spellings = spellings_[update.instrument_id];
        note_side(book["bids"], spellings["bids"]);
        note_side(book["asks"], spellings["asks"]);
        const std::string text = checksum_text(driver->core().find(update.instrument_id)->book.book(), spellings);
        if (crc32(text) == std::int64_t{book["checksum"]}) ++equal_checksums;
    }

    std::unique_ptr<CoreDriver> driver;
    venue::okx::PublicMessageParser parser;
    venue::okx::PublicFrame frame;
    venue::okx::FrameBuffer buffer;
    simdjson::dom::parser json_parser;
    std::map<domain::InstrumentId, std::map<std::string, Spelling>> spellings_;
    int books = 0;
    int trades = 0;
    int tickers = 0;
    int equal_checksums = 0;
};

TEST_F(Capture, gives_every_book_with_its_recorded_checksum_and_every_trade_and_ticker) {
    std::ifstream lines{kCapture};
    for (std::string line; std::getline(lines, line);) {
        const auto brace = line.find(": {");
        if (line.starts_with("wss") || brace == std::string::npos) continue;
        ASSERT_NO_FATAL_FAILURE(play(line.substr(brace + 2)));
    }
    EXPECT_EQ(books, 290);
    EXPECT_EQ(equal_checksums, 290);
    EXPECT_EQ(trades, 74);
    EXPECT_EQ(tickers, 28);
    EXPECT_EQ(driver->core().counters().book_gaps, 0U);
    EXPECT_EQ(parser.counters().malformed_items, 0U);
}

TEST(Checksum, agrees_with_the_vectors_of_the_venues_documentation) {
    EXPECT_EQ(crc32("3366.1:7:3366.8:9:3366:6:3368:8"), -1881014294);
    EXPECT_EQ(crc32("3366.1:7:3366.8:9:3368:8:3372:8"), 831078360);
}

}  // namespace
}  // namespace trading::test
