#pragma once

#include "common/base/time.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace trading::venue::okx {

// The descriptors of one event loop behind a single one (an epoll descriptor), so that libwebsockets' own poll has to
// know only that. Level-triggered. A timer and a wake-up descriptor are among them. Only `wake` is thread-safe.
class DescriptorSet {
public:
    // Given to the handler: bits of EPOLLIN, EPOLLOUT, EPOLLERR, EPOLLHUP.
    using Handler = std::function<void(std::uint32_t events)>;

    DescriptorSet();
    ~DescriptorSet();
    DescriptorSet(const DescriptorSet&) = delete;
    DescriptorSet& operator=(const DescriptorSet&) = delete;

    // Readable while anything below waits to be dispatched.
    [[nodiscard]] int descriptor() const noexcept { return epoll_; }

    // The descriptor stays the caller's. A second call for the same one changes its events and handler.
    void watch(int descriptor, std::uint32_t events, Handler handler);
    void forget(int descriptor);

    // `descriptor()` becomes readable at that time at the latest; absent: no such limit.
    void wake_at(std::optional<base::MonotonicTime> due);
    void wake();

    // Calls the handlers of what is ready now, without waiting. True when `wake` was called since the last time.
    bool dispatch();

private:
    struct Watch {
        int descriptor = -1;
        Handler handler;
    };

    int epoll_ = -1;
    int timer_ = -1;
    int wake_ = -1;
    std::uint64_t last_id_ = 0;
    // By number, not by descriptor: the kernel gives the number of a closed descriptor to the next one opened.
    std::unordered_map<std::uint64_t, std::shared_ptr<Watch>> watches_;
    std::unordered_map<int, std::uint64_t> id_by_descriptor_;
    std::optional<base::MonotonicTime> armed_for_;
};

}  // namespace trading::venue::okx
