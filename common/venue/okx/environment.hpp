#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trading::venue::okx {

// Where the account was opened. Keys are bound to it: the wrong one is answered with 50119 or 60032.
enum class Region { Global = 1, Eea = 2, UnitedStates = 3 };

// Whose money it is. `Demo` is OKX's own paper trading; `Simulator` is ours, at addresses that the caller names.
enum class Environment { Live = 1, Demo = 2, Simulator = 3 };

[[nodiscard]] std::string_view to_string(Region region) noexcept;
[[nodiscard]] std::string_view to_string(Environment environment) noexcept;
[[nodiscard]] std::optional<Region> parse_region(std::string_view text) noexcept;
[[nodiscard]] std::optional<Environment> parse_environment(std::string_view text) noexcept;

// Every REST request of the demo carries this header, public ones too: instruments have other numbers there.
inline constexpr std::string_view kDemoHeaderName = "x-simulated-trading";
inline constexpr std::string_view kDemoHeaderValue = "1";

// The four addresses of one venue, without a slash at the end. (Section 1 of the protocol reference.)
struct Addresses {
    std::string rest;             // https://openapi.okx.com
    std::string public_socket;    // wss://ws.okx.com:8443/ws/v5/public
    std::string private_socket;   // wss://ws.okx.com:8443/ws/v5/private
    std::string business_socket;  // wss://ws.okx.com:8443/ws/v5/business: candles and the channel of stops
    bool sends_demo_header = false;

    bool operator==(const Addresses&) const = default;
};

// The venue's own addresses for `Live` and `Demo`. Asking for `Simulator` is a bug: it has none of its own.
[[nodiscard]] Addresses addresses_of(Region region, Environment environment);

// A simulator at e.g. "http://127.0.0.1:17300"; its sockets are at the same host below /ws/v5. The scheme becomes ws or
// wss accordingly.
[[nodiscard]] Addresses simulator_addresses(std::string_view rest_address);

}  // namespace trading::venue::okx
