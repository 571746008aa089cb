#include "common/base/archive.hpp"
#include "common/base/strong_string.hpp"
#include "common/base/time.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace trading::base {
namespace {

using namespace std::string_literals;

enum class Colour { Red = 1, Green = 2 };
using Word = StrongString<struct WordKind>;

struct Sample {
    std::int64_t number = 0;
    std::optional<Decimal> size;
    std::vector<Word> words;
    std::map<std::string, Colour> colours;
    std::variant<int, std::string> either;
    Timestamp ts{};
    bool is_on = false;

    bool operator==(const Sample&) const = default;
};

template <class T>
std::string refusal_of(const std::string& bytes) {
    const auto value = from_archive<T>(bytes);
    return value ? "taken" : value.error().detail;
}

TEST(Archive, gives_back_what_it_was_given) {
    Sample sample;
    sample.number = std::numeric_limits<std::int64_t>::min();
    sample.size = Decimal::from_string("-0.00000001").value();
    sample.words = {Word{"a"}, Word{"\0b"s}};
    sample.colours = {{"x", Colour::Green}, {"y", Colour::Red}};
    sample.either = "text";
    sample.ts = from_unix_nanoseconds(1'600'000'000'123'456'789);
    sample.is_on = true;
    const auto back = from_archive<Sample>(to_archive(sample));
    ASSERT_TRUE(back) << back.error().detail;
    EXPECT_EQ(*back, sample);
}

// The form is stored in files: a change of it is a new format.
TEST(Archive, keeps_its_form) {
    EXPECT_EQ(to_archive(std::uint32_t{300}), "\xAC\x02");
    EXPECT_EQ(to_archive(-1), "\x01");
    EXPECT_EQ(to_archive("ab"s), "\x02"s + "ab");
    EXPECT_EQ(to_archive(Decimal::from_string("0.5").value()), "\x0A\x01");
    EXPECT_EQ(to_archive(std::optional<bool>{true}), "\x01\x01");
    EXPECT_EQ(to_archive(std::variant<int, bool>{true}), "\x01\x01");
    EXPECT_EQ(to_archive(1.0), "\0\0\0\0\0\0\xF0\x3F"s);
}

TEST(Archive, refuses_what_is_no_value) {
    EXPECT_EQ(refusal_of<bool>("\x02"), "a flag that is neither true nor false");
    EXPECT_EQ(refusal_of<Colour>("\x06"), "an unknown enumerator");
    EXPECT_EQ(refusal_of<Colour>("\x01"), "an unknown enumerator");
    EXPECT_EQ(refusal_of<std::int8_t>("\x80\x02"), "a number that does not fit");
    EXPECT_EQ(refusal_of<std::uint64_t>("\x80"s + "\x00"s), "a number with leading zeros");
    EXPECT_EQ(refusal_of<std::uint64_t>(std::string(9, '\xFF') + "\x02"), "a number of more than 64 bits");
    EXPECT_EQ(refusal_of<Decimal>("\x14\x01"), "a decimal with trailing zeros");
    EXPECT_EQ(refusal_of<Decimal>("\x02\x13"), "a decimal with too many digits");
    EXPECT_EQ((refusal_of<std::variant<int, bool>>("\x02\x01")), "an alternative that does not exist");
    EXPECT_EQ(refusal_of<std::set<int>>("\x02\x04\x02"), "keys out of order");
    EXPECT_EQ(refusal_of<std::set<int>>("\x02\x02\x02"), "keys out of order");
    EXPECT_EQ(refusal_of<std::string>("\x05"s + "abc"), "a count beyond the end");
    EXPECT_EQ(refusal_of<std::vector<int>>("\xFF\xFF\xFF\xFF\x0F\x01"), "a count beyond the end");
    EXPECT_EQ(refusal_of<double>("\x01\x02"), "it ends too early");
    EXPECT_EQ(refusal_of<int>(""), "it ends too early");
    EXPECT_EQ(refusal_of<int>("\x02\x02"), "bytes are left over");
}

TEST(Archive, refuses_every_beginning_of_a_value) {
    Sample sample;
    sample.size = Decimal{5};
    sample.words = {Word{"one"}, Word{"two"}};
    sample.colours = {{"x", Colour::Green}};
    sample.either = "text";
    const std::string bytes = to_archive(sample);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_FALSE(from_archive<Sample>(bytes.substr(0, length))) << length;
    }
    EXPECT_TRUE(from_archive<Sample>(bytes));
}

}  // namespace
}  // namespace trading::base
