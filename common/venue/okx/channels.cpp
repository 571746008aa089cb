#include "common/venue/okx/channels.hpp"

#include "common/base/assert.hpp"
#include "common/venue/okx/json_text.hpp"

#include <array>

namespace trading::venue::okx {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Bar {
    base::Duration interval;
    std::string_view name;  // After "candle"; the parameter `bar` of REST.
};

// Months are left out: they have no fixed length.
constexpr std::array<Bar, 16> kBars{{
    {seconds{1}, "1s"},
    {minutes{1}, "1m"},
    {minutes{3}, "3m"},
    {minutes{5}, "5m"},
    {minutes{15}, "15m"},
    {minutes{30}, "30m"},
    {hours{1}, "1H"},
    {hours{2}, "2H"},
    {hours{4}, "4H"},
    {hours{6}, "6Hutc"},
    {hours{12}, "12Hutc"},
    {hours{24}, "1Dutc"},
    {hours{24 * 2}, "2Dutc"},
    {hours{24 * 3}, "3Dutc"},
    {hours{24 * 5}, "5Dutc"},
    {hours{24 * 7}, "1Wutc"},
}};

constexpr std::string_view kCandlePrefix = "candle";
constexpr std::string_view kUtcSuffix = "utc";

bool ends_with_utc(std::string_view text) { return text.ends_with(kUtcSuffix); }

std::string_view without_utc(std::string_view text) {
    return ends_with_utc(text) ? text.substr(0, text.size() - kUtcSuffix.size()) : text;
}

ChannelArgument for_instrument(std::string channel, const domain::InstrumentId& instrument_id) {
    return ChannelArgument{.channel = std::move(channel), .instrument_id = instrument_id.value()};
}

ChannelArgument for_type(std::string channel, std::string type) {
    return ChannelArgument{.channel = std::move(channel), .instrument_type = std::move(type)};
}

}  // namespace

SocketPath socket_path_of(domain::Channel channel) noexcept {
    return channel == domain::Channel::Candles ? SocketPath::Business : SocketPath::Public;
}

std::optional<std::string> candle_bar_of(base::Duration interval) {
    for (const Bar& bar : kBars) {
        if (bar.interval == interval) return std::string{bar.name};
    }
    return std::nullopt;
}

std::optional<std::string> candle_channel_of(base::Duration interval) {
    std::optional<std::string> bar = candle_bar_of(interval);
    if (!bar) return std::nullopt;
    return std::string{kCandlePrefix} + *bar;
}

std::optional<base::Duration> candle_interval_of(std::string_view channel) noexcept {
    if (!channel.starts_with(kCandlePrefix)) return std::nullopt;
    const std::string_view name = without_utc(channel.substr(kCandlePrefix.size()));
    for (const Bar& bar : kBars) {
        if (without_utc(bar.name) == name) return bar.interval;
    }
    return std::nullopt;
}

std::vector<ChannelArgument> arguments_of(const domain::FeedKey& key) {
    using domain::Channel;
    switch (key.channel) {
        case Channel::Book: return {for_instrument("books", key.instrument_id)};
        case Channel::Trades: return {for_instrument("trades", key.instrument_id)};
        case Channel::Ticker: return {for_instrument("tickers", key.instrument_id)};
        case Channel::Candles: {
            std::optional<std::string> channel = candle_channel_of(key.interval);
            if (!channel) return {};
            return {for_instrument(*std::move(channel), key.instrument_id)};
        }
        case Channel::MarkPrice: return {for_instrument("mark-price", key.instrument_id)};
        case Channel::FundingRate: return {for_instrument("funding-rate", key.instrument_id)};
        case Channel::PriceLimit: return {for_instrument("price-limit", key.instrument_id)};
        case Channel::Instruments:
            return {
                for_type("instruments", "SPOT"), for_type("instruments", "SWAP"), for_type("instruments", "FUTURES")};
        case Channel::VenueStatus: return {ChannelArgument{.channel = "status"}};
    }
    return {};
}

std::optional<domain::FeedKey> feed_key_of(const ChannelArgument& argument) {
    using domain::Channel;
    const auto key = [&](Channel channel, base::Duration interval = {}) {
        return domain::FeedKey{
            .channel = channel,
            .instrument_id = domain::InstrumentId{argument.instrument_id},
            .interval = interval,
        };
    };
    const std::string& name = argument.channel;
    if (name == "books" || name == "books5" || name == "books-l2-tbt" || name == "books50-l2-tbt" ||
        name == "bbo-tbt") {
        return key(Channel::Book);
    }
    if (name == "trades" || name == "trades-all") return key(Channel::Trades);
    if (name == "tickers") return key(Channel::Ticker);
    if (name == "mark-price") return key(Channel::MarkPrice);
    if (name == "funding-rate") return key(Channel::FundingRate);
    if (name == "price-limit") return key(Channel::PriceLimit);
    if (name == "instruments") return key(Channel::Instruments);
    if (name == "status") return key(Channel::VenueStatus);
    if (const auto interval = candle_interval_of(name)) return key(Channel::Candles, *interval);
    return std::nullopt;
}

std::vector<ChannelArgument> private_arguments() {
    return {
        for_type("orders", "ANY"),
        for_type("positions", "ANY"),
        ChannelArgument{.channel = "account"},
        ChannelArgument{.channel = "balance_and_position"},
    };
}

std::vector<ChannelArgument> private_business_arguments() { return {for_type("orders-algo", "ANY")}; }

void write_subscription(
    SubscribeOperation operation,
    const std::vector<ChannelArgument>& arguments,
    std::string_view request_id,
    std::string& out
) {
    TRADING_ASSERT(!arguments.empty());
    TRADING_ASSERT(arguments.size() <= kArgumentsPerRequestMax);
    out.clear();
    JsonText json{out};
    json.open('{');
    if (!request_id.empty()) json.plain("id", request_id);
    json.plain("op", operation == SubscribeOperation::Subscribe ? "subscribe" : "unsubscribe");
    json.key("args");
    json.open('[');
    for (const ChannelArgument& argument : arguments) {
        json.open('{');
        json.text("channel", argument.channel);
        if (!argument.instrument_type.empty()) json.text("instType", argument.instrument_type);
        if (!argument.instrument_family.empty()) json.text("instFamily", argument.instrument_family);
        if (!argument.instrument_id.empty()) json.text("instId", argument.instrument_id);
        json.close('}');
    }
    json.close(']');
    json.close('}');
}

}  // namespace trading::venue::okx
