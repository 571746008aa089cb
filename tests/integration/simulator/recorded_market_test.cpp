#include "tests/integration/simulator/running_venue.hpp"
#include "tests/integration/simulator/venue_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trading::test {
namespace {

using namespace simulator;

constexpr const char* kRecording = "../shared/data/okx/capture/public_books_trades_tickers_2022-05-13.txt";

// Every recorded frame reaches a subscriber, byte for byte and in order, as fast as it reads.
TEST(RecordedMarket, reaches_a_subscriber_exactly_as_recorded) {
    auto capture = read_capture(kRecording);
    if (!capture && capture.error().code == base::ErrorCode::NotFound) GTEST_SKIP() << "no recording at " << kRecording;
    ASSERT_TRUE(capture) << capture.error().detail;
    std::vector<std::string> expected;
    std::map<std::string, int> per_channel;
    for (const RecordedFrame& frame : capture->frames) {
        expected.push_back(*frame.text);
        ++per_channel[frame.channel];
    }
    EXPECT_EQ(per_channel, (std::map<std::string, int>{{"books", 290}, {"tickers", 28}, {"trades", 74}}));

    VenueServerOptions options = small_venue();
    options.capture = std::move(*capture);
    RunningVenue venue(std::move(options));
    SocketClient socket(venue.port(), "/ws/v5/public");
    for (const std::string channel : {"tickers", "trades", "books"}) {
        for (const std::string instrument : {"BTC-USDT", "BTC-USD-220527", "UNI-USD-SWAP"}) {
            socket.send(
                R"({"op":"subscribe","args":[{"channel":")" + channel + R"(","instId":")" + instrument + R"("}]})"
            );
        }
    }
    std::vector<std::string> received;
    while (received.size() < expected.size()) {
        const auto frame = socket.next();
        ASSERT_TRUE(frame) << "only " << received.size() << " frames came";
        if (frame->find(R"("data")") != std::string::npos) received.push_back(*frame);
    }
    EXPECT_EQ(received, expected);

    const HttpReply instruments =
        request(venue.port(), "GET", "/api/v5/public/instruments?instType=FUTURES", "", false);
    EXPECT_THAT(instruments.body, testing::HasSubstr(R"("instId":"BTC-USD-220527")"));
}

}  // namespace
}  // namespace trading::test
