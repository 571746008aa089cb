#include "services/simulator/core/leg_changes.hpp"

namespace trading::simulator {
namespace {

void change_trigger(std::optional<base::Decimal>& trigger, const std::optional<base::Decimal>& change) {
    if (!change) return;
    trigger = change->is_zero() ? std::nullopt : change;
}

void change_price(std::optional<base::Decimal>& price, const std::optional<base::Decimal>& change) {
    if (!change) return;
    price = change->is_negative() ? std::nullopt : change;
}

}  // namespace

ProtectionLegs changed_legs(ProtectionLegs legs, const LegChanges& changes) {
    change_trigger(legs.take_profit_trigger, changes.take_profit_trigger);
    change_price(legs.take_profit_price, changes.take_profit_price);
    legs.take_profit_by = changes.take_profit_by.value_or(legs.take_profit_by);
    change_trigger(legs.stop_loss_trigger, changes.stop_loss_trigger);
    change_price(legs.stop_loss_price, changes.stop_loss_price);
    legs.stop_loss_by = changes.stop_loss_by.value_or(legs.stop_loss_by);
    return legs;
}

}  // namespace trading::simulator
