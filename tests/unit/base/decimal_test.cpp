#include "common/base/decimal.hpp"

#include <gtest/gtest.h>

namespace trading::base {
namespace {

Decimal decimal(const char* text) { return Decimal::from_string(text).value(); }

TEST(Decimal, has_one_representation_for_each_number) {
    EXPECT_EQ(decimal("1.50"), decimal("1.5"));
    EXPECT_EQ(decimal("-0.000"), Decimal{});
    EXPECT_EQ(Decimal::from_parts(1000, 3).value(), Decimal{1});
    EXPECT_EQ(Decimal::from_parts(5, -2).value(), Decimal{500});
}

TEST(Decimal, prints_plain_text_that_reads_back) {
    for (const char* text :
         {"0", "-1.5", "0.00000001", "999999999999", "0.000000000001", "9223372036854775807", "-9223372036854775808"}) {
        EXPECT_EQ(decimal(text).to_string(), text);
    }
}

TEST(Decimal, refuses_text_that_is_not_a_plain_number) {
    for (const char* text :
         {"", "-", ".", "1.", ".5", "+1", " 1", "1 ", "1e5", "1,5", "--1", "1.2.3", "NaN", "inf", "0x10"}) {
        const auto parsed = Decimal::from_string(text);
        ASSERT_FALSE(parsed.has_value()) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::Malformed) << text;
    }
}

TEST(Decimal, refuses_numbers_beyond_its_range) {
    for (const char* text :
         {"9223372036854775808", "-9223372036854775809", "0.0000000000000000001", "99999999999999999999"}) {
        const auto parsed = Decimal::from_string(text);
        ASSERT_FALSE(parsed.has_value()) << text;
        EXPECT_EQ(parsed.error().code, ErrorCode::OutOfRange) << text;
    }
}

TEST(Decimal, holds_every_limit_that_the_venue_publishes) {
    const Decimal largest_quantity = decimal("999999999999");
    const Decimal smallest_lot = decimal("0.00000001");
    EXPECT_TRUE(largest_quantity.is_multiple_of(smallest_lot));
    EXPECT_GT(largest_quantity, smallest_lot);
    EXPECT_EQ(decimal("0.000000000001").scale(), 12);
    // Their sum needs 20 digits: it must be refused, never wrapped.
    EXPECT_EQ(add(largest_quantity, smallest_lot).error().code, ErrorCode::OutOfRange);
}

TEST(Decimal, compares_across_scales_exactly) {
    EXPECT_GT(decimal("9223372036854775807"), decimal("0.000000000000000001"));
    EXPECT_LT(decimal("-9223372036854775808"), decimal("-0.000000000000000001"));
}

TEST(Decimal, rounds_to_multiples_in_the_named_direction) {
    const Decimal tick = decimal("0.1");
    EXPECT_EQ(decimal("63921.17").rounded_to_multiple(tick, Rounding::Floor).value(), decimal("63921.1"));
    EXPECT_EQ(decimal("63921.17").rounded_to_multiple(tick, Rounding::Ceiling).value(), decimal("63921.2"));
    EXPECT_EQ(decimal("-0.17").rounded_to_multiple(tick, Rounding::Floor).value(), decimal("-0.2"));
    EXPECT_EQ(decimal("-0.17").rounded_to_multiple(tick, Rounding::Down).value(), decimal("-0.1"));
    EXPECT_EQ(decimal("0.25").rounded_to_multiple(tick, Rounding::HalfEven).value(), decimal("0.2"));
    EXPECT_EQ(decimal("0.35").rounded_to_multiple(tick, Rounding::HalfEven).value(), decimal("0.4"));
}

TEST(Decimal, divides_with_one_rounding) {
    EXPECT_EQ(divide(Decimal{10}, Decimal{3}, 4, Rounding::Down).value(), decimal("3.3333"));
    EXPECT_EQ(divide(Decimal{10}, Decimal{3}, 4, Rounding::Up).value(), decimal("3.3334"));
    EXPECT_EQ(divide(Decimal{1}, Decimal{0}, 4, Rounding::Up).error().code, ErrorCode::InvalidArgument);
}

TEST(Decimal, gives_its_coefficient_at_a_scale_only_when_that_is_exact) {
    EXPECT_EQ(decimal("63921.1").coefficient_at(2).value(), 6392110);
    EXPECT_FALSE(decimal("63921.1").coefficient_at(0).has_value());
    EXPECT_FALSE(decimal("999999999999").coefficient_at(8).has_value());
}

TEST(Decimal, takes_only_finite_doubles) {
    EXPECT_EQ(Decimal::from_double(63921.17, 1, Rounding::HalfEven).value(), decimal("63921.2"));
    EXPECT_FALSE(Decimal::from_double(std::numeric_limits<double>::quiet_NaN(), 2, Rounding::Down).has_value());
    EXPECT_FALSE(Decimal::from_double(1e300, 2, Rounding::Down).has_value());
}

}  // namespace
}  // namespace trading::base
