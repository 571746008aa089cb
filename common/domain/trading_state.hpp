#pragma once

#include "common/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace trading::domain {

enum class TradingState {
    Active = 1,    // Orders within the limits may go out.
    Reducing = 2,  // Only what shrinks a position may go out.
    Halted = 3,    // No order may go out; cancels may. The state of everything that is not known to be safe.
    Killed = 4,    // Everything is being cancelled and closed. Only a re-arm ends it, and that leads to HALTED.
};

[[nodiscard]] std::string_view to_string(TradingState state) noexcept;
[[nodiscard]] std::optional<TradingState> parse_trading_state(std::string_view text) noexcept;

// What halts, in the operator's words.
[[nodiscard]] std::string_view describe(TradingState state) noexcept;

// The durable switch of an account, with who threw it and why.
struct RiskState {
    TradingState state = TradingState::Halted;
    std::string reason;
    std::string actor;         // "operator:<name>", or "system:<rule>".
    std::int64_t version = 0;  // Grows with each change.
    base::Timestamp ts_event{};

    bool operator==(const RiskState&) const = default;
};

}  // namespace trading::domain
