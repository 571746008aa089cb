#include "tests/simulation/draws.hpp"

namespace trading::simulation {

std::uint64_t Draws::bits(Site site, std::uint64_t entity) {
    const std::uint64_t key = base::mix(entity ^ (static_cast<std::uint64_t>(site) << 56U));
    return base::mix(seed_ ^ base::mix(key + counts_[key]++));
}

double Draws::uniform(Site site, std::uint64_t entity) { return unit_interval(bits(site, entity)); }

bool Draws::chance(Site site, std::uint64_t entity, double probability) { return uniform(site, entity) < probability; }

std::uint64_t Draws::below(Site site, std::uint64_t entity, std::uint64_t bound) {
    return bound == 0 ? 0 : bits(site, entity) % bound;
}

base::Duration Draws::between(Site site, std::uint64_t entity, base::Duration shortest, base::Duration longest) {
    const auto width = static_cast<std::uint64_t>((longest - shortest).count());
    return shortest + base::Duration{static_cast<std::int64_t>(below(site, entity, width))};
}

}  // namespace trading::simulation
