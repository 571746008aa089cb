#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"
#include "services/simulator/core/instrument_spec.hpp"
#include "services/simulator/io/json_value.hpp"
#include "services/simulator/io/socket_link.hpp"

#include <string>
#include <vector>

namespace trading::simulator {

// One frame that a recorded socket received, with the bytes as they were.
struct RecordedFrame {
    base::Duration offset{};  // Since the first frame.
    std::string channel;
    std::string instrument;
    bool is_snapshot = false;
    Frame text;
    JsonValue data;  // The first element of `data`.
};

// A recording of public channels: what was received, in order, and the instruments it is about.
struct Capture {
    std::vector<RecordedFrame> frames;
    std::vector<InstrumentSpec> instruments;  // Derived: kind by the name, steps by the digits seen.
};

inline constexpr std::size_t kCaptureBytesMax = std::size_t{512} << 20U;

// Reads lines of "<epoch seconds>: {json}"; lines about connecting and sending, and acknowledgements, are skipped.
// `NotFound` without a file, `Malformed` with the line's number, `OutOfRange` beyond kCaptureBytesMax.
[[nodiscard]] base::Result<Capture> read_capture(const std::string& path);

// The same from text, for tests.
[[nodiscard]] base::Result<Capture> parse_capture(std::string_view text);

}  // namespace trading::simulator
