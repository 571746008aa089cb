#pragma once

namespace trading::strategy {

// Lets other threads interrupt the agent's wait. `wake` is safe from any thread and never waits.
class WakeSignal {
public:
    WakeSignal();
    ~WakeSignal();
    WakeSignal(const WakeSignal&) = delete;
    WakeSignal& operator=(const WakeSignal&) = delete;

    void wake() const noexcept;

    // Readable from the first `wake` until `clear`.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    void clear() const noexcept;

private:
    int descriptor_ = -1;
};

}  // namespace trading::strategy
