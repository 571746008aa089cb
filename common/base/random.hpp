#pragma once

#include "common/base/hash.hpp"

#include <cstdint>

namespace trading::base {

// A small seeded generator (SplitMix64): the same seed gives the same draws on every machine and compiler, which the
// standard distributions do not promise. For simulation, jitter and tests; not for secrets. One thread.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    [[nodiscard]] std::uint64_t next() noexcept { return mix(state_++); }

    // Uniform in [0, bound); 0 when the bound is 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept { return bound == 0 ? 0 : next() % bound; }

    // Uniform in [0, 1).
    [[nodiscard]] double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

    // Approximately standard normal: the sum of twelve uniforms, which needs no library function and so is bit-stable.
    [[nodiscard]] double normal() noexcept {
        double sum = -6.0;
        for (int draw = 0; draw < 12; ++draw) sum += uniform();
        return sum;
    }

    [[nodiscard]] bool chance(double probability) noexcept { return uniform() < probability; }

private:
    std::uint64_t state_;
};

}  // namespace trading::base
