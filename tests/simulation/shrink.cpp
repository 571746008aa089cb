#include "tests/simulation/campaign.hpp"
#include "tests/simulation/runner.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <vector>

namespace trading::simulation {
namespace {

constexpr int kRunsMax = 3000;

}  // namespace

int shrink_seed(std::uint64_t seed) {
    Outcome best = run_seed(seed);
    if (!best.is_broken()) {
        std::printf("seed %llu breaks nothing\n", static_cast<unsigned long long>(seed));
        return 0;
    }
    const std::string wanted = best.invariant;
    const std::size_t before = best.faults.size();
    std::set<FaultKey> suppressed;
    int runs = 0;
    // Ever smaller groups of what still strikes are taken away, for as long as the same invariant breaks.
    for (std::size_t group = std::max<std::size_t>(1, best.faults.size() / 2); group >= 1 && runs < kRunsMax;) {
        bool has_shrunk = false;
        for (std::size_t first = 0; first < best.faults.size() && runs < kRunsMax;) {
            std::set<FaultKey> tried = suppressed;
            const std::size_t last = std::min(best.faults.size(), first + group);
            for (std::size_t index = first; index < last; ++index) tried.insert(best.faults[index]);
            Outcome outcome = run_seed(seed, false, tried);
            ++runs;
            if (outcome.invariant == wanted) {
                suppressed = std::move(tried);
                best = std::move(outcome);
                has_shrunk = true;
            } else {
                first += group;
            }
        }
        if (group == 1 && !has_shrunk) break;
        group = group == 1 ? 1 : group / 2;
    }
    const Outcome shown = run_seed(seed, true, suppressed);
    std::printf(
        "seed %llu: %s: %s; %zu of %zu faults are left after %d runs\n",
        static_cast<unsigned long long>(seed),
        shown.invariant.c_str(),
        shown.detail.c_str(),
        shown.faults.size(),
        before,
        runs
    );
    return 1;
}

}  // namespace trading::simulation
