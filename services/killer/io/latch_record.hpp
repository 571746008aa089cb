#pragma once

#include "common/base/result.hpp"
#include "common/base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace trading::killer {

// The last word about the latch.
struct LatchRecord {
    bool is_latched = false;
    std::string actor;  // Empty when nobody ever spoke.
    std::string reason;
    base::Timestamp ts{};

    bool operator==(const LatchRecord&) const = default;
};

inline constexpr std::size_t kActorBytesMax = 64;
inline constexpr std::size_t kReasonBytesMax = 500;

// `InvalidArgument`, with every mistake, unless both are there, short enough and without control characters.
[[nodiscard]] base::Status check_words(std::string_view actor, std::string_view reason);

// One line, with its line break and a checksum.
[[nodiscard]] std::string to_line(const LatchRecord& record);

// Nothing for a line that is torn or was changed by hand.
[[nodiscard]] std::optional<LatchRecord> parse_line(std::string_view line);

// What a whole file says. Its last line counts. In doubt it says killed: after a line that cannot be read, or when the
// file is empty, somebody may have killed.
[[nodiscard]] LatchRecord last_record(std::string_view file);

}  // namespace trading::killer
