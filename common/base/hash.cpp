#include "common/base/hash.hpp"

namespace trading::base {

std::string to_base32(std::uint64_t value) {
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
    constexpr std::size_t kLength = 13;
    std::string text(kLength, '0');
    for (std::size_t position = kLength; position-- > 0;) {
        text[position] = kAlphabet[value % 32];
        value /= 32;
    }
    return text;
}

}  // namespace trading::base
