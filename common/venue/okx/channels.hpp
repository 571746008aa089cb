#pragma once

#include "common/domain/venue_feed.hpp"
#include "common/venue/okx/socket_events.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::venue::okx {

// The three addresses of the socket. A subscription on the wrong one is refused with 60018 or 64001.
enum class SocketPath { Public = 1, Private = 2, Business = 3 };

// Which socket carries a public feed: candles are on the business one.
[[nodiscard]] SocketPath socket_path_of(domain::Channel channel) noexcept;

// "candle1m" and the like. Intervals from six hours on open at midnight UTC ("candle1Dutc"): without the suffix OKX
// opens them at midnight in Hong Kong. Nothing for an interval that OKX does not have.
[[nodiscard]] std::optional<std::string> candle_channel_of(base::Duration interval);

// The `bar` parameter of REST candles: "1m", "1Dutc".
[[nodiscard]] std::optional<std::string> candle_bar_of(base::Duration interval);

// The interval of a candle channel's name; nothing for other names and for months, which have no fixed length.
[[nodiscard]] std::optional<base::Duration> candle_interval_of(std::string_view channel) noexcept;

// The venue's arguments for one feed: one, or three for `Instruments` (SPOT, SWAP, FUTURES). Empty when the venue has
// no such feed.
[[nodiscard]] std::vector<ChannelArgument> arguments_of(const domain::FeedKey& key);

// The feed that an argument belongs to; nothing for channels that are not a feed of ours.
[[nodiscard]] std::optional<domain::FeedKey> feed_key_of(const ChannelArgument& argument);

// The private channels of one account, all instruments. `orders-algo` (stops) lives on the business socket.
[[nodiscard]] std::vector<ChannelArgument> private_arguments();
[[nodiscard]] std::vector<ChannelArgument> private_business_arguments();

enum class SubscribeOperation { Subscribe = 1, Unsubscribe = 2 };

// Longest `arguments` that one request may name: far below the venue's limit of 64 KB for a request.
inline constexpr std::size_t kArgumentsPerRequestMax = 100;

// {"id":"1512","op":"subscribe","args":[{"channel":"books","instId":"BTC-USDT"}]} into `out`, replacing what was there.
// `request_id`: 1 to 32 of [A-Za-z0-9], or empty for none.
void write_subscription(
    SubscribeOperation operation,
    const std::vector<ChannelArgument>& arguments,
    std::string_view request_id,
    std::string& out
);

}  // namespace trading::venue::okx
