// Plays every scenario text of this folder; what comes out must be what the text says, line by line.
#include "tests/golden/gateway/scenario_world.hpp"
#include "tests/support/golden/golden_text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <sstream>

namespace trading::test {
namespace {

const std::filesystem::path kFolder = "tests/golden/gateway/scenarios";

base::Duration seconds_of(const std::string& word) {
    return std::chrono::milliseconds{std::llround(std::stod(word) * 1000)};
}

// The scenario with its `out` lines as they really are. A line that starts with "scenario" begins a new world.
std::string play(const std::string& text) {
    std::istringstream lines{text};
    std::string played;
    auto world = std::make_unique<ScenarioWorld>();
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words{line};
        std::string first;
        words >> first;
        if (first == "out") continue;
        played += line + "\n";
        if (first.empty() || first.front() == '#') continue;
        if (first == "scenario") {
            world = std::make_unique<ScenarioWorld>();
        } else if (first == "given") {
            world->given(words);
        } else {
            std::string in;
            words >> in;
            if (in != "in") throw std::runtime_error{"not a line of a scenario: " + line};
            for (const std::string& out : world->in(seconds_of(first), words)) played += "       out  " + out + "\n";
        }
    }
    return played;
}

class GatewayScenario : public testing::TestWithParam<std::string> {};

TEST_P(GatewayScenario, is_told_the_same_way) {
    expect_scenario(kFolder / (GetParam() + ".scenario"), play);
}

std::string test_name(const testing::TestParamInfo<std::string>& each) { return each.param; }

INSTANTIATE_TEST_SUITE_P(all, GatewayScenario, testing::ValuesIn(scenario_names(kFolder)), test_name);

}  // namespace
}  // namespace trading::test
