#pragma once

#include "common/base/decimal.hpp"

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace trading::domain {

// A decimal that means one kind of thing. Kinds do not convert into each other, and only sums and comparisons within a
// kind exist here; products need an instrument (see notional.hpp). Sums are exact or `OutOfRange`.
template <class Kind>
class Amount {
public:
    constexpr Amount() = default;
    constexpr explicit Amount(base::Decimal value) : value_(value) {}

    [[nodiscard]] static base::Result<Amount> from_string(std::string_view text) {
        return base::Decimal::from_string(text).map([](base::Decimal value) { return Amount{value}; });
    }

    [[nodiscard]] constexpr const base::Decimal& value() const noexcept { return value_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return value_.is_zero(); }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return value_.is_negative(); }
    [[nodiscard]] constexpr bool is_positive() const noexcept { return value_.is_positive(); }
    [[nodiscard]] std::string to_string() const { return value_.to_string(); }
    [[nodiscard]] double to_double() const noexcept { return value_.to_double(); }

    [[nodiscard]] base::Result<Amount> plus(const Amount& other) const { return wrap(base::add(value_, other.value_)); }

    [[nodiscard]] base::Result<Amount> minus(const Amount& other) const {
        return wrap(base::subtract(value_, other.value_));
    }

    [[nodiscard]] base::Result<Amount> negated() const { return wrap(value_.negated()); }
    [[nodiscard]] base::Result<Amount> absolute() const { return wrap(value_.absolute()); }

    friend bool operator==(const Amount&, const Amount&) = default;

    friend std::strong_ordering operator<=>(const Amount& left, const Amount& right) noexcept {
        return left.value_ <=> right.value_;
    }

private:
    static base::Result<Amount> wrap(base::Result<base::Decimal> value) {
        return std::move(value).map([](base::Decimal exact) { return Amount{exact}; });
    }

    base::Decimal value_;
};

// Quote currency per unit of the instrument's base; a multiple of the tick size when it belongs to an order.
using Price = Amount<struct PriceKind>;

// In the instrument's own unit: base currency for spot, contracts for derivatives. Positions are signed, orders are
// not.
using Quantity = Amount<struct QuantityKind>;

// price x quantity x contract multiplier, in quote currency.
using Notional = Amount<struct NotionalKind>;

// An amount of one currency that stands beside it: balances, fees, profits. Signed; a fee paid is negative.
using Cash = Amount<struct CashKind>;

// A pure number: a rate, a fraction, a leverage.
using Ratio = Amount<struct RatioKind>;

}  // namespace trading::domain
