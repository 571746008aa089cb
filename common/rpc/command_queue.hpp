#pragma once

#include "common/base/bounded_queue.hpp"
#include "common/base/result.hpp"

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <utility>

namespace trading::rpc {

// Carries commands from gRPC's threads to the one thread of an agent, and the answers back. `call` waits; the agent
// takes commands in its duty cycle and answers each when its effect is durable. Safe from any thread.
template <class Command, class Answer>
class CommandQueue {
public:
    // One command on its way. The agent answers it exactly once; one that is dropped without an answer fails the call
    // with `Unavailable`.
    class Pending {
    public:
        Pending(Command command_, std::promise<base::Result<Answer>> promise)
            : command(std::move(command_)), promise_(std::move(promise)) {}

        void answer(base::Result<Answer> result) { promise_.set_value(std::move(result)); }

        Command command;

    private:
        std::promise<base::Result<Answer>> promise_;
    };

    // `wake` makes the agent look soon; it is called on the caller's thread.
    CommandQueue(std::size_t capacity, std::function<void()> wake) : queue_(capacity), wake_(std::move(wake)) {}

    // `Unavailable` when too many commands wait, `OutcomeUnknown` when no answer came in time: the command may still
    // take effect.
    [[nodiscard]] base::Result<Answer> call(Command command, std::chrono::nanoseconds timeout) {
        std::promise<base::Result<Answer>> promise;
        auto future = promise.get_future();
        if (!queue_.try_push(std::make_unique<Pending>(std::move(command), std::move(promise)))) {
            return base::failure(base::ErrorCode::Unavailable, "too many commands are waiting; try again");
        }
        wake_();
        if (future.wait_for(timeout) != std::future_status::ready) {
            return base::failure(
                base::ErrorCode::OutcomeUnknown,
                "no answer in time; the command may still take effect: ask for the state"
            );
        }
        try {
            return future.get();
        } catch (const std::future_error&) {
            return base::failure(base::ErrorCode::Unavailable, "the service is stopping; nothing was done");
        }
    }

    // The oldest waiting command, or null.
    [[nodiscard]] std::unique_ptr<Pending> try_take() {
        auto taken = queue_.try_pop();
        return taken ? std::move(*taken) : nullptr;
    }

    [[nodiscard]] std::uint64_t refused() const { return queue_.refused(); }

private:
    base::BoundedQueue<std::unique_ptr<Pending>> queue_;
    std::function<void()> wake_;
};

}  // namespace trading::rpc
