#pragma once

#include "common/base/steady_time.hpp"
#include "tests/simulation/schedule.hpp"

namespace trading::simulation {

// The time of day as a process reads it: of a wall clock that is wrong by some offset, through the product's own
// `SteadyTime`.
class MachineClock {
public:
    explicit MachineClock(const Schedule& schedule) : schedule_(schedule) {}

    // Somebody sets the wall clock: from now on it differs by so much from the truth.
    void set(base::Duration offset) { offset_ = offset; }

    // As a process that has just begun.
    void restart() { time_ = {}; }

    [[nodiscard]] base::Timestamp now() {
        const base::Timestamp truth = schedule_.now();
        return time_.at(truth + offset_, base::MonotonicTime{base::to_unix_nanoseconds(truth)});
    }

    // How far ahead of the truth it is.
    [[nodiscard]] base::Duration error() { return now() - schedule_.now(); }

private:
    const Schedule& schedule_;
    base::Duration offset_{};
    base::SteadyTime time_;
};

}  // namespace trading::simulation
