#pragma once

#include "common/venue/okx/transport/lws_event_loop.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace trading::test {

// Runs the loop until something has happened.
class LoopDriver {
public:
    static constexpr base::Duration kPatience = std::chrono::seconds{20};

    [[nodiscard]] venue::okx::LwsEventLoop& loop() { return loop_; }

    // False when it did not happen in time.
    [[nodiscard]] bool wait_until(const std::function<bool()>& condition, base::Duration patience = kPatience) {
        const base::MonotonicTime end = venue::okx::LwsEventLoop::now() + patience;
        while (!condition()) {
            if (venue::okx::LwsEventLoop::now() >= end) return false;
            loop_.run_once(std::chrono::milliseconds{10});
        }
        return true;
    }

    void run_for(base::Duration duration) {
        static_cast<void>(wait_until([] { return false; }, duration));
    }

private:
    venue::okx::LwsEventLoop loop_;
};

}  // namespace trading::test
