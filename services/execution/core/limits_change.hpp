#pragma once

#include "services/execution/core/limits.hpp"

#include <string>
#include <vector>

namespace trading::execution {

// What a change of the limits comes to.
struct LimitsChange {
    Limits limits;                     // To be used from now on.
    std::vector<std::string> applied;  // "account.day_loss_max", ...
    std::vector<std::string> refused;  // What would loosen a limit, and was not confirmed.
};

// Tightens at once; loosens only when a person has confirmed it. Each limit is taken by itself, so that one loosened
// limit does not hold up the tightened ones beside it. What is missing in `wanted` may no longer trade: its limits
// become zero, so that its exits, its prices and its position stay known. What is new in `wanted` loosens.
[[nodiscard]] LimitsChange change_limits(const Limits& current, const Limits& wanted, bool is_confirmed);

}  // namespace trading::execution
