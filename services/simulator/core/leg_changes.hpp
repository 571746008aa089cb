#pragma once

#include "services/simulator/core/order_views.hpp"

#include <optional>

namespace trading::simulator {

// What an amendment changes of a take-profit and a stop-loss. What is absent stays as it was; a trigger price of zero
// removes its leg; a negative order price means: at market.
struct LegChanges {
    std::optional<base::Decimal> take_profit_trigger;
    std::optional<base::Decimal> take_profit_price;
    std::optional<TriggerBy> take_profit_by;
    std::optional<base::Decimal> stop_loss_trigger;
    std::optional<base::Decimal> stop_loss_price;
    std::optional<TriggerBy> stop_loss_by;

    [[nodiscard]] bool is_empty() const noexcept { return *this == LegChanges{}; }
    bool operator==(const LegChanges&) const = default;
};

// `legs` after the changes.
[[nodiscard]] ProtectionLegs changed_legs(ProtectionLegs legs, const LegChanges& changes);

}  // namespace trading::simulator
