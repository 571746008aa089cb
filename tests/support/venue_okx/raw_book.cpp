#include "tests/support/venue_okx/raw_book.hpp"

#include "common/base/assert.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace trading::test {
namespace {

constexpr std::size_t kChecksumDepth = 25;

constexpr std::array<std::uint32_t, 256> make_crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
        table[byte] = value;
    }
    return table;
}

constexpr auto kCrcTable = make_crc_table();

// The quoted texts of `text` from `begin` up to the bracket that ends the array of levels.
std::size_t read_level(std::string_view text, std::size_t begin, std::vector<std::string>& parts) {
    parts.clear();
    const std::size_t end = text.find(']', begin);
    std::size_t quote = text.find('"', begin);
    while (quote < end) {
        const std::size_t closing = text.find('"', quote + 1);
        parts.emplace_back(text.substr(quote + 1, closing - quote - 1));
        quote = text.find('"', closing + 1);
    }
    return end;
}

}  // namespace

void RawTexts::remember(std::string_view message) {
    std::vector<std::string> parts;
    for (const std::string_view side : {"\"asks\":[", "\"bids\":["}) {
        std::size_t position = message.find(side);
        TRADING_ASSERT(position != std::string_view::npos);
        position += side.size();
        while (position < message.size() && message[position] != ']') {
            position = read_level(message, position, parts) + 1;
            if (position < message.size() && message[position] == ',') ++position;
            prices_[*base::Decimal::from_string(parts.at(0))] = parts.at(0);
            quantities_[*base::Decimal::from_string(parts.at(1))] = parts.at(1);
        }
    }
}

std::string RawTexts::text_of(const domain::BookLevel& level) const {
    return prices_.at(level.price.value()) + ":" + quantities_.at(level.quantity.value());
}

std::int32_t RawTexts::checksum_of(const domain::OrderBook& book) const {
    const auto bids = book.bids(kChecksumDepth);
    const auto asks = book.asks(kChecksumDepth);
    std::string text;
    for (std::size_t index = 0; index < std::max(bids.size(), asks.size()); ++index) {
        if (index < bids.size()) text.append(text.empty() ? "" : ":").append(text_of(bids[index]));
        if (index < asks.size()) text.append(text.empty() ? "" : ":").append(text_of(asks[index]));
    }
    return signed_crc32(text);
}

std::int32_t signed_crc32(std::string_view text) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const char character : text) {
        value = kCrcTable[(value ^ static_cast<std::uint8_t>(character)) & 0xFFU] ^ (value >> 8U);
    }
    return static_cast<std::int32_t>(value ^ 0xFFFFFFFFU);
}

std::int64_t recorded_checksum(std::string_view message) {
    constexpr std::string_view kLabel = "\"checksum\":";
    const std::size_t position = message.find(kLabel);
    TRADING_ASSERT(position != std::string_view::npos);
    return std::strtoll(message.data() + position + kLabel.size(), nullptr, 10);
}

}  // namespace trading::test
