#pragma once

#include "common/base/clock.hpp"
#include "common/domain/venue_trading.hpp"

#include <optional>

namespace trading::venue::okx {

// The venue's time, as well as we know it: ours minus the offset that the best of the last samples showed. A sample is
// our time before a question, the venue's in the answer, and how long it took; the venue's time is taken to be that of
// the middle, so half of the duration is the uncertainty. Pure; one thread.
class VenueClock {
public:
    struct Sample {
        base::Timestamp ts_asked{};  // Our wall clock.
        base::Timestamp ts_venue{};
        base::Duration duration{};
    };

    static constexpr int kSamplesPerEstimate = 3;

    explicit VenueClock(const base::Clock& clock) : clock_(clock) {}

    // The venue's time now; ours while nothing is known.
    [[nodiscard]] base::Timestamp now() const { return clock_.now() - offset_.value_or(base::Duration::zero()); }

    // Begins a new estimate; the old one stays until the first sample.
    void begin() { best_.reset(); }

    void add(const Sample& sample) {
        if (best_ && sample.duration >= *best_) return;
        best_ = sample.duration;
        offset_ = (sample.ts_asked + sample.duration / 2) - sample.ts_venue;
    }

    [[nodiscard]] domain::ClockOffset offset() const {
        return {.offset = best_ ? offset_ : std::nullopt, .uncertainty = best_.value_or(base::Duration::zero()) / 2};
    }

private:
    const base::Clock& clock_;
    std::optional<base::Duration> offset_;  // Ours minus the venue's.
    std::optional<base::Duration> best_;    // Shortest duration of this estimate's samples.
};

}  // namespace trading::venue::okx
