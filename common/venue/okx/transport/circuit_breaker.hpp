#pragma once

#include "common/base/time.hpp"

namespace trading::venue::okx {

// Stops requests to a venue that answers nothing: after `kFailuresMax` failures in a row it is open for `kPause`, then
// lets one request through as a probe; its success closes it, its failure opens it again. Pure; one thread.
class CircuitBreaker {
public:
    static constexpr int kFailuresMax = 8;
    static constexpr base::Duration kPause = std::chrono::seconds{3};

    // Whether a request may go out now. While half open only one at a time.
    [[nodiscard]] bool allows(base::MonotonicTime now) {
        if (failures_ < kFailuresMax) return true;
        if (is_probing_ || now < ts_probe_) return false;
        is_probing_ = true;
        return true;
    }

    void succeed() {
        failures_ = 0;
        is_probing_ = false;
    }

    // True when this failure opened it.
    bool fail(base::MonotonicTime now) {
        ++failures_;
        is_probing_ = false;
        if (failures_ < kFailuresMax) return false;
        ts_probe_ = now + kPause;
        return failures_ == kFailuresMax;
    }

    [[nodiscard]] bool is_open() const noexcept { return failures_ >= kFailuresMax; }

private:
    int failures_ = 0;
    bool is_probing_ = false;
    base::MonotonicTime ts_probe_{};
};

}  // namespace trading::venue::okx
