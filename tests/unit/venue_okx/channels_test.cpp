#include "common/venue/okx/channels.hpp"
#include "common/venue/okx/environment.hpp"

#include <gtest/gtest.h>

namespace trading::venue::okx {
namespace {

using domain::Channel;
using domain::FeedKey;
using std::chrono::hours;
using std::chrono::minutes;

TEST(Channels, name_candles_by_interval_and_open_long_ones_at_midnight_utc) {
    EXPECT_EQ(candle_channel_of(std::chrono::seconds{1}), "candle1s");
    EXPECT_EQ(candle_channel_of(minutes{5}), "candle5m");
    EXPECT_EQ(candle_channel_of(hours{4}), "candle4H");
    EXPECT_EQ(candle_channel_of(hours{6}), "candle6Hutc");
    EXPECT_EQ(candle_channel_of(hours{24}), "candle1Dutc");
    EXPECT_EQ(candle_channel_of(minutes{7}), std::nullopt);
}

TEST(Channels, read_intervals_with_and_without_utc_and_refuse_months) {
    EXPECT_EQ(candle_interval_of("candle1m"), minutes{1});
    EXPECT_EQ(candle_interval_of("candle1D"), hours{24});
    EXPECT_EQ(candle_interval_of("candle1Dutc"), hours{24});
    EXPECT_EQ(candle_interval_of("candle1M"), std::nullopt);
    EXPECT_EQ(candle_interval_of("mark-price-candle1m"), std::nullopt);
}

TEST(Channels, lead_from_every_feed_to_its_argument_and_back) {
    for (const Channel channel :
         {Channel::Book,
          Channel::Trades,
          Channel::Ticker,
          Channel::Candles,
          Channel::MarkPrice,
          Channel::FundingRate,
          Channel::PriceLimit}) {
        const FeedKey key{
            .channel = channel,
            .instrument_id = domain::InstrumentId{"BTC-USDT-SWAP"},
            .interval = channel == Channel::Candles ? base::Duration{minutes{1}} : base::Duration{},
        };
        const auto arguments = arguments_of(key);
        ASSERT_EQ(arguments.size(), 1U);
        EXPECT_EQ(feed_key_of(arguments.front()), key);
    }
    EXPECT_EQ(arguments_of({.channel = Channel::Instruments}).size(), 3U);
    EXPECT_EQ(arguments_of({.channel = Channel::VenueStatus}).front().channel, "status");
    EXPECT_EQ(feed_key_of({.channel = "index-tickers", .instrument_id = "BTC-USDT"}), std::nullopt);
}

TEST(Channels, put_candles_on_the_business_socket) {
    EXPECT_EQ(socket_path_of(Channel::Candles), SocketPath::Business);
    EXPECT_EQ(socket_path_of(Channel::Book), SocketPath::Public);
}

TEST(Channels, write_one_subscription_for_many_arguments) {
    std::string text = "left over";
    write_subscription(
        SubscribeOperation::Subscribe,
        {{.channel = "books", .instrument_id = "BTC-USDT"}, {.channel = "orders", .instrument_type = "ANY"}},
        "1512",
        text
    );
    EXPECT_EQ(
        text,
        R"({"id":"1512","op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"},)"
        R"({"channel":"orders","instType":"ANY"}]})"
    );
    write_subscription(SubscribeOperation::Unsubscribe, {{.channel = "status"}}, "", text);
    EXPECT_EQ(text, R"({"op":"unsubscribe","args":[{"channel":"status"}]})");
}

TEST(Environment, knows_the_hosts_of_each_region) {
    const Addresses live = addresses_of(Region::Global, Environment::Live);
    EXPECT_EQ(live.rest, "https://openapi.okx.com");
    EXPECT_EQ(live.public_socket, "wss://ws.okx.com:8443/ws/v5/public");
    EXPECT_FALSE(live.sends_demo_header);
    const Addresses demo = addresses_of(Region::Eea, Environment::Demo);
    EXPECT_EQ(demo.rest, "https://eea.okx.com");
    EXPECT_EQ(demo.private_socket, "wss://wseeapap.okx.com:8443/ws/v5/private");
    EXPECT_TRUE(demo.sends_demo_header);
    EXPECT_EQ(
        addresses_of(Region::UnitedStates, Environment::Demo).business_socket,
        "wss://wsuspap.okx.com:8443/ws/v5/business"
    );
}

TEST(Environment, derives_the_simulators_sockets_from_its_rest_address) {
    const Addresses plain = simulator_addresses("http://127.0.0.1:17300/");
    EXPECT_EQ(plain.rest, "http://127.0.0.1:17300");
    EXPECT_EQ(plain.business_socket, "ws://127.0.0.1:17300/ws/v5/business");
    EXPECT_EQ(simulator_addresses("https://sim:443").public_socket, "wss://sim:443/ws/v5/public");
}

TEST(Environment, reads_and_prints_its_names) {
    EXPECT_EQ(parse_region("eea"), Region::Eea);
    EXPECT_EQ(parse_region("mars"), std::nullopt);
    EXPECT_EQ(to_string(*parse_environment("demo")), "demo");
}

}  // namespace
}  // namespace trading::venue::okx
