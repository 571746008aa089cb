#pragma once

#include "common/base/secret.hpp"

#include <string>
#include <string_view>

namespace trading::simulator {

// base64(HMAC-SHA256(secret, text)): how OKX signs requests and logins (okx-v5 2.1, 4.3).
[[nodiscard]] std::string sign(const base::Secret& secret, std::string_view text);

// Compares in constant time, as a venue must.
[[nodiscard]] bool equal_signatures(std::string_view left, std::string_view right) noexcept;

}  // namespace trading::simulator
