#pragma once

#include <cstdint>
#include <string>

namespace trading::simulation {

struct CampaignOptions {
    std::uint64_t first = 1;
    std::uint64_t seeds = 2000;
    unsigned threads = 0;
    std::string regressions;
    std::string results;
};

// Runs the seeds on all cores and prints what was done, reached and broken. 0: no invariant broke, every rare state
// was reached often enough for so many seeds, and the seeds that ran twice did the same twice.
[[nodiscard]] int run_campaign(const CampaignOptions& options);

// One seed; 0 when nothing broke.
[[nodiscard]] int run_alone(std::uint64_t seed, bool is_tracing);

// The least faults with which the seed still breaks the same invariant, and its trace.
[[nodiscard]] int shrink_seed(std::uint64_t seed);

}  // namespace trading::simulation
