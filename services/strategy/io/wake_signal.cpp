#include "services/strategy/io/wake_signal.hpp"

#include "common/base/assert.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

namespace trading::strategy {

WakeSignal::WakeSignal() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) { TRADING_ASSERT(descriptor_ >= 0); }

WakeSignal::~WakeSignal() { close(descriptor_); }

void WakeSignal::wake() const noexcept {
    const std::uint64_t one = 1;
    // It can only fail when it is set already, which is what is wanted.
    [[maybe_unused]] const auto written = write(descriptor_, &one, sizeof(one));
}

void WakeSignal::clear() const noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto taken = read(descriptor_, &count, sizeof(count));
}

}  // namespace trading::strategy
