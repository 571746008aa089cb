#include "common/venue/okx/transport/descriptor_set.hpp"

#include "common/base/assert.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace trading::venue::okx {

namespace {

constexpr std::uint64_t kTimerId = 1;
constexpr std::uint64_t kWakeId = 2;
constexpr std::uint64_t kFirstWatchId = 100;
constexpr int kEventsPerDispatch = 64;  // More wait for the next round: the set stays readable.
constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

void add_to_epoll(int epoll, int descriptor, std::uint32_t events, std::uint64_t id) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    const int added = epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
    TRADING_ASSERT(added == 0);
}

void drain_counter(int descriptor) {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = read(descriptor, &count, sizeof count);
}

}  // namespace

DescriptorSet::DescriptorSet()
    : epoll_(epoll_create1(EPOLL_CLOEXEC)),
      timer_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)),
      wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      last_id_(kFirstWatchId) {
    TRADING_ASSERT(epoll_ >= 0);
    TRADING_ASSERT(timer_ >= 0);
    TRADING_ASSERT(wake_ >= 0);
    add_to_epoll(epoll_, timer_, EPOLLIN, kTimerId);
    add_to_epoll(epoll_, wake_, EPOLLIN, kWakeId);
}

DescriptorSet::~DescriptorSet() {
    close(wake_);
    close(timer_);
    close(epoll_);
}

void DescriptorSet::watch(int descriptor, std::uint32_t events, Handler handler) {
    forget(descriptor);
    const std::uint64_t id = ++last_id_;
    add_to_epoll(epoll_, descriptor, events, id);
    watches_.emplace(id, std::make_shared<Watch>(Watch{descriptor, std::move(handler)}));
    id_by_descriptor_[descriptor] = id;
}

void DescriptorSet::forget(int descriptor) {
    const auto known = id_by_descriptor_.find(descriptor);
    if (known == id_by_descriptor_.end()) return;
    // Fails when the owner closed it already, which also took it out of the set.
    epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
    watches_.erase(known->second);
    id_by_descriptor_.erase(known);
}

void DescriptorSet::wake_at(std::optional<base::MonotonicTime> due) {
    if (due == armed_for_) return;
    armed_for_ = due;
    itimerspec when{};
    if (due) {
        const std::int64_t nanoseconds = due->nanoseconds > 0 ? due->nanoseconds : 1;  // Zero would disarm it.
        when.it_value.tv_sec = nanoseconds / kNanosecondsPerSecond;
        when.it_value.tv_nsec = nanoseconds % kNanosecondsPerSecond;
    }
    const int armed = timerfd_settime(timer_, TFD_TIMER_ABSTIME, &when, nullptr);
    TRADING_ASSERT(armed == 0);
}

void DescriptorSet::wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(wake_, &one, sizeof one);
}

bool DescriptorSet::dispatch() {
    std::array<epoll_event, kEventsPerDispatch> ready{};
    const int count = epoll_wait(epoll_, ready.data(), kEventsPerDispatch, 0);
    bool was_woken = false;
    for (int index = 0; index < count; ++index) {
        const epoll_event& event = ready[static_cast<std::size_t>(index)];
        const std::uint64_t id = event.data.u64;
        if (id == kTimerId) {
            drain_counter(timer_);
            armed_for_.reset();
        } else if (id == kWakeId) {
            drain_counter(wake_);
            was_woken = true;
        } else if (const auto found = watches_.find(id); found != watches_.end()) {
            const std::shared_ptr<Watch> watch = found->second;  // A handler may forget its own descriptor.
            watch->handler(event.events);
        }
    }
    return was_woken;
}

}  // namespace trading::venue::okx
