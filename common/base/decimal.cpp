#include "common/base/decimal.hpp"

#include "common/base/assert.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

namespace trading::base {
namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t kCoefficientMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kCoefficientMin = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t kTextLengthMax = 64;
constexpr int kPowerMax = 38;

constexpr std::array<Int128, kPowerMax + 1> make_powers_of_ten() {
    std::array<Int128, kPowerMax + 1> powers{};
    powers[0] = 1;
    for (std::size_t exponent = 1; exponent < powers.size(); ++exponent) {
        powers[exponent] = powers[exponent - 1] * 10;
    }
    return powers;
}

constexpr auto kPowersOfTen = make_powers_of_ten();

constexpr Int128 power_of_ten(int exponent) { return kPowersOfTen[static_cast<std::size_t>(exponent)]; }

tl::unexpected<Error> does_not_fit(std::string_view operation) {
    return failure(ErrorCode::OutOfRange, fmt::format("decimal {} does not fit 64 bits and 18 digits", operation));
}

bool should_step_away_from_zero(Int128 quotient, Int128 remainder, Int128 divisor, Rounding rounding, bool negative) {
    switch (rounding) {
        case Rounding::Down: return false;
        case Rounding::Up: return true;
        case Rounding::Floor: return negative;
        case Rounding::Ceiling: return !negative;
        case Rounding::HalfEven: {
            const Int128 rest = divisor - remainder;
            return remainder > rest || (remainder == rest && quotient % 2 != 0);
        }
    }
    return false;
}

// dividend / divisor rounded to a whole number; the divisor is positive.
Int128 divide_rounded(Int128 dividend, Int128 divisor, Rounding rounding) {
    const bool negative = dividend < 0;
    const Int128 magnitude = negative ? -dividend : dividend;
    Int128 quotient = magnitude / divisor;
    const Int128 remainder = magnitude % divisor;
    if (remainder != 0 && should_step_away_from_zero(quotient, remainder, divisor, rounding, negative)) ++quotient;
    return negative ? -quotient : quotient;
}

// Strips trailing zeros until the number is canonical, or answers that it does not fit.
Result<Decimal> from_wide(Int128 coefficient, int scale, std::string_view operation) {
    while (scale > 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        --scale;
    }
    if (scale > Decimal::kMaxScale || coefficient > kCoefficientMax || coefficient < kCoefficientMin) {
        return does_not_fit(operation);
    }
    return Decimal::from_parts(static_cast<std::int64_t>(coefficient), scale);
}

struct Aligned {
    Int128 left = 0;
    Int128 right = 0;
    int scale = 0;
};

Aligned align(const Decimal& left, const Decimal& right) {
    const int scale = left.scale() > right.scale() ? left.scale() : right.scale();
    return Aligned{
        left.coefficient() * power_of_ten(scale - left.scale()),
        right.coefficient() * power_of_ten(scale - right.scale()),
        scale,
    };
}

}  // namespace

Result<Decimal> Decimal::from_parts(std::int64_t coefficient, int scale) {
    if (scale < 0) return from_wide(coefficient * power_of_ten(scale < -18 ? 18 : -scale), 0, "value");
    while (scale > 0 && coefficient % 10 == 0) {
        if (coefficient == 0) return Decimal{};
        coefficient /= 10;
        --scale;
    }
    if (scale > kMaxScale) return does_not_fit("value");
    return Decimal{coefficient, static_cast<std::uint8_t>(scale)};
}

