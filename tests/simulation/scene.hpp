#pragma once

#include "tests/simulation/draws.hpp"
#include "tests/simulation/faults.hpp"
#include "tests/simulation/journal.hpp"
#include "tests/simulation/schedule.hpp"
#include "tests/simulation/sightings.hpp"

#include <set>

namespace trading::simulation {

// What every part of a world shares: its time, its chance, its faults, and what was seen.
struct Scene {
    Scene(std::uint64_t seed, base::Timestamp start, bool is_tracing, std::set<FaultKey> suppressed)
        : schedule(start), journal(schedule, is_tracing), draws(seed), faults(seed, journal, std::move(suppressed)) {}

    Schedule schedule;
    Journal journal;
    Draws draws;
    Faults faults;
    Sightings sightings;

    [[nodiscard]] base::Timestamp now() const noexcept { return schedule.now(); }

    // The usual time of a message on the way, different for each.
    [[nodiscard]] base::Duration latency(std::uint64_t entity, base::Duration shortest, base::Duration longest) {
        return draws.between(Site::Latency, entity, shortest, longest);
    }
};

}  // namespace trading::simulation
