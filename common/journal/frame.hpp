#pragma once

#include "common/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trading::journal {

enum class FrameKind : std::uint8_t {
    FileHeader = 1,   // First in each file: a `Header`.
    Input = 2,        // One input; `ts` is the time that the core was given with it.
    Outputs = 3,      // What the input before it led to.
    OutputsHash = 4,  // The same, but only `base::stable_hash` of it, as 8 bytes.
    Lost = 5,         // What came after could not be recorded: the run can be replayed up to here. Words say why.
    End = 6,          // The process ended as it should.
};

// One record of a journal file: length of the payload (4 bytes), CRC-32C of all that follows (4), kind (1), sequence
// (8), time in nanoseconds (8), payload; numbers with their low bytes first. Sequences count the frames of a run from 1
// on; file headers have none of their own and carry the next one's.
struct Frame {
    FrameKind kind = FrameKind::Input;
    std::uint64_t sequence = 0;
    base::Timestamp ts{};
    std::string_view payload;
};

inline constexpr std::size_t kFrameOverhead = 25;  // bytes
// More is not written, and no reader believes it.
inline constexpr std::size_t kPayloadMax = 64U << 20U;

void append_frame(std::string& bytes, const Frame& frame);

// How many of the bytes the first frame takes, whatever it holds; `bytes` must begin with a whole frame.
[[nodiscard]] std::size_t frame_size(std::string_view bytes) noexcept;

enum class FrameState {
    Whole = 1,
    Torn = 2,     // The bytes end inside of it.
    Damaged = 3,  // Its checksum, kind or length is wrong.
};

// Reads the first frame and removes it from `rest` when it is whole. Its payload points into the bytes.
[[nodiscard]] FrameState take_frame(std::string_view& rest, Frame& frame) noexcept;

}  // namespace trading::journal
