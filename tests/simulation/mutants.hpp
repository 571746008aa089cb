#pragma once

#include <cstdint>
#include <string_view>

namespace trading::simulation {

// Turns on every planted defect in turn and searches for a seed that catches it. Prints how many seeds that took and
// which invariant broke (`only`: of this one, unless empty); 0 when none survived `seeds_max`. A seed that breaks an
// invariant with the defect off, too, catches nothing: it is printed as a violation of its own, the search goes on, and
// the answer is not 0. Needs a build with TRADING_PLANTED_DEFECTS.
[[nodiscard]] int run_mutants(std::uint64_t seeds_max, unsigned threads, std::string_view only);

}  // namespace trading::simulation
