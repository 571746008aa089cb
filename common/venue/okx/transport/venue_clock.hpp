#pragma once

#include "common/base/clock.hpp"
#include "common/domain/venue_trading.hpp"

#include <optional>

namespace trading::venue::okx {

// The venue's time, as well as we know it: what the best of the last samples showed, and what has passed since then by
// the monotonic clock. Our wall clock does not matter once there was a sample: when somebody sets it, the venue's time
// goes on. A sample is our time before a question, the venue's in the answer, and how long it took; the venue's time is
// taken to be that of the middle, so half of the duration is the uncertainty. Pure; one thread.
class VenueClock {
public:
    struct Sample {
        base::MonotonicTime asked;
        base::Timestamp ts_venue{};
        base::Duration duration{};
    };

    static constexpr int kSamplesPerEstimate = 3;

    explicit VenueClock(const base::Clock& clock) : clock_(clock) {}

    // The venue's time now; ours while nothing is known.
    [[nodiscard]] base::Timestamp now() const {
        return known_ ? known_->ts_venue + (clock_.monotonic_now() - known_->then) : clock_.now();
    }

    // Begins a new estimate; the old one stays until the first sample.
    void begin() { best_.reset(); }

    void add(const Sample& sample) {
        if (best_ && sample.duration >= *best_) return;
        best_ = sample.duration;
        known_ = Known{sample.ts_venue, sample.asked + sample.duration / 2};
    }

    // Ours minus the venue's now; absent until the first sample of the estimate.
    [[nodiscard]] domain::ClockOffset offset() const {
        if (!best_) return {};
        return {.offset = clock_.now() - now(), .uncertainty = *best_ / 2};
    }

private:
    struct Known {
        base::Timestamp ts_venue{};
        base::MonotonicTime then;
    };

    const base::Clock& clock_;
    std::optional<Known> known_;
    std::optional<base::Duration> best_;  // Shortest duration of this estimate's samples.
};

}  // namespace trading::venue::okx
