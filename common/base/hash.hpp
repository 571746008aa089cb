#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trading::base {

// FNV-1a, 64 bit: stable across machines and versions, so it may be stored and sent. Not for security.
[[nodiscard]] constexpr std::uint64_t stable_hash(
    std::string_view text, std::uint64_t seed = 14695981039346656037ULL
) noexcept {
    std::uint64_t hash = seed;
    for (const char character : text) {
        hash ^= static_cast<std::uint8_t>(character);
        hash *= 1099511628211ULL;
    }
    return hash;
}

// Spreads a number over all 64 bits (the finaliser of SplitMix64).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) noexcept {
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
}

// Thirteen characters of the alphabet 0-9A-V: 64 bits as text that every venue accepts in an id.
[[nodiscard]] std::string to_base32(std::uint64_t value);

}  // namespace trading::base
