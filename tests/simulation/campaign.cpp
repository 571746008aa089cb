#include "tests/simulation/campaign.hpp"

#include "common/base/hash.hpp"
#include "tests/simulation/runner.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace trading::simulation {
namespace {

constexpr std::uint64_t kTwiceEvery = 20;          // 5 % of the seeds run twice.
constexpr std::uint64_t kSeedsForSights = 20'000;  // Fewer need not reach every rare state.
constexpr std::uint64_t kSightsMin = 20;           // For each kSeedsForSights.
constexpr std::size_t kShownMax = 20;

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<std::uint64_t> read_seeds(const std::string& path) {
    std::vector<std::uint64_t> seeds;
    std::ifstream file{path};
    std::string line;
    while (std::getline(file, line)) {
        if (!line.empty() && line.front() != '#') seeds.push_back(std::stoull(line));
    }
    return seeds;
}

struct Tally {
    std::uint64_t seeds = 0;
    std::uint64_t twice = 0;
    std::uint64_t different = 0;
    std::uint64_t events = 0;
    std::uint64_t intents = 0;
    std::uint64_t orders = 0;
    std::uint64_t fills = 0;
    std::uint64_t faults = 0;
    std::uint64_t hash = 0;  // Of all worlds, in whatever order they ended.
    base::Duration simulated{};
    Sightings sightings;
    std::vector<Outcome> broken;

    void add(const Outcome& outcome) {
        ++seeds;
        events += outcome.events;
        intents += outcome.intents;
        orders += outcome.orders;
        fills += outcome.fills;
        faults += outcome.faults.size();
        hash += base::mix(outcome.hash ^ base::mix(outcome.seed));
        simulated += outcome.simulated;
        sightings.add(outcome.sightings);
        if (outcome.is_broken()) broken.push_back(outcome);
    }
};

// Hands out seeds to threads and gathers what comes back.
class Campaign {
public:
    explicit Campaign(const CampaignOptions& options) : options_(options) {
        if (!options.regressions.empty()) seeds_ = read_seeds(options.regressions);
        regressions_ = seeds_.size();
        for (std::uint64_t offset = 0; offset < options.seeds; ++offset) seeds_.push_back(options.first + offset);
    }

    Tally run() {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::thread> threads;
        for (unsigned thread = 0; thread < (options_.threads == 0 ? cores : options_.threads); ++thread) {
            threads.emplace_back([this] { work(); });
        }
        for (std::thread& thread : threads) thread.join();
        std::fprintf(stderr, "\r%60s\r", "");
        return std::move(tally_);
    }

    [[nodiscard]] std::size_t regressions() const noexcept { return regressions_; }

private:
    void work() {
        while (true) {
            const std::size_t index = next_++;
            if (index >= seeds_.size()) return;
            const std::uint64_t seed = seeds_[index];
            const Outcome outcome = run_seed(seed);
            const bool runs_twice = seed % kTwiceEvery == 0 && !outcome.is_broken();
            const bool is_different = runs_twice && run_seed(seed).hash != outcome.hash;
            const std::lock_guard lock{mutex_};
            tally_.add(outcome);
            tally_.twice += runs_twice ? 1 : 0;
            tally_.different += is_different ? 1 : 0;
            if (tally_.seeds % 500 == 0) {
                std::fprintf(
                    stderr,
                    "\r%llu of %zu seeds, %zu broken ",
                    static_cast<unsigned long long>(tally_.seeds),
                    seeds_.size(),
                    tally_.broken.size()
                );
                std::fflush(stderr);
            }
        }
    }

