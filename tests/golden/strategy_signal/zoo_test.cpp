#include <gtest/gtest.h>

#include <cstdio>
#include <set>

#include "tests/support/golden/golden_text.hpp"
#include "tests/support/signal/indicator_zoo.hpp"
#include "tests/support/signal/synthetic_bars.hpp"

namespace trading::test {
namespace {

const std::set<std::size_t> kShown{110, 150, 185, 235, 325, 399};

std::string text_of(double number) {
    char text[32];
    static_cast<void>(std::snprintf(text, sizeof text, " %.10g", number));
    return text;
}

// Every indicator in quiet times, in the burst, after the jump, in the run, in the empty stretch and at the end. The
// first run of these values was made by the code that equals the reference; they keep it so where the reference is not.
TEST(Indicators, tell_the_same_of_a_troubled_market_as_ever) {
    const auto bars = troubled_bars(400, 11);
    std::string text;
    for (const Species& species : indicator_zoo()) {
        const auto indicator = species.make();
        for (std::size_t index = 0; index < bars.size(); ++index) {
            indicator->update(bars[index]);
            if (!kShown.contains(index)) continue;
            text += species.name + " " + std::to_string(index) + ":";
            const auto numbers = indicator->numbers();
            if (!numbers) text += " none";
            for (const double number : numbers.value_or(std::vector<double>{})) text += text_of(number);
            text += "\n";
        }
    }
    expect_golden(text, "tests/golden/strategy_signal/troubled_market.txt");
}

}  // namespace
}  // namespace trading::test
