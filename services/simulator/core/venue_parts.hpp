#pragma once

#include "services/simulator/core/account_desk.hpp"
#include "services/simulator/core/algo_desk.hpp"
#include "services/simulator/core/pulse.hpp"

namespace trading::simulator {

// The core's insides: the shared state and the parts that work on it, in the order of who uses whom.
struct VenueCore::State {
    explicit State(VenueOptions options);

    VenueState venue;
    OrderKeeper keeper;
    Clearing clearing;
    Matcher matcher;
    OrderDesk desk;
    AlgoDesk algos;
    AccountDesk account_desk;
    Crowd crowd;
    Pulse pulse;
};

}  // namespace trading::simulator
