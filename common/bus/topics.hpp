#pragma once

#include <string>
#include <string_view>

namespace trading::bus {

// Subscriptions match by prefix, so every topic ends in the separator: without it "BTC-USDT" would also catch
// "BTC-USDT-SWAP".
[[nodiscard]] inline std::string market_topic(
    std::string_view venue, std::string_view instrument, std::string_view kind
) {
    return std::string{"md."}.append(venue).append(".").append(instrument).append(".").append(kind).append(".");
}

[[nodiscard]] inline std::string execution_topic(std::string_view account, std::string_view kind) {
    return std::string{"ex."}.append(account).append(".").append(kind).append(".");
}

}  // namespace trading::bus
