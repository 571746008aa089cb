#pragma once

#include "common/base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace trading::base {

// How an inexact result is brought to the requested number of digits.
enum class Rounding {
    Down = 1,      // Towards zero.
    Up = 2,        // Away from zero.
    Floor = 3,     // Towards minus infinity.
    Ceiling = 4,   // Towards plus infinity.
    HalfEven = 5,  // To the nearest, ties to the even digit.
};

// An exact decimal number: an int64 coefficient times 10^-scale, scale 0 to 18. Trailing zeros are always stripped, so
// one number has one representation and equality is bitwise. Nothing ever wraps or rounds silently: an operation whose
// exact result does not fit answers `OutOfRange`. Comparison is exact for any pair.
class Decimal {
public:
    static constexpr std::uint8_t kMaxScale = 18;

    constexpr Decimal() = default;

    // A whole number.
    constexpr explicit Decimal(std::int64_t whole) : coefficient_(whole) {}

    // coefficient * 10^-scale. `OutOfRange` when the scale is above 18 and trailing zeros do not bring it down.
    [[nodiscard]] static Result<Decimal> from_parts(std::int64_t coefficient, int scale);

    // Plain decimal text: optional '-', digits, optional '.', digits; at most 64 characters. "1e5", "+1", " 1", ".5",
    // "1." and "" are `Malformed`; a number that does not fit is `OutOfRange`.
    [[nodiscard]] static Result<Decimal> from_string(std::string_view text);

    // The nearest decimal with `scale` digits after the point. The only way from statistics (`double`) into money.
    // `OutOfRange` for NaN, infinities and what does not fit.
    [[nodiscard]] static Result<Decimal> from_double(double value, int scale, Rounding rounding);

    [[nodiscard]] constexpr std::int64_t coefficient() const noexcept { return coefficient_; }
    [[nodiscard]] constexpr int scale() const noexcept { return scale_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return coefficient_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return coefficient_ < 0; }
    [[nodiscard]] constexpr bool is_positive() const noexcept { return coefficient_ > 0; }

    // The shortest plain text that reads back as the same number; never scientific.
    [[nodiscard]] std::string to_string() const;

    // The nearest double: for statistics and metrics only.
    [[nodiscard]] double to_double() const noexcept;

    // This number as coefficient * 10^-scale for a given scale; `OutOfRange` when that loses digits or does not fit.
    [[nodiscard]] Result<std::int64_t> coefficient_at(int scale) const;

    // `OutOfRange` only for the most negative coefficient.
    [[nodiscard]] Result<Decimal> negated() const;
    [[nodiscard]] Result<Decimal> absolute() const;

    // Brought to at most `scale` digits after the point.
    [[nodiscard]] Result<Decimal> rounded(int scale, Rounding rounding) const;

    // The multiple of `step` next to this number in the given direction. `step` must be positive.
    [[nodiscard]] Result<Decimal> rounded_to_multiple(Decimal step, Rounding rounding) const;
    [[nodiscard]] bool is_multiple_of(Decimal step) const;

    friend bool operator==(const Decimal&, const Decimal&) = default;
    friend std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept;

private:
    constexpr Decimal(std::int64_t coefficient, std::uint8_t scale) : coefficient_(coefficient), scale_(scale) {}

    std::int64_t coefficient_ = 0;
    std::uint8_t scale_ = 0;
};

// Exact, or `OutOfRange`.
[[nodiscard]] Result<Decimal> add(const Decimal& left, const Decimal& right);
[[nodiscard]] Result<Decimal> subtract(const Decimal& left, const Decimal& right);
[[nodiscard]] Result<Decimal> multiply(const Decimal& left, const Decimal& right);

// The product with at most `scale` digits after the point, rounded once from the exact 128-bit product.
[[nodiscard]] Result<Decimal> multiply(const Decimal& left, const Decimal& right, int scale, Rounding rounding);

// The quotient with at most `scale` digits after the point, rounded once. Division by zero is `InvalidArgument`.
[[nodiscard]] Result<Decimal> divide(const Decimal& left, const Decimal& right, int scale, Rounding rounding);

}  // namespace trading::base
