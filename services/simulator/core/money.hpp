#pragma once

#include "common/base/assert.hpp"
#include "common/base/decimal.hpp"

#include <compare>
#include <cstdint>

namespace trading::simulator {

__extension__ using Wide = __int128;

// Cash of one currency as a whole number of 10^-10 units: inside the venue sums must be cheap and exact. Leaving the
// range (about 922 million) is a bug: deposits are limited far below it.
class Money {
public:
    static constexpr int kScale = 10;

    constexpr Money() = default;

    [[nodiscard]] static Money from_units(Wide units) {
        TRADING_ASSERT(fits(units));
        return Money{static_cast<std::int64_t>(units)};
    }

    [[nodiscard]] static constexpr bool fits(Wide units) noexcept { return units <= INT64_MAX && units >= -INT64_MAX; }

    // `OutOfRange` when the amount has more than 10 digits after the point or does not fit.
    [[nodiscard]] static base::Result<Money> from_decimal(const base::Decimal& amount);

    [[nodiscard]] constexpr std::int64_t units() const noexcept { return units_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return units_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return units_ < 0; }
    [[nodiscard]] constexpr bool is_positive() const noexcept { return units_ > 0; }
    [[nodiscard]] base::Decimal to_decimal() const;

    friend Money operator+(Money left, Money right) { return from_units(Wide{left.units_} + right.units_); }
    friend Money operator-(Money left, Money right) { return from_units(Wide{left.units_} - right.units_); }
    friend Money operator-(Money money) { return Money{-money.units_}; }
    Money& operator+=(Money other) { return *this = *this + other; }
    Money& operator-=(Money other) { return *this = *this - other; }
    friend constexpr auto operator<=>(const Money&, const Money&) = default;

private:
    constexpr explicit Money(std::int64_t units) : units_(units) {}

    std::int64_t units_ = 0;
};

[[nodiscard]] inline Money max_of(Money left, Money right) { return left < right ? right : left; }
[[nodiscard]] inline Money min_of(Money left, Money right) { return left < right ? left : right; }

// value * numerator / denominator, rounded half to even; the denominator is positive.
[[nodiscard]] Wide scaled_half_even(Wide value, Wide numerator, Wide denominator);

// The same, rounded away from zero.
[[nodiscard]] Wide scaled_up(Wide value, Wide numerator, Wide denominator);

// A fee or rebate: notional * rate, with the rate's sign (negative: charged). The magnitude of a charge is rounded up
// to 10 digits, so the venue never gives away a fraction; a rebate is rounded down.
[[nodiscard]] Money fee_of(Money amount, const base::Decimal& rate);

// units * 10^-scale as the nearest decimal that fits: exact whenever it fits exactly. For published statistics.
[[nodiscard]] base::Decimal decimal_of(Wide units, int scale);

}  // namespace trading::simulator
