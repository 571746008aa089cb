#pragma once

#include "common/base/hash.hpp"
#include "common/base/time.hpp"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace trading::simulation {

// Where chance decides about something that is no fault: delays, the market, what people wish.
enum class Site : std::uint64_t {
    Latency = 1,
    Restart = 2,
    Market = 3,
    Wish = 4,
    Person = 5,
    Size = 6,
    Cut = 7,
    Plan = 8,
    Commit = 9,
};

// Every draw is a pure function of (seed, site, entity, how many draws came before it at this site for this entity).
// One draw more or less anywhere therefore changes no other, so that faults can be taken away one by one.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : seed_(base::mix(seed)) {}

    [[nodiscard]] std::uint64_t bits(Site site, std::uint64_t entity);
    [[nodiscard]] double uniform(Site site, std::uint64_t entity);
    [[nodiscard]] bool chance(Site site, std::uint64_t entity, double probability);
    // Uniform in [0, bound); 0 when the bound is 0.
    [[nodiscard]] std::uint64_t below(Site site, std::uint64_t entity, std::uint64_t bound);
    // Uniform between the two, the upper one excluded.
    [[nodiscard]] base::Duration between(
        Site site, std::uint64_t entity, base::Duration shortest, base::Duration longest
    );

private:
    std::uint64_t seed_;
    std::unordered_map<std::uint64_t, std::uint32_t> counts_;
};

[[nodiscard]] inline std::uint64_t entity_of(std::string_view text) { return base::stable_hash(text); }
[[nodiscard]] inline double unit_interval(std::uint64_t bits) { return static_cast<double>(bits >> 11U) * 0x1.0p-53; }

}  // namespace trading::simulation
