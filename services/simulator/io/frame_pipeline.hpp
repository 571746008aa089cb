#pragma once

#include "services/simulator/io/fault_injector.hpp"
#include "services/simulator/io/socket_link.hpp"

#include <deque>
#include <map>
#include <string>

namespace trading::simulator {

// The last stretch of a push before its socket, where faults strike: frames are left out, doubled, delayed (the later
// ones of the same channel behind them) or swapped with their successor in the same feed. One thread.
class FramePipeline {
public:
    static constexpr std::size_t kDelayedFramesMax = 4096;  // Beyond it, delayed frames are sent at once.

    FramePipeline(SocketLink& link, FaultInjector& faults) : link_(link), faults_(faults) {}

    void push(const FrameContext& context, Frame frame, base::MonotonicTime now);

    // Sends what has waited long enough.
    void pump(base::MonotonicTime now);

    [[nodiscard]] std::uint64_t spoiled() const noexcept { return spoiled_; }

private:
    struct Delayed {
        base::MonotonicTime due{};
        std::string feed;
        Frame frame;
        int copies = 1;
    };

    void send(const std::string& feed, const Frame& frame, int copies);

    SocketLink& link_;
    FaultInjector& faults_;
    std::deque<Delayed> delayed_;
    std::map<std::string, base::MonotonicTime, std::less<>> not_before_;  // Per channel, while frames are delayed.
    std::map<std::string, Frame> held_;  // By feed (channel and instrument): goes after the next frame of it.
    std::uint64_t spoiled_ = 0;
};

}  // namespace trading::simulator
