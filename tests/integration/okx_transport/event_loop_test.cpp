#include "tests/integration/okx_transport/loop_driver.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <ctime>
#include <thread>
#include <vector>

namespace trading::venue::okx {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class AnEventLoop : public ::testing::Test {
protected:
    static base::Duration took(const std::function<void()>& action) {
        const base::MonotonicTime began = LwsEventLoop::now();
        action();
        return LwsEventLoop::now() - began;
    }

    LwsEventLoop loop_;
};

TEST_F(AnEventLoop, sleeps_for_the_whole_timeout_when_there_is_nothing_to_do) {
    loop_.run_once(milliseconds{20});  // The first round of libwebsockets has things to set up.
    const std::clock_t cpu_began = std::clock();
    int rounds = 0;
    const base::Duration duration = took([&] {
        const base::MonotonicTime end = LwsEventLoop::now() + milliseconds{300};
        for (; LwsEventLoop::now() < end; ++rounds) loop_.run_once(milliseconds{100});
    });
    EXPECT_LE(rounds, 6);
    EXPECT_LT(duration, seconds{2});
    EXPECT_LT(static_cast<double>(std::clock() - cpu_began) / CLOCKS_PER_SEC, 0.1);
}

TEST_F(AnEventLoop, does_not_wait_when_told_so) {
    EXPECT_LT(
        took([&] {
            for (int round = 0; round < 100; ++round) loop_.run_once(base::Duration::zero());
        }),
        milliseconds{500}
    );
}

TEST_F(AnEventLoop, runs_timers_in_the_order_of_their_times_and_not_too_early) {
    std::vector<int> order;
    const base::MonotonicTime began = LwsEventLoop::now();
    base::MonotonicTime ended;
    loop_.call_after(milliseconds{30}, [&] {
        order.push_back(3);
        ended = LwsEventLoop::now();
    });
    loop_.call_after(milliseconds{10}, [&] { order.push_back(1); });
    loop_.call_after(milliseconds{20}, [&] { order.push_back(2); });
    while (order.size() < 3) loop_.run_once(seconds{1});
    EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
    EXPECT_GE(ended - began, milliseconds{30});
}

TEST_F(AnEventLoop, does_not_run_in_the_same_round_what_a_timer_adds) {
    int calls = 0;
    std::function<void()> again = [&] {
        ++calls;
        loop_.call_after(base::Duration::zero(), again);
    };
    loop_.call_after(base::Duration::zero(), again);
    loop_.run_once(base::Duration::zero());
    EXPECT_EQ(calls, 1);
    loop_.run_once(seconds{1});
    EXPECT_EQ(calls, 2);
}

TEST_F(AnEventLoop, serves_a_descriptor_for_as_long_as_it_is_readable) {
    const int descriptor = eventfd(0, EFD_NONBLOCK | EFD_SEMAPHORE);
    int calls = 0;
    loop_.watch(descriptor, [&] {
        std::uint64_t value = 0;
        EXPECT_EQ(read(descriptor, &value, sizeof value), 8);
        ++calls;
    });
    const std::uint64_t three = 3;
    ASSERT_EQ(write(descriptor, &three, sizeof three), 8);
    EXPECT_LT(
        took([&] {
            while (calls < 3) loop_.run_once(seconds{5});
        }),
        seconds{5}
    );
    loop_.forget(descriptor);
    close(descriptor);
}

TEST_F(AnEventLoop, lets_a_handler_forget_its_own_descriptor_and_that_of_another) {
    const int first = eventfd(1, EFD_NONBLOCK);
    const int second = eventfd(1, EFD_NONBLOCK);
    int calls = 0;
    const auto forget_both = [&] {
        ++calls;
        loop_.forget(first);
        loop_.forget(second);
    };
    loop_.watch(first, forget_both);
    loop_.watch(second, forget_both);
    for (int round = 0; round < 3; ++round) loop_.run_once(milliseconds{10});
    EXPECT_EQ(calls, 1);
    close(first);
    close(second);
}

TEST_F(AnEventLoop, is_woken_from_another_thread) {
    std::atomic<bool> is_woken = false;
    loop_.on_wake([&] { is_woken = true; });
    std::thread other([&] { loop_.wake(); });
    EXPECT_LT(
        took([&] {
            while (!is_woken) loop_.run_once(seconds{10});
        }),
        seconds{5}
    );
    other.join();
}

TEST_F(AnEventLoop, hears_a_wake_that_came_before_the_round) {
    int wakes = 0;
    loop_.on_wake([&] { ++wakes; });
    loop_.wake();
    loop_.wake();
    loop_.run_once(seconds{10});
    EXPECT_EQ(wakes, 1);
}

}  // namespace
}  // namespace trading::venue::okx
