#pragma once

#include "common/domain/venue_kill.hpp"

#include <variant>

namespace trading::killer {

// The latch is closed: cancel everything until it is opened again. Saying so twice changes nothing.
struct KillLatched {
    bool operator==(const KillLatched&) const = default;
};

// The latch is open.
struct KillReleased {
    bool operator==(const KillReleased&) const = default;
};

// Time has passed.
struct Tick {
    bool operator==(const Tick&) const = default;
};

using Input = std::variant<KillLatched, KillReleased, Tick, domain::KillReport>;

}  // namespace trading::killer
