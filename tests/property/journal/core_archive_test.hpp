#pragma once

#include "common/base/value_text.hpp"
#include "tests/property/journal/random_value.hpp"

#include <gtest/gtest.h>

#include <string>

namespace trading::test {

inline constexpr int kRounds = 400;

// A value and its archive are the same thing: whole, cut anywhere, or with any bytes changed.
template <class T>
void check_value(const T& value, base::Random& random) {
    const std::string bytes = base::to_archive(value);
    const auto back = base::from_archive<T>(bytes);
    ASSERT_TRUE(back) << back.error().detail << "\n" << base::to_text(value);
    ASSERT_EQ(base::to_archive(*back), bytes) << base::to_text(value);
    ASSERT_EQ(base::to_text(*back), base::to_text(value));

    const auto cut = base::from_archive<T>(std::string_view{bytes}.substr(0, random.below(bytes.size())));
    EXPECT_FALSE(cut) << base::to_text(value);

    std::string changed = bytes;
    for (std::uint64_t changes = 1 + random.below(3); changes > 0; --changes) {
        changed[random.below(changed.size())] = static_cast<char>(random.next());
    }
    const auto other = base::from_archive<T>(changed);
    if (other) {
        EXPECT_EQ(base::to_archive(*other), changed) << "one value has two forms: " << base::to_text(*other);
    }
}

// Every alternative of the inputs, and the outputs.
template <class Input, class Outputs>
void check_core(std::uint64_t seed) {
    RandomValue values{seed};
    for (std::uint64_t index = 0; index < std::variant_size_v<Input>; ++index) {
        for (int round = 0; round < kRounds; ++round) {
            check_value(values.make_alternative<Input>(index), values.random());
            if (testing::Test::HasFatalFailure()) return;
        }
    }
    for (int round = 0; round < kRounds; ++round) {
        check_value(values.make<Outputs>(), values.random());
        if (testing::Test::HasFatalFailure()) return;
    }
}

// Whatever bytes come, the reader answers.
template <class T>
void check_noise(std::uint64_t seed) {
    base::Random random{seed};
    for (int round = 0; round < 20 * kRounds; ++round) {
        std::string noise(random.below(120), '\0');
        for (char& byte : noise) byte = static_cast<char>(random.next() >> (random.chance(0.5) ? 4U : 0U) & 0x1FU);
        const auto value = base::from_archive<T>(noise);
        if (value) {
            EXPECT_EQ(base::to_archive(*value), noise);
        }
    }
}

}  // namespace trading::test
