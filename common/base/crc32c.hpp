#pragma once

#include <cstdint>
#include <string_view>

namespace trading::base {

// CRC-32C (Castagnoli, as in RFC 3720): notices every burst of up to 32 wrong bits. Not for security.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes) noexcept;

}  // namespace trading::base