Result<Decimal> Decimal::from_string(std::string_view text) {
    const auto malformed = [&] {
        return failure(
            ErrorCode::Malformed, fmt::format("'{}' is not a plain decimal number", text.substr(0, kTextLengthMax))
        );
    };
    if (text.empty() || text.size() > kTextLengthMax) return malformed();
    const bool negative = text.front() == '-';
    Int128 coefficient = 0;
    int scale = 0;
    bool after_point = false;
    bool has_digit_since_start_or_point = false;
    int pending_zeros = 0;  // zeros after the point that count only when another digit follows
    for (const char character : text.substr(negative ? 1 : 0)) {
        if (character == '.') {
            if (after_point || !has_digit_since_start_or_point) return malformed();
            after_point = true;
            has_digit_since_start_or_point = false;
            continue;
        }
        if (character < '0' || character > '9') return malformed();
        has_digit_since_start_or_point = true;
        if (after_point && character == '0') {
            ++pending_zeros;
            continue;
        }
        const int shift = pending_zeros + 1;
        if (coefficient != 0 && shift > 19) return does_not_fit("text");
        coefficient = coefficient * power_of_ten(coefficient == 0 ? 0 : shift) + (character - '0');
        scale += after_point ? shift : 0;
        pending_zeros = 0;
        if (coefficient > Int128{kCoefficientMax} + 1) return does_not_fit("text");
    }
    if (!has_digit_since_start_or_point) return malformed();
    return from_wide(negative ? -coefficient : coefficient, scale, "text");
}

Result<Decimal> Decimal::from_double(double value, int scale, Rounding rounding) {
    TRADING_ASSERT(scale >= 0 && scale <= kMaxScale);
    if (!std::isfinite(value)) return failure(ErrorCode::OutOfRange, "not a finite number");
    const long double scaled = static_cast<long double>(value) * static_cast<long double>(power_of_ten(scale));
    long double whole = 0;
    switch (rounding) {
        case Rounding::Down: whole = std::trunc(scaled); break;
        case Rounding::Up: whole = scaled < 0 ? std::floor(scaled) : std::ceil(scaled); break;
        case Rounding::Floor: whole = std::floor(scaled); break;
        case Rounding::Ceiling: whole = std::ceil(scaled); break;
        case Rounding::HalfEven: whole = std::nearbyint(scaled); break;
    }
    constexpr long double kLimit = 9.2e18L;
    if (whole > kLimit || whole < -kLimit) return does_not_fit("value");
    return from_parts(static_cast<std::int64_t>(whole), scale);
}

std::string Decimal::to_string() const {
    const bool negative = coefficient_ < 0;
    const auto magnitude = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(coefficient_)
                                    : static_cast<std::uint64_t>(coefficient_);
    fmt::memory_buffer digits;
    fmt::format_to(std::back_inserter(digits), "{:0{}}", magnitude, scale_ + 1);
    std::string text = negative ? "-" : "";
    const std::size_t whole_digits = digits.size() - scale_;
    text.append(digits.data(), whole_digits);
    if (scale_ > 0) {
        text.push_back('.');
        text.append(digits.data() + whole_digits, scale_);
    }
    return text;
}

double Decimal::to_double() const noexcept {
    return static_cast<double>(static_cast<long double>(coefficient_) / static_cast<long double>(power_of_ten(scale_)));
}

Result<std::int64_t> Decimal::coefficient_at(int scale) const {
    if (scale < scale_ || scale > kPowerMax / 2) {
        return failure(ErrorCode::OutOfRange, fmt::format("{} has no exact form with {} digits", to_string(), scale));
    }
    const Int128 wide = coefficient_ * power_of_ten(scale - scale_);
    if (wide > kCoefficientMax || wide < kCoefficientMin) return does_not_fit("coefficient");
    return static_cast<std::int64_t>(wide);
}

Result<Decimal> Decimal::negated() const { return from_wide(-Int128{coefficient_}, scale_, "negation"); }

Result<Decimal> Decimal::absolute() const { return is_negative() ? negated() : Result<Decimal>{*this}; }

Result<Decimal> Decimal::rounded(int scale, Rounding rounding) const {
    TRADING_ASSERT(scale >= 0 && scale <= kMaxScale);
    if (scale >= scale_) return *this;
    return from_wide(divide_rounded(coefficient_, power_of_ten(scale_ - scale), rounding), scale, "rounding");
}

