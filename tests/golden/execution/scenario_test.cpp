// Plays every scenario text of this folder; what comes out must be what the text says, line by line.
#include "tests/golden/execution/scenario_world.hpp"
#include "tests/support/golden/golden_text.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

namespace trading::test {
namespace {

const std::filesystem::path kFolder = "tests/golden/execution/scenarios";

bool is_time(const std::string& word) { return word.size() > 2 && word[2] == ':'; }

// The scenario with its `out` lines as they really are. A line that starts with "scenario" begins a new world.
std::string play(const std::string& text) {
    std::istringstream lines{text};
    std::string played;
    auto world = std::make_unique<ScenarioWorld>();
    for (std::string line; std::getline(lines, line);) {
        Words words{line};
        if (!words.empty() && words.front() == "out") continue;
        played += line + "\n";
        if (words.empty() || words.front().front() == '#') continue;
        if (words.take_if("scenario")) {
            world = std::make_unique<ScenarioWorld>();
        } else if (words.take_if("given")) {
            world->given(words);
        } else if (is_time(words.front())) {
            const base::Timestamp now = words.take_time();
            words.expect("in");
            for (const std::string& out : world->in(now, words)) played += "              out  " + out + "\n";
        } else {
            throw std::runtime_error{"not a line of a scenario: " + line};
        }
    }
    return played;
}

class ExecutionScenario : public testing::TestWithParam<std::string> {};

TEST_P(ExecutionScenario, is_told_the_same_way) {
    expect_scenario(kFolder / (GetParam() + ".scenario"), play);
}

std::string test_name(const testing::TestParamInfo<std::string>& each) { return each.param; }

INSTANTIATE_TEST_SUITE_P(all, ExecutionScenario, testing::ValuesIn(scenario_names(kFolder)), test_name);

}  // namespace
}  // namespace trading::test
