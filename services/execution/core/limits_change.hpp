#pragma once

#include "common/base/result.hpp"
#include "common/domain/limit_setting.hpp"
#include "services/execution/core/limits.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace trading::execution {

// What setting one limit did.
struct LimitMove {
    std::string before;         // Its value as text.
    std::string after;
    bool is_loosened = false;   // It permits more than before, or nobody can say.
};

// Sets one limit by its name: "account.day_loss_max", "instruments.BTC-USDT.collar", "strategies.s1.open_positions_max".
// Values are numbers, or durations like "1500ms", "20s", "5m", "1h". Fails, changing nothing, when there is no such limit
// or value. What may not trade yet has no limits, so it cannot be allowed to trade here.
[[nodiscard]] base::Result<LimitMove> set_limit(Limits& limits, std::string_view name, std::string_view value);

// The configured limits with what operators have set. A setting holds as long as the configuration says of its limit what
// it said then; when that has changed since, the tighter of the two holds. Answers the names of what is no limit any more.
[[nodiscard]] std::vector<std::string> apply_settings(Limits& limits, const std::vector<domain::LimitSetting>& settings);

}  // namespace trading::execution
