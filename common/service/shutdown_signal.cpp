#include "common/service/shutdown_signal.hpp"

#include "common/base/assert.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace trading::service {

ShutdownSignal::ShutdownSignal() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    TRADING_ASSERT(pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0);
    std::signal(SIGPIPE, SIG_IGN);
    descriptor_ = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    TRADING_ASSERT(descriptor_ >= 0);
}

ShutdownSignal::~ShutdownSignal() { close(descriptor_); }

bool ShutdownSignal::is_requested() {
    signalfd_siginfo info{};
    while (read(descriptor_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) is_requested_ = true;
    return is_requested_;
}

bool ShutdownSignal::wait(base::Duration timeout) {
    if (is_requested()) return true;
    pollfd waiting{descriptor_, POLLIN, 0};
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(timeout).count();
    poll(&waiting, 1, static_cast<int>(milliseconds));
    return is_requested();
}

}  // namespace trading::service