Result<Decimal> Decimal::rounded_to_multiple(Decimal step, Rounding rounding) const {
    TRADING_ASSERT(step.is_positive());
    const Aligned aligned = align(*this, step);
    return from_wide(divide_rounded(aligned.left, aligned.right, rounding) * aligned.right, aligned.scale, "multiple");
}

bool Decimal::is_multiple_of(Decimal step) const {
    TRADING_ASSERT(step.is_positive());
    const Aligned aligned = align(*this, step);
    return aligned.left % aligned.right == 0;
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right) noexcept {
    const Aligned aligned = align(left, right);
    if (aligned.left < aligned.right) return std::strong_ordering::less;
    if (aligned.left > aligned.right) return std::strong_ordering::greater;
    return std::strong_ordering::equal;
}

Result<Decimal> add(const Decimal& left, const Decimal& right) {
    const Aligned aligned = align(left, right);
    return from_wide(aligned.left + aligned.right, aligned.scale, "sum");
}

Result<Decimal> subtract(const Decimal& left, const Decimal& right) {
    const Aligned aligned = align(left, right);
    return from_wide(aligned.left - aligned.right, aligned.scale, "difference");
}

Result<Decimal> multiply(const Decimal& left, const Decimal& right) {
    return from_wide(Int128{left.coefficient()} * right.coefficient(), left.scale() + right.scale(), "product");
}

Result<Decimal> multiply(const Decimal& left, const Decimal& right, int scale, Rounding rounding) {
    TRADING_ASSERT(scale >= 0 && scale <= Decimal::kMaxScale);
    Int128 product = Int128{left.coefficient()} * right.coefficient();
    int product_scale = left.scale() + right.scale();
    if (product_scale > scale) {
        product = divide_rounded(product, power_of_ten(product_scale - scale), rounding);
        product_scale = scale;
    }
    return from_wide(product, product_scale, "product");
}

Result<Decimal> divide(const Decimal& left, const Decimal& right, int scale, Rounding rounding) {
    TRADING_ASSERT(scale >= 0 && scale <= Decimal::kMaxScale);
    if (right.is_zero()) return failure(ErrorCode::InvalidArgument, "division by zero");
    const bool negative = left.is_negative() != right.is_negative();
    Int128 remainder = left.coefficient() < 0 ? -Int128{left.coefficient()} : Int128{left.coefficient()};
    Int128 divisor = right.coefficient() < 0 ? -Int128{right.coefficient()} : Int128{right.coefficient()};
    // left/right has the scale left.scale - right.scale; one digit more is produced for each step up to `scale`.
    int digits_missing = scale - (left.scale() - right.scale());
    if (digits_missing < 0) {
        divisor *= power_of_ten(-digits_missing);
        digits_missing = 0;
    }
    Int128 quotient = remainder / divisor;
    remainder %= divisor;
    // Schoolbook long division: the scaled dividend itself would need more than 128 bits.
    // A quotient above the limit may still end in zeros that are stripped later, but never in more than kMaxScale.
    const Int128 hopeless = Int128{kCoefficientMax} * power_of_ten(Decimal::kMaxScale);
    while (digits_missing > 0 && remainder != 0) {
        if (quotient > hopeless) return does_not_fit("quotient");
        remainder *= 10;
        quotient = quotient * 10 + remainder / divisor;
        remainder %= divisor;
        --digits_missing;
    }
    if (remainder != 0 && should_step_away_from_zero(quotient, remainder, divisor, rounding, negative)) ++quotient;
    const int result_scale = scale - digits_missing;
    if (result_scale < 0) {
        if (quotient > kCoefficientMax) return does_not_fit("quotient");
        return from_wide((negative ? -quotient : quotient) * power_of_ten(-result_scale), 0, "quotient");
    }
    return from_wide(negative ? -quotient : quotient, result_scale, "quotient");
}

}  // namespace trading::base
