#pragma once

#include "common/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace trading::venue::okx {

// The parts of ws://, wss://, http:// and https:// addresses.
struct Url {
    std::string host;
    std::uint16_t port = 0;
    std::string path;  // With the query; "/" when the address has none.
    bool is_encrypted = false;
    bool has_default_port = false;

    // For the Host header: the port only when it is not the scheme's own.
    [[nodiscard]] std::string host_header() const;
};

// `InvalidArgument` for another scheme, a missing host, a port out of range, or user information (never send secrets
// in an address).
[[nodiscard]] base::Result<Url> parse_url(std::string_view text);

}  // namespace trading::venue::okx
