#include "services/simulator/core/money.hpp"

namespace trading::simulator {
namespace {

constexpr Wide magnitude_of(Wide value) { return value < 0 ? -value : value; }

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int step = 0; step < exponent; ++step) power *= 10;
    return power;
}

}  // namespace

base::Result<Money> Money::from_decimal(const base::Decimal& amount) {
    return amount.coefficient_at(kScale).map([](std::int64_t units) { return Money{units}; });
}

base::Decimal Money::to_decimal() const {
    const auto decimal = base::Decimal::from_parts(units_, kScale);
    TRADING_ASSERT(decimal.has_value());
    return *decimal;
}

Wide scaled_half_even(Wide value, Wide numerator, Wide denominator) {
    TRADING_ASSERT(denominator > 0);
    const Wide product = value * numerator;
    const Wide positive = magnitude_of(product);
    Wide quotient = positive / denominator;
    const Wide remainder = positive % denominator;
    const Wide rest = denominator - remainder;
    if (remainder > rest || (remainder == rest && quotient % 2 != 0)) ++quotient;
    return product < 0 ? -quotient : quotient;
}

Wide scaled_up(Wide value, Wide numerator, Wide denominator) {
    TRADING_ASSERT(denominator > 0);
    const Wide product = value * numerator;
    const Wide positive = magnitude_of(product);
    const Wide quotient = positive / denominator + (positive % denominator != 0 ? 1 : 0);
    return product < 0 ? -quotient : quotient;
}

Money fee_of(Money amount, const base::Decimal& rate) {
    const Wide denominator = power_of_ten(rate.scale());
    if (rate.is_negative()) return Money::from_units(scaled_up(amount.units(), rate.coefficient(), denominator));
    return Money::from_units(Wide{amount.units()} * rate.coefficient() / denominator);
}

base::Decimal decimal_of(Wide units, int scale) {
    while (scale > 0 && units % 10 == 0) {
        units /= 10;
        --scale;
    }
    while (scale > 0 && (!Money::fits(units) || scale > base::Decimal::kMaxScale)) {
        units = scaled_half_even(units, 1, 10);
        --scale;
    }
    TRADING_ASSERT(Money::fits(units));
    const auto decimal = base::Decimal::from_parts(static_cast<std::int64_t>(units), scale);
    TRADING_ASSERT(decimal.has_value());
    return *decimal;
}

}  // namespace trading::simulator
