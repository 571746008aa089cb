#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trading::simulation {

// Rare states that a search must reach, or it proves nothing about them.
enum class Sight : std::size_t {
    PlacedAfterExpiry,       // The venue refused a placement that came too late.
    ProvenNotPlaced,         // An unknown order was concluded never to have been placed.
    UnknownAdopted,          // An unknown order turned out to live at the venue.
    UnknownFilled,           // An unknown order turned out to be filled.
    CancelLostToFill,        // A cancel found its order filled.
    LateOutputOfOldProcess,  // A process that was replaced sent something afterwards.
    CommitUnclear,           // A process did not learn whether its commit had happened.
    CommitRefused,           // The database refused what an outdated process wanted to write.
    HaltHeldOrderBack,       // An order was durable, and a halt came before it was sent.
    IntentAnsweredAgain,     // An intent came twice and was answered from the inbox.
    DeadManFired,            // The venue cancelled everything because it heard nothing from us.
    BookSequenceBroke,       // A gap in the sequence of a book.
    FactGap,                 // A subscriber noticed missing facts.
    CrashDuringRecovery,     // A process died again before it had recovered.
    LimitReached,            // An entry brought the exposure to the very limit.
    SharedTradeId,           // Fills of one trade id on two instruments.
    FillWithoutTrade,        // A report of `filled` without the trade.
    PartialFill,
    StopFired,
    EmergencyClose,  // A position without a stop in time was closed.
    ExternalOrder,   // An order that a person made.
    PositionFlipped,
    RecordsDiffered,  // A reconciliation found a lasting difference.
    Flattened,
    FlattenedIncompletely,
    HaltSurvivedRestart,
    KilledAndRearmed,
    EntriesPausedByOthers,
    IntentExpired,
    EntryDenied,
    AmendRefused,
    HaltMetRestingEntry,       // Trading was halted or reduced while an entry rested at the venue.
    HeldEntryOutlivedProcess,  // A process began while trading was held and an entry still rested.
    SpotStopMadeWay,           // A spot position was sold just after its stop had been cancelled.
    Count,
};

inline constexpr std::size_t kSights = static_cast<std::size_t>(Sight::Count);

[[nodiscard]] std::string_view to_string(Sight sight) noexcept;

// How often each was seen.
class Sightings {
public:
    void see(Sight sight) { ++counts_[static_cast<std::size_t>(sight)]; }
    [[nodiscard]] std::uint64_t count(Sight sight) const { return counts_[static_cast<std::size_t>(sight)]; }
    void add(const Sightings& other);

private:
    std::array<std::uint64_t, kSights> counts_{};
};

}  // namespace trading::simulation
