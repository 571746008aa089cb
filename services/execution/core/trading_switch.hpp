#pragma once

#include "common/domain/trading_state.hpp"
#include "services/execution/core/output.hpp"

#include <optional>
#include <string>

namespace trading::execution {

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
