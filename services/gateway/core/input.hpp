#pragma once

#include "common/domain/venue_feed.hpp"

#include <variant>
#include <vector>

namespace trading::gateway {

// All that may reach the core, in the order in which the agent saw it.

// The venue's list of instruments, once at the start; subscriptions follow from it.
struct InstrumentsLoaded {
    std::vector<domain::Instrument> instruments;
};

// A subscriber asks for the present state: of one instrument, or of everything when it names none.
struct SnapshotWanted {
    domain::InstrumentId instrument_id;
};

// Time passes; the agent sends one at least every 100 ms.
struct Tick {};

using Input = std::variant<InstrumentsLoaded, domain::VenueFeedEvent, SnapshotWanted, Tick>;

}  // namespace trading::gateway
