#pragma once

#include "common/domain/order_book.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace trading::test {

// The texts of a book's levels exactly as the venue sent them: its old checksum is over the texts, not the numbers.
class RawTexts {
public:
    // Remembers the texts of every level of one recorded `books` message.
    void remember(std::string_view message);

    // The venue's checksum before it was switched off: CRC-32 of "bid:quantity:ask:quantity:..." over the best 25 of
    // each side in turn; the longer side goes on alone. As a signed number, like the venue writes it.
    [[nodiscard]] std::int32_t checksum_of(const domain::OrderBook& book) const;

private:
    [[nodiscard]] std::string text_of(const domain::BookLevel& level) const;

    // By side and price: the latest texts of price and quantity. A text may differ from the canonical one: "0.10".
    std::map<base::Decimal, std::string> prices_;
    std::map<base::Decimal, std::string> quantities_;
};

// CRC-32 (IEEE) as a signed number.
[[nodiscard]] std::int32_t signed_crc32(std::string_view text);

// The `checksum` and `action` of a recorded message.
[[nodiscard]] std::int64_t recorded_checksum(std::string_view message);

}  // namespace trading::test
