#pragma once

#include "common/domain/deny_reason.hpp"
#include "common/domain/order.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace trading::domain {

// What a strategy may wish for.
enum class IntentKind {
    Enter = 1,    // Open or add to a position, with its protection.
    Exit = 2,     // Shrink the position by `quantity` (all of it when larger); never opens one.
    Protect = 3,  // Move the stop and the take-profit of the open position.
    Cancel = 4,   // Cancel what is still open of an earlier intent.
};

[[nodiscard]] std::string_view to_string(IntentKind kind) noexcept;
[[nodiscard]] std::optional<IntentKind> parse_intent_kind(std::string_view text) noexcept;

// The strategy's wish, before risk. Execution takes each id once and answers each; after `valid_until` it has no
// effect. An `Enter` names its stop: execution keeps a reduce-only stop for the whole position resting at the venue
// from the first fill on, and the take-profit beside it.
struct OrderIntent {
    IntentId intent_id;
    StrategyId strategy_id;
    InstrumentId instrument_id;
    DecisionId decision_id;
    IntentKind kind = IntentKind::Enter;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce time_in_force = TimeInForce::GoodTillCancelled;
    Quantity quantity;
    std::optional<Price> limit_price;
    std::optional<Price> stop_price;
    std::optional<Price> take_profit_price;
    IntentId target_intent_id;  // Cancel only.
    std::string reason;         // A constant snake_case word: setup_long, time_stop, operator, ...
    base::Timestamp ts_created{};
    base::Timestamp valid_until{};

    bool operator==(const OrderIntent&) const = default;
};

// What execution made of an intent. `Accepted` is said only when it is durable.
enum class IntentVerdict { Accepted = 1, Denied = 2, Duplicate = 3 };

[[nodiscard]] std::string_view to_string(IntentVerdict verdict) noexcept;
[[nodiscard]] std::optional<IntentVerdict> parse_intent_verdict(std::string_view text) noexcept;

struct IntentReply {
    IntentId intent_id;
    IntentVerdict verdict = IntentVerdict::Denied;
    std::optional<DenyReason> deny_reason;  // Present exactly when denied.
    std::string detail;                     // The numbers: "limit=10000 notional=42000".
    base::Timestamp ts_event{};

    bool operator==(const IntentReply&) const = default;
};

}  // namespace trading::domain
