// Runs every scenario text of this folder and compares what comes out, line by line. With TRADING_GOLDEN_UPDATE=1 the
// expectations are rewritten instead; the reviewer reads the difference.
#include "tests/golden/execution/scenario_world.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace trading::test {
namespace {

const std::filesystem::path kFolder = "tests/golden/execution/scenarios";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream{path};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

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

std::vector<std::string> scenario_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{kFolder}) names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class ExecutionScenario : public testing::TestWithParam<std::string> {};

TEST_P(ExecutionScenario, is_told_the_same_way) {
    const std::filesystem::path path = kFolder / (GetParam() + ".scenario");
    const std::string expected = read_file(path);
    const std::string played = play(expected);
    if (std::getenv("TRADING_GOLDEN_UPDATE") != nullptr) {
        std::ofstream{path} << played;
        return;
    }
    EXPECT_EQ(played, expected);
}

std::string test_name(const testing::TestParamInfo<std::string>& each) { return each.param; }

INSTANTIATE_TEST_SUITE_P(all, ExecutionScenario, testing::ValuesIn(scenario_names()), test_name);

}  // namespace
}  // namespace trading::test
