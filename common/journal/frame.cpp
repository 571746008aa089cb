#include "common/journal/frame.hpp"

#include "common/base/assert.hpp"
#include "common/base/crc32c.hpp"
#include "common/base/enumerators.hpp"

#include <array>

namespace trading::journal {
namespace {

constexpr std::size_t kCheckedFrom = 8;  // The checksum covers everything from here on.

template <class Number>
void put(char* place, Number number) noexcept {
    for (std::size_t index = 0; index < sizeof(Number); ++index) {
        place[index] = static_cast<char>((static_cast<std::uint64_t>(number) >> (8 * index)) & 0xFFU);
    }
}

template <class Number>
Number get(std::string_view bytes, std::size_t place) noexcept {
    std::uint64_t number = 0;
    for (std::size_t index = 0; index < sizeof(Number); ++index) {
        number |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[place + index])) << (8 * index);
    }
    return static_cast<Number>(number);
}

}  // namespace

void append_frame(std::string& bytes, const Frame& frame) {
    TRADING_ASSERT(frame.payload.size() <= kPayloadMax);
    std::array<char, kFrameOverhead> head{};
    put(head.data(), static_cast<std::uint32_t>(frame.payload.size()));
    put(head.data() + 8, static_cast<std::uint8_t>(frame.kind));
    put(head.data() + 9, frame.sequence);
    put(head.data() + 17, base::to_unix_nanoseconds(frame.ts));
    const std::size_t start = bytes.size();
    bytes.append(head.data(), head.size());
    bytes.append(frame.payload);
    put(bytes.data() + start + 4, base::crc32c(std::string_view{bytes}.substr(start + kCheckedFrom)));
}

std::size_t frame_size(std::string_view bytes) noexcept { return kFrameOverhead + get<std::uint32_t>(bytes, 0); }

FrameState take_frame(std::string_view& rest, Frame& frame) noexcept {
    if (rest.size() < kFrameOverhead) return FrameState::Torn;
    const std::size_t length = get<std::uint32_t>(rest, 0);
    if (length > kPayloadMax) return FrameState::Damaged;
    if (rest.size() - kFrameOverhead < length) return FrameState::Torn;
    const std::string_view checked = rest.substr(kCheckedFrom, kFrameOverhead - kCheckedFrom + length);
    if (base::crc32c(checked) != get<std::uint32_t>(rest, 4)) return FrameState::Damaged;
    frame.kind = static_cast<FrameKind>(get<std::uint8_t>(rest, 8));
    if (base::enumerator_name(frame.kind).empty()) return FrameState::Damaged;
    frame.sequence = get<std::uint64_t>(rest, 9);
    frame.ts = base::from_unix_nanoseconds(get<std::int64_t>(rest, 17));
    frame.payload = rest.substr(kFrameOverhead, length);
    rest.remove_prefix(kFrameOverhead + length);
    return FrameState::Whole;
}

}  // namespace trading::journal