    const CampaignOptions& options_;
    std::vector<std::uint64_t> seeds_;
    std::size_t regressions_ = 0;
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_;
    Tally tally_;
};

struct Effort {
    double seconds = 0;
    double cpu_seconds = 0;  // Of all threads together: what one core would need.
};

void print(const Tally& tally, Effort effort, std::size_t regressions) {
    const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
    const auto runs = static_cast<double>(tally.seeds + tally.twice);
    const double simulated = std::chrono::duration<double>(tally.simulated).count();
    std::printf(
        "seeds %llu (regressions %zu), %.1f s, %.0f seeds a minute, %.0f a minute of one core; simulated %.2f days, "
        "%.0f times real time\n",
        number(tally.seeds),
        regressions,
        effort.seconds,
        runs / effort.seconds * 60,
        runs / effort.cpu_seconds * 60,
        simulated / 86'400,
        simulated / effort.seconds
    );
    std::printf(
        "events %llu, intents %llu, orders %llu, fills %llu, faults %llu\n",
        number(tally.events),
        number(tally.intents),
        number(tally.orders),
        number(tally.fills),
        number(tally.faults)
    );
    std::printf(
        "determinism: %llu seeds run twice, %llu differ; all that happened, as one number: %016llx\n",
        number(tally.twice),
        number(tally.different),
        number(tally.hash)
    );
    std::printf("rare states reached:\n");
    for (std::size_t sight = 0; sight < kSights; ++sight) {
        const auto kind = static_cast<Sight>(sight);
        const auto count = tally.sightings.count(kind);
        std::printf("  %-28s %llu\n", std::string{to_string(kind)}.c_str(), number(count));
    }
}

std::uint64_t print_unreached(const Tally& tally) {
    if (tally.seeds < kSeedsForSights) return 0;
    std::uint64_t unreached = 0;
    const std::uint64_t needed = kSightsMin * (tally.seeds / kSeedsForSights);
    for (std::size_t sight = 0; sight < kSights; ++sight) {
        const auto kind = static_cast<Sight>(sight);
        if (tally.sightings.count(kind) >= needed) continue;
        ++unreached;
        std::printf("NOT REACHED often enough: %s\n", std::string{to_string(kind)}.c_str());
    }
    return unreached;
}

void print_broken(Tally& tally) {
    std::sort(tally.broken.begin(), tally.broken.end(), [](const Outcome& left, const Outcome& right) {
        return left.seed < right.seed;
    });
    for (std::size_t index = 0; index < std::min(kShownMax, tally.broken.size()); ++index) {
        const Outcome& outcome = tally.broken[index];
        std::printf(
            "BROKEN seed %llu: %s: %s (%zu faults)\n",
            static_cast<unsigned long long>(outcome.seed),
            outcome.invariant.c_str(),
            outcome.detail.c_str(),
            outcome.faults.size()
        );
    }
    std::printf("violations %zu\n", tally.broken.size());
}

void write_case(std::ofstream& file, std::string_view name, bool has_passed) {
    file << "<testcase classname=\"Simulation\" name=\"" << name << "\" status=\"run\">";
    if (!has_passed) file << "<failure message=\"see the output\"/>";
    file << "</testcase>\n";
}

void write_results(const std::string& path, const Tally& tally, bool is_reached) {
    if (path.empty()) return;
    std::ofstream file{path};
    file << "<testsuites><testsuite name=\"Simulation\">\n";
    write_case(file, "no_invariant_breaks", tally.broken.empty());
    write_case(file, "the_same_seed_does_the_same", tally.different == 0);
    write_case(file, "rare_states_are_reached", is_reached);
    file << "</testsuite></testsuites>\n";
}

}  // namespace

int run_campaign(const CampaignOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    Campaign campaign{options};
    Tally tally = campaign.run();
    const Effort effort{seconds_since(start), static_cast<double>(std::clock()) / CLOCKS_PER_SEC};
    print(tally, effort, campaign.regressions());
    const std::uint64_t unreached = print_unreached(tally);
    print_broken(tally);
    write_results(options.results, tally, unreached == 0);
    return tally.broken.empty() && tally.different == 0 && unreached == 0 ? 0 : 1;
}

int run_alone(std::uint64_t seed, bool is_tracing) {
    const Outcome outcome = run_seed(seed, is_tracing);
    std::printf(
        "seed %llu: %s %s\n  events %llu, intents %llu, orders %llu, fills %llu, faults %zu, hash %016llx\n",
        static_cast<unsigned long long>(seed),
        outcome.is_broken() ? outcome.invariant.c_str() : "all invariants hold",
        outcome.detail.c_str(),
        static_cast<unsigned long long>(outcome.events),
        static_cast<unsigned long long>(outcome.intents),
        static_cast<unsigned long long>(outcome.orders),
        static_cast<unsigned long long>(outcome.fills),
        outcome.faults.size(),
        static_cast<unsigned long long>(outcome.hash)
    );
    return outcome.is_broken() ? 1 : 0;
}

}  // namespace trading::simulation
