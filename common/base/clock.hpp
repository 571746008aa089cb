#pragma once

#include "common/base/time.hpp"

namespace trading::base {

// Where agents read the time. Cores never see it: time reaches them as a parameter.
class Clock {
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual Timestamp now() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic_now() const = 0;
};

// The machine's clock. Only `wiring.cpp` constructs it. Safe from any thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] MonotonicTime monotonic_now() const override;
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

private:
    Timestamp now_;
    MonotonicTime monotonic_{1};
};

}  // namespace trading::base
