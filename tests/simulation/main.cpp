// trading_simulation: many worlds, each with its own seed, faults and judge.
#include "tests/simulation/campaign.hpp"
#include "tests/simulation/mutants.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>

int main(int argc, char** argv) {
    using namespace trading::simulation;
    CampaignOptions options;
    std::uint64_t seed = 0;
    bool is_tracing = false;
    bool shrinks = false;
    std::uint64_t mutants = 0;
    std::string only;
    CLI::App app{"Simulates the whole trading system under faults and judges its invariants."};
    app.add_option("--seeds", options.seeds, "how many seeds to run");
    app.add_option("--first", options.first, "the first of them");
    app.add_option("--threads", options.threads, "worlds at the same time; 0: one for each core");
    app.add_option("--regressions", options.regressions, "a file of seeds that once failed; run first");
    app.add_option("--results", options.results, "write a JUnit summary here");
    app.add_option("--seed", seed, "run this seed alone");
    app.add_flag("--trace", is_tracing, "with --seed: print every event as one line");
    app.add_flag("--shrink", shrinks, "with --seed: take away faults for as long as it still fails");
    app.add_option("--mutants", mutants, "turn on each planted defect and search so many seeds for it");
    app.add_option("--only", only, "with --mutants: this one alone");
    CLI11_PARSE(app, argc, argv);
    if (seed != 0) return shrinks ? shrink_seed(seed) : run_alone(seed, is_tracing);
    if (mutants != 0) return run_mutants(mutants, options.threads, only);
    return run_campaign(options);
}
