#pragma once

#include "common/base/steady_time.hpp"

#include <mutex>

namespace trading::base {

// Where agents read the time. Cores never see it: time reaches them as a parameter.
class Clock {
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual Timestamp now() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic_now() const = 0;
};

// The machine's clock, its time of day as `SteadyTime` makes it: it never goes back and never stands still. Only
// `wiring.cpp` constructs it. Safe from any thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] MonotonicTime monotonic_now() const override;

private:
    mutable std::mutex mutex_;
    mutable SteadyTime time_;
};

// A clock that stands still until a test moves it. One thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start) : now_(start) {}

    [[nodiscard]] Timestamp now() const override { return now_; }
    [[nodiscard]] MonotonicTime monotonic_now() const override { return monotonic_; }

    void advance(Duration step) {
        now_ += step;
        monotonic_ = monotonic_ + step;
    }

    // As a person or a time server does it: no time passes.
    void set(Timestamp now) { now_ = now; }

private:
    Timestamp now_;
    MonotonicTime monotonic_{1};
};

}  // namespace trading::base
