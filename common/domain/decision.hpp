#pragma once

#include "common/base/time.hpp"
#include "common/domain/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trading::domain {

// One check of an evaluation and the numbers it looked at. Checks after the first failed one are not evaluated.
struct CheckVerdict {
    std::string check;  // A constant snake_case word: data_health, session, setup, cooldown, size, ...
    bool has_passed = false;
    std::string detail;  // "rsi=28.4 lower=30.1".

    bool operator==(const CheckVerdict&) const = default;
};

enum class DecisionOutcome {
    NoTrade = 1,  // The first failed check says why.
    Enter = 2,
    Exit = 3,
};

[[nodiscard]] std::string_view to_string(DecisionOutcome outcome) noexcept;
[[nodiscard]] std::optional<DecisionOutcome> parse_decision_outcome(std::string_view text) noexcept;

// Why a strategy did or did not trade: one record for each evaluation.
struct Decision {
    DecisionId decision_id;
    StrategyId strategy_id;
    InstrumentId instrument_id;
    DecisionOutcome outcome = DecisionOutcome::NoTrade;
    std::string reason;                // The failed check, or the setup that traded.
    std::string inputs;                // "close=63921.1 rsi=28.4 period=12.3 ...": name=value, blank-separated.
    std::vector<CheckVerdict> checks;  // In the order they were made.
    IntentId intent_id;                // Empty when nothing was emitted.
    base::Timestamp ts_event{};        // Close time of the bar.
    base::Timestamp ts_decided{};

    bool operator==(const Decision&) const = default;
};

// A bar that a strategy has decided, whatever came of it.
struct DecidedBar {
    StrategyId strategy_id;
    InstrumentId instrument_id;
    base::Timestamp ts_event{};  // Close time of the bar.

    bool operator==(const DecidedBar&) const = default;
};

}  // namespace trading::domain
