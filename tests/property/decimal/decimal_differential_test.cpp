#include "common/base/decimal.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <limits>

#include "common/base/random.hpp"

// An independent decimal: a fraction of unbounded integers. Every operation of Decimal is compared with it on random
// pairs, most of them near the limits; where Decimal answers `OutOfRange` the true result must not fit either.
namespace trading::base {
namespace {

using BigInteger = boost::multiprecision::cpp_int;

constexpr int kCases = 1'000'000;

struct Fraction {
    BigInteger numerator;
    BigInteger denominator = 1;
};

BigInteger power_of_ten(int exponent) {
    return boost::multiprecision::pow(BigInteger{10}, static_cast<unsigned>(exponent));
}

Fraction fraction_of(const Decimal& decimal) {
    return {BigInteger{decimal.coefficient()}, power_of_ten(decimal.scale())};
}

bool equals(const Fraction& left, const Fraction& right) {
    return left.numerator * right.denominator == right.numerator * left.denominator;
}

// Whether some coefficient of 64 bits and some scale up to 18 represent it exactly.
bool fits(const Fraction& value) {
    for (int scale = 0; scale <= Decimal::kMaxScale; ++scale) {
        const BigInteger scaled = value.numerator * power_of_ten(scale);
        if (scaled % value.denominator != 0) continue;
        const BigInteger coefficient = scaled / value.denominator;
        return coefficient <= std::numeric_limits<std::int64_t>::max() &&
               coefficient >= std::numeric_limits<std::int64_t>::min();
    }
    return false;
}

Fraction rounded(const Fraction& value, int scale, Rounding rounding) {
    BigInteger numerator = value.numerator * power_of_ten(scale);
    BigInteger denominator = value.denominator;
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const bool negative = numerator < 0;
    const BigInteger magnitude = negative ? BigInteger{-numerator} : numerator;
    BigInteger quotient = magnitude / denominator;
    const BigInteger twice = 2 * (magnitude % denominator);
    if (twice != 0) {
        const bool up =
            rounding == Rounding::Up || (rounding == Rounding::Floor && negative) ||
            (rounding == Rounding::Ceiling && !negative) ||
            (rounding == Rounding::HalfEven && (twice > denominator || (twice == denominator && quotient % 2 != 0)));
        if (up) ++quotient;
    }
    return {negative ? BigInteger{-quotient} : quotient, power_of_ten(scale)};
}

class DecimalDifferential : public ::testing::Test {
protected:
    Decimal draw() {
        const std::uint64_t shape = random_.below(10);
        const int scale = static_cast<int>(random_.below(19));
        std::int64_t coefficient = static_cast<std::int64_t>(random_.next());
        if (shape < 5) coefficient >>= random_.below(63);
        if (shape == 8)
            coefficient = std::numeric_limits<std::int64_t>::max() - static_cast<std::int64_t>(random_.below(3));
        if (shape == 9)
            coefficient = std::numeric_limits<std::int64_t>::min() + static_cast<std::int64_t>(random_.below(3));
        return Decimal::from_parts(coefficient, scale).value();
    }

    Rounding draw_rounding() { return static_cast<Rounding>(1 + random_.below(5)); }

    static void compare(const Result<Decimal>& actual, const Fraction& expected) {
        if (actual.has_value()) {
            ASSERT_TRUE(equals(fraction_of(*actual), expected)) << actual->to_string();
            ASSERT_TRUE(actual->scale() == 0 || actual->coefficient() % 10 != 0) << "not canonical";
        } else {
            ASSERT_EQ(actual.error().code, ErrorCode::OutOfRange);
            ASSERT_FALSE(fits(expected)) << "refused, although the exact result fits";
        }
    }

    Random random_{20261124};
};

TEST_F(DecimalDifferential, sums_differences_and_products_equal_an_independent_library) {
    for (int index = 0; index < kCases / 2; ++index) {
        const Decimal left = draw();
        const Decimal right = draw();
        const Fraction a = fraction_of(left);
        const Fraction b = fraction_of(right);
        compare(
            add(left, right), {a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator}
        );
        compare(
            subtract(left, right),
            {a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator}
        );
        compare(multiply(left, right), {a.numerator * b.numerator, a.denominator * b.denominator});
        ASSERT_EQ(left < right, a.numerator * b.denominator < b.numerator * a.denominator);
        if (HasFatalFailure()) FAIL() << left.to_string() << " and " << right.to_string();
    }
}

TEST_F(DecimalDifferential, rounded_products_and_quotients_equal_an_independent_library) {
    for (int index = 0; index < kCases / 2; ++index) {
        const Decimal left = draw();
        const Decimal right = draw();
        const int scale = static_cast<int>(random_.below(19));
        const Rounding rounding = draw_rounding();
        const Fraction a = fraction_of(left);
        const Fraction b = fraction_of(right);
        compare(
            multiply(left, right, scale, rounding),
            rounded({a.numerator * b.numerator, a.denominator * b.denominator}, scale, rounding)
        );
        if (!right.is_zero()) {
            compare(
                divide(left, right, scale, rounding),
                rounded({a.numerator * b.denominator, a.denominator * b.numerator}, scale, rounding)
            );
        }
        if (HasFatalFailure()) {
            FAIL() << left.to_string() << " and " << right.to_string() << " at scale " << scale << ", rounding "
                   << static_cast<int>(rounding);
        }
    }
}

TEST_F(DecimalDifferential, multiples_equal_an_independent_library) {
    for (int index = 0; index < kCases / 4; ++index) {
        const Decimal value = draw();
        const Decimal step = draw();
        if (!step.is_positive()) continue;
        const Rounding rounding = draw_rounding();
        const Fraction a = fraction_of(value);
        const Fraction b = fraction_of(step);
        const Fraction count = rounded({a.numerator * b.denominator, a.denominator * b.numerator}, 0, rounding);
        compare(value.rounded_to_multiple(step, rounding), {count.numerator * b.numerator, b.denominator});
        ASSERT_EQ(value.is_multiple_of(step), (a.numerator * b.denominator) % (a.denominator * b.numerator) == 0);
    }
}

TEST_F(DecimalDifferential, text_reads_back_as_the_same_number) {
    for (int index = 0; index < kCases / 4; ++index) {
        const Decimal value = draw();
        ASSERT_EQ(Decimal::from_string(value.to_string()).value(), value);
    }
}

}  // namespace
}  // namespace trading::base
