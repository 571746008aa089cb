#include "services/strategy/core/sizing.hpp"

#include "common/domain/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace trading::strategy {
namespace {

using namespace domain;
using base::Decimal;
using base::Rounding;

constexpr int kMoneyDigits = 8;
constexpr int kUnitDigits = 12;

// money / money-per-unit, in units of the instrument, rounded down to its lot's digits.
base::Result<Quantity> units(const Instrument& instrument, const Decimal& money, const Decimal& per_unit) {
    return base::divide(money, per_unit, instrument.lot_size.value().scale(), Rounding::Down).map([](Decimal value) {
        return Quantity{value};
    });
}

// What is still allowed, and which bound made it so.
struct Bound {
    Quantity quantity;
    std::string_view by;
};

class Bounds {
public:
    // An amount that does not fit bounds nothing only if another one does: the size then fails as a whole.
    void add(const base::Result<Quantity>& quantity, std::string_view by) {
        if (!quantity) {
            is_computable_ = false;
            return;
        }
        if (!least_ || *quantity < least_->quantity) least_ = Bound{*quantity, by};
    }

    [[nodiscard]] std::optional<Bound> least() const { return is_computable_ ? least_ : std::nullopt; }

private:
    bool is_computable_ = true;
    std::optional<Bound> least_;
};

base::Result<Decimal> times(const Decimal& left, const Decimal& right, int digits) {
    return base::multiply(left, right, digits, Rounding::Down);
}

void add_money_bounds(Bounds& bounds, const SizeInputs& inputs, const SizeRules& rules, const Decimal& unit_price) {
    const Instrument& instrument = inputs.instrument;
    bounds.add(units(instrument, rules.notional_max.value(), unit_price), "notional_max");
    if (instrument.is_spot()) {
        const Cash available = inputs.available.value_or(Cash{});
        bounds.add(units(instrument, available.value(), unit_price), "available_balance");
        return;
    }
    const auto most = times(inputs.equity.value_or(Cash{}).value(), rules.leverage_max.value(), kMoneyDigits);
    bounds.add(most.and_then([&](Decimal money) { return units(instrument, money, unit_price); }), "leverage_max");
}

void add_wish(Bounds& bounds, const SizeInputs& inputs, const SizeRules& rules, const Decimal& unit_price) {
    const Instrument& instrument = inputs.instrument;
    switch (rules.mode) {
        case SizeMode::FixedNotional:
            bounds.add(units(instrument, rules.fixed_notional.value(), unit_price), "fixed_notional");
            return;
        case SizeMode::RiskFraction: break;
    }
    const auto risk = times(inputs.equity.value_or(Cash{}).value(), rules.risk_fraction.value(), kMoneyDigits);
    const auto distance = inputs.entry.minus(inputs.stop).and_then([](Price step) { return step.absolute(); });
    const auto loss_per_unit = distance.and_then([&](Price step) {
        // Rounded up: the loss of one unit is never understated.
        return base::multiply(step.value(), instrument.contract_multiplier, kUnitDigits, Rounding::Up);
    });
    if (!risk || !loss_per_unit) {
        bounds.add(base::failure(base::ErrorCode::OutOfRange, "risk"), "risk");
        return;
    }
    bounds.add(units(instrument, *risk, *loss_per_unit), "risk_fraction");
}

std::string text_of(const std::optional<Cash>& cash) { return cash ? cash->to_string() : "unknown"; }

}  // namespace

Size size_entry(const SizeInputs& inputs, const SizeRules& rules) {
    const Instrument& instrument = inputs.instrument;
    const std::string money = fmt::format(
        "equity={} available={} entry={} stop={}",
        text_of(inputs.equity),
        text_of(inputs.available),
        inputs.entry.to_string(),
        inputs.stop.to_string()
    );
    if (instrument.contract_kind == ContractKind::Inverse) return {std::nullopt, "inverse_contract " + money};
    if (!inputs.equity) return {std::nullopt, "balance_unknown " + money};
    const auto unit_price =
        base::multiply(inputs.entry.value(), instrument.contract_multiplier, kUnitDigits, Rounding::Up);
    if (!unit_price || !unit_price->is_positive()) return {std::nullopt, "out_of_range " + money};

    Bounds bounds;
    add_wish(bounds, inputs, rules, *unit_price);
    add_money_bounds(bounds, inputs, rules, *unit_price);
    if (instrument.maximum_limit_quantity.is_positive()) bounds.add(instrument.maximum_limit_quantity, "venue_maximum");
    const auto least = bounds.least();
    if (!least) return {std::nullopt, "out_of_range " + money};
    const auto quantity = floor_to_lot(instrument, least->quantity);
    if (!quantity) return {std::nullopt, "out_of_range " + money};

    const bool is_enough = quantity->is_positive() && *quantity >= instrument.minimum_quantity;
    std::string detail = fmt::format(
        "quantity={} bound_by={} minimum={} {}",
        quantity->to_string(),
        least->by,
        instrument.minimum_quantity.to_string(),
        money
    );
    if (!is_enough) return {std::nullopt, "below_minimum " + detail};
    return {*quantity, std::move(detail)};
}

}  // namespace trading::strategy
