#pragma once

#include "common/base/time.hpp"

#include <cstdint>
#include <string>

namespace trading::domain {

// A limit as an operator has set it, in place of the configured one. Durable.
struct LimitSetting {
    std::string limit;       // "account.day_loss_max", "instruments.BTC-USDT.collar"
    std::string value;       // "0.03", "9", "1500ms"
    std::string configured;  // What the configuration said then.
    std::string actor;       // "operator:<name>"
    std::string reason;
    std::int64_t version = 0;  // Grows with each change of this limit.
    base::Timestamp ts_event{};

    bool operator==(const LimitSetting&) const = default;
};

}  // namespace trading::domain
