#pragma once

#include "common/domain/trading_state.hpp"
#include "services/execution/core/output.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace trading::execution {

// Who halts when our records differ from the venue's; such a halt ends when they are equal again.
inline constexpr std::string_view kReconciliationActor = "system:reconciliation";

// The account's trading state: durable with every change, restored before anything may go out, HALTED until known.
class TradingSwitch {
public:
    void recover(const std::optional<domain::RiskState>& stored, domain::TradingState initial_state, Step& step);

    // Always a new version, so that the same command by another person is on record too.
    void set(domain::TradingState state, std::string actor, std::string reason, Step& step);

    [[nodiscard]] const domain::RiskState& current() const noexcept { return current_; }
    [[nodiscard]] domain::TradingState state() const noexcept { return current_.state; }

private:
    domain::RiskState current_;
};

}  // namespace trading::execution
