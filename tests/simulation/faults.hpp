#pragma once

#include "tests/simulation/journal.hpp"

#include <array>
#include <cstdint>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trading::simulation {

// What can go wrong. Names are printed; the order may change.
enum class Fault : std::uint32_t {
    // Requests to the venue and what comes back.
    RequestLost,
    RequestSlow,
    RequestNotSent,
    AnswerLost,
    AnswerProvesNothing,
    RateLimited,
    ReadFails,
    ReadLags,
    VenueAway,
    // The private stream.
    PushLost,
    PushDoubled,
    PushLate,
    FillPushEmpty,
    PrivateSocketLost,
    // The public stream.
    FrameLost,
    FrameDoubled,
    FeedSocketLost,
    // The bus.
    FactLost,
    FactDoubled,
    FactLate,
    Partition,
    IntentLost,
    IntentDoubled,
    IntentLate,
    ReplyLost,
    // The database.
    CommitSlow,
    CommitUnclear,
    DatabaseAway,
    // Processes.
    Crash,
    Pause,
    Takeover,
    StrategyCrash,
    GatewayCrash,
    ClockStep,
    // Other people.
    PersonTrades,
    PersonCancels,
    PersonMovesMoney,
    VenueSuspends,
    OperatorHalts,
    OperatorReduces,
    OperatorFlattens,
    OperatorKills,
    Count,
};

inline constexpr std::size_t kFaultKinds = static_cast<std::size_t>(Fault::Count);

[[nodiscard]] std::string_view to_string(Fault fault) noexcept;

// One possible occurrence of a fault: a pure function of seed, kind, entity and count, so that it can be suppressed.
using FaultKey = std::uint64_t;

// Decides what goes wrong. Each seed first draws which kinds there are and how often they strike (a swarm: most worlds
// have few kinds); then each chance is drawn by its own key. After `heal` nothing goes wrong any more.
class Faults {
public:
    Faults(std::uint64_t seed, Journal& journal, std::set<FaultKey> suppressed);

    // Whether it happens this time. `factor` makes dangerous moments more likely to be hit.
    [[nodiscard]] bool strikes(Fault fault, std::uint64_t entity, double factor = 1.0);

    // How hard: uniform in [0, 1), drawn for the last strike.
    [[nodiscard]] double strength() const noexcept { return strength_; }
    [[nodiscard]] base::Duration between(base::Duration shortest, base::Duration longest) const;

    void heal() noexcept { is_healed_ = true; }
    [[nodiscard]] bool is_healed() const noexcept { return is_healed_; }
    [[nodiscard]] double rate(Fault fault) const { return rates_[static_cast<std::size_t>(fault)]; }

    [[nodiscard]] std::uint64_t struck() const noexcept { return struck_.size(); }
    [[nodiscard]] const std::vector<FaultKey>& keys() const noexcept { return struck_; }
    [[nodiscard]] std::uint64_t struck(Fault fault) const { return counts_[static_cast<std::size_t>(fault)]; }

private:
    std::uint64_t seed_;
    Journal& journal_;
    std::set<FaultKey> suppressed_;
    std::array<double, kFaultKinds> rates_{};
    std::array<std::uint64_t, kFaultKinds> counts_{};
    std::unordered_map<std::uint64_t, std::uint32_t> tries_;
    std::vector<FaultKey> struck_;
    double strength_ = 0;
    bool is_healed_ = false;
};

}  // namespace trading::simulation
