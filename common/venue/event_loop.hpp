#pragma once

#include "common/base/time.hpp"

#include <functional>

namespace trading::venue {

// The one loop of an agent's thread: sockets to the venue, descriptors of the bus and wake-ups from other threads meet
// here, so that a frame travels to an order without changing threads. All handlers run inside `run_once`, on the
// thread that calls it. Only `wake` is safe from other threads.
class EventLoop {
public:
    using Handler = std::function<void()>;

    virtual ~EventLoop() = default;

    // Calls `handler` whenever `descriptor` is readable. The descriptor stays the caller's and must outlive the loop.
    virtual void watch(int descriptor, Handler handler) = 0;

    // Calls `handler` once, `delay` from now.
    virtual void call_after(base::Duration delay, Handler handler) = 0;

    // Makes the `run_once` under way, or the next one, return soon and call the handler of `on_wake`.
    virtual void wake() = 0;
    virtual void on_wake(Handler handler) = 0;

    // Serves what is ready, waiting at most `timeout` for something to be.
    virtual void run_once(base::Duration timeout) = 0;
};

}  // namespace trading::venue
