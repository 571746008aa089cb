#pragma once

#include "services/simulator/io/api_error.hpp"
#include "services/simulator/io/json_value.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace trading::simulator {

// `Any` is the bare base path, which OKX does not have: clients that know only one URL for all their channels get
// everything there.
enum class SocketPath { Public = 1, Private = 2, Business = 3, Any = 4 };

// "public", "private", "business", or "any".
[[nodiscard]] std::string_view path_word(SocketPath path) noexcept;

// "/ws/v5/public" and so on; a query behind it is allowed and ignored (older clients send ?brokerId=9999).
[[nodiscard]] std::optional<SocketPath> parse_socket_path(std::string_view target);

// What the argument of a channel's subscription names.
enum class ChannelScope {
    Instrument = 1,      // instId, mandatory.
    Index = 2,           // instId of an index, mandatory.
    InstrumentType = 3,  // instType, mandatory.
    Account = 4,         // The logged-in account, with optional filters.
    Global = 5,          // Nothing.
};

struct ChannelRule {
    std::string_view name;
    SocketPath path = SocketPath::Public;
    ChannelScope scope = ChannelScope::Instrument;
    bool needs_login = false;
    bool needs_tier = false;          // Only for high fee tiers, which no account of the simulator has (64003).
    bool counts_connections = false;  // Answers with channel-conn-count.
};

// The channels that carry candles: of trades, of the mark price and of the index. The bar follows the name.
inline constexpr std::array<std::string_view, 3> kCandleFamilies{"candle", "mark-price-candle", "index-candle"};

// The rule of a channel by its name; candles of every bar share the rule of their family. Null for unknown names.
[[nodiscard]] const ChannelRule* find_channel(std::string_view name);

// What the checks need to know about a socket and the market.
struct ChannelContext {
    SocketPath path = SocketPath::Public;
    bool is_logged_in = false;
    std::function<bool(std::string_view instrument)> instrument_exists;
    std::function<bool(std::string_view index)> index_exists;
};

// Why this argument of a subscription is refused on this socket; nothing when it is fine.
[[nodiscard]] std::optional<ApiError> check_subscription(const JsonValue& argument, const ChannelContext& context);

}  // namespace trading::simulator
