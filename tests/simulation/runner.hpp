#pragma once

#include "tests/simulation/world.hpp"

#include <cstdint>
#include <set>

namespace trading::simulation {

// Runs one seed. An assertion inside a core ends that world only: its outcome is the invariant "ASSERT".
[[nodiscard]] Outcome run_seed(std::uint64_t seed, bool is_tracing = false, std::set<FaultKey> suppressed = {});

}  // namespace trading::simulation
