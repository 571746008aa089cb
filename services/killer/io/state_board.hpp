#pragma once

#include "services/killer/core/killer_core.hpp"

#include <mutex>

namespace trading::killer {

// What the agent's thread last saw, for the threads of gRPC.
class StateBoard {
public:
    struct State {
        KillerView view;
        KillerCounters counters;
    };

    void put(const State& state) {
        const std::lock_guard lock{mutex_};
        state_ = state;
    }

    [[nodiscard]] State get() const {
        const std::lock_guard lock{mutex_};
        return state_;
    }

private:
    mutable std::mutex mutex_;
    State state_;
};

}  // namespace trading::killer
