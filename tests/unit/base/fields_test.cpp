#include "common/base/crc32c.hpp"
#include "common/base/enumerators.hpp"
#include "common/base/fields.hpp"
#include "common/base/value_text.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trading::base {
namespace {

enum class Colour { Red = 1, Green = 2, Blue = 40 };

struct Nothing {};

struct Inner {
    int number = 0;
    std::string word;
};

struct Outer {
    Inner inner;
    std::optional<std::int64_t> count;
    std::optional<Inner> maybe;
    std::vector<Inner> list;
    std::map<std::string, Decimal> sizes;
    std::variant<Nothing, Inner> either;
    Colour colour = Colour::Red;
    bool is_last = true;
};

TEST(Fields, are_counted_whatever_their_types) {
    EXPECT_EQ(field_count<Nothing>(), 0U);
    EXPECT_EQ(field_count<Inner>(), 2U);
    EXPECT_EQ(field_count<Outer>(), 8U);
}

TEST(Fields, are_visited_in_the_order_of_their_declaration) {
    Inner inner{7, "seven"};
    std::string seen;
    visit_fields(inner, [&](auto& field) { seen += to_text(field) + ";"; });
    EXPECT_EQ(seen, "7;\"seven\";");
    visit_fields(inner, []<class Field>(Field& field) { field = Field{}; });
    EXPECT_EQ(inner.number, 0);
    EXPECT_EQ(inner.word, "");
}

struct Lists {
    std::vector<int> numbers;
    std::vector<std::string> words;
};

TEST(Fields, of_containers_are_joined_one_by_one) {
    Lists into{{1}, {"a"}};
    append_fields(into, Lists{{2, 3}, {"b"}});
    EXPECT_EQ(into.numbers, (std::vector<int>{1, 2, 3}));
    EXPECT_EQ(into.words, (std::vector<std::string>{"a", "b"}));
}

TEST(Enumerators, have_the_names_of_the_code_and_no_others) {
    EXPECT_EQ(enumerator_name(Colour::Red), "Red");
    EXPECT_EQ(enumerator_name(Colour::Blue), "Blue");
    for (const int number : {-1, 0, 3, 39, 41, 127, 128, 1000}) {
        EXPECT_EQ(enumerator_name(static_cast<Colour>(number)), "") << number;
    }
}

TEST(ValueText, shows_every_field) {
    Outer outer;
    outer.maybe = Inner{5, "five"};
    outer.sizes.emplace("a", Decimal::from_string("0.5").value());
    outer.colour = Colour::Green;
    EXPECT_EQ(
        to_text(outer), R"(Outer{Inner{0, ""}, -, Inner{5, "five"}, [], {"a": 0.5}, Nothing{}, Green, true})"
    );
}

TEST(ValueText, says_where_two_values_differ_first) {
    std::vector<std::variant<Nothing, Inner>> before{Nothing{}, Inner{1, "one"}};
    auto after = before;
    EXPECT_EQ(first_difference(before, after), "");
    std::get<Inner>(after[1]).word = "two";
    EXPECT_EQ(first_difference(before, after), "element 2, Inner, field 2: \"one\" became \"two\"");
    after.pop_back();
    EXPECT_EQ(first_difference(before, after), "2 element(s) became 1; Inner{1, \"one\"} is missing");
    after.emplace_back(Nothing{});
    EXPECT_EQ(first_difference(before, after), "element 2, Inner{1, \"one\"} became Nothing{}");
}

struct Renumbered {
    std::int32_t number = 0;
    std::string word;
};

TEST(Shape, tells_types_apart_that_archives_do_not) {
    EXPECT_EQ(shape_text<Inner>(), "(i4s)");
    EXPECT_EQ(shape_of<Inner>(), shape_of<Renumbered>());
    EXPECT_NE(shape_of<Inner>(), shape_of<Outer>());
    EXPECT_EQ(shape_text<Colour>(), "e,Red=1,Green=2,Blue=40;");
}

// The check value of the polynomial's catalogue, and lengths around the step of eight bytes.
TEST(Crc32c, is_the_one_of_the_standard) {
    EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
    EXPECT_EQ(crc32c(""), 0U);
    EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
    EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
}

}  // namespace
}  // namespace trading::base
