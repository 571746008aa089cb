#pragma once

#include "common/base/time.hpp"
#include "common/venue/event_loop.hpp"
#include "common/venue/okx/transport/descriptor_set.hpp"
#include "common/venue/okx/transport/timer_queue.hpp"

#include <cstdint>
#include <map>
#include <string>

struct lws_context;
struct lws_vhost;

namespace trading::venue::okx {

// The event loop of an agent's thread. libwebsockets polls its own sockets and, as one foreign descriptor, all the
// others, so that one system call waits for everything; whatever becomes ready is served in the same round. It never
// spins: with nothing to do, `run_once` sleeps for the whole timeout. Only `wake` may be called from other threads.
// Everything that uses the loop (connections, clients) must be destroyed before it.
class LwsEventLoop final : public EventLoop {
public:
    LwsEventLoop();
    ~LwsEventLoop() override;
    LwsEventLoop(const LwsEventLoop&) = delete;
    LwsEventLoop& operator=(const LwsEventLoop&) = delete;

    // Level-triggered. A ZeroMQ descriptor stays readable until its socket's events are read: the handler must do that.
    void watch(int descriptor, Handler handler) override;
    void call_after(base::Duration delay, Handler handler) override;
    void wake() override;
    void on_wake(Handler handler) override;
    void run_once(base::Duration timeout) override;

    // --- For the connections of this room -----------------------------------------------------------------------

    // `events`: EPOLLIN and EPOLLOUT. Calling it again changes events and handler.
    void watch_events(int descriptor, std::uint32_t events, DescriptorSet::Handler handler);
    void forget(int descriptor);

    [[nodiscard]] lws_context* context() const noexcept { return context_; }

    // Where client connections live that trust only the certificates of `ca_file`; empty: those of the system. Null
    // when the file cannot be used.
    [[nodiscard]] lws_vhost* client_host(const std::string& ca_file);

    [[nodiscard]] static base::MonotonicTime now();

private:
    DescriptorSet descriptors_;
    TimerQueue timers_;
    Handler on_wake_;
    lws_context* context_ = nullptr;
    std::map<std::string, lws_vhost*> client_hosts_;
    bool is_running_ = false;
};

}  // namespace trading::venue::okx
