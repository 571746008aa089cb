#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trading::venue::okx {

// What a parser met and did not use, so that nothing is dropped in silence. The venue adds fields, channels and enum
// values without notice: they are counted and passed over, never a failure.
struct ParseCounters {
    static constexpr std::size_t kExamplesMax = 32;

    std::uint64_t frames = 0;             // All messages given to the parser.
    std::uint64_t malformed_frames = 0;   // Not JSON, or not of the venue's shape: nothing of it was used.
    std::uint64_t malformed_items = 0;    // Items with a missing or broken value that matters: left out.
    std::uint64_t incomplete_items = 0;   // Items that the venue itself has not filled in yet (before a listing).
    std::uint64_t unsupported_items = 0;  // Items of kinds that we do not trade: options, events.
    std::uint64_t ignored_channels = 0;   // Messages of documented channels that we do not use.
    std::uint64_t unknown_channels = 0;   // Messages of channels that we have never heard of.
    std::uint64_t unknown_events = 0;     // Socket events that we have never heard of.
    std::uint64_t unknown_fields = 0;     // Fields that the protocol reference does not name.
    std::uint64_t unknown_values = 0;     // Enum values that the protocol reference does not name.
    std::uint64_t shortened_numbers = 0;  // Venue-computed numbers with more digits than 64 bits hold: cut.
    std::uint64_t fills_without_fee = 0;  // Fills whose own fee the message does not tell (old recordings).

    // The first distinct unknown names ("orders.newField"), for the log.
    std::vector<std::string> unknown_examples;

    // Those that came after the first `seen`, which is brought up to date: so each is told once.
    [[nodiscard]] std::span<const std::string> new_examples(std::size_t& seen) const;

    void note_unknown_field(std::string_view where, std::string_view name);
    void note_unknown_value(std::string_view where, std::string_view value);
    void note_unknown_channel(std::string_view name);
    void note_unknown_event(std::string_view name);

private:
    void add_example(std::string_view where, std::string_view name);
};

}  // namespace trading::venue::okx
