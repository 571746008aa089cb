// Runs every scenario text of this folder and compares what comes out, line by line. With TRADING_GOLDEN_UPDATE=1 the
// expectations are rewritten instead; the reviewer reads the difference.
#include "tests/golden/killer/scenario_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace trading::test {
namespace {

const std::filesystem::path kFolder = "tests/golden/killer/scenarios";

std::string read_file(const std::filesystem::path& path) {
    std::ifstream stream{path};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

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

std::vector<std::string> scenario_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{kFolder}) names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class KillerScenario : public testing::TestWithParam<std::string> {};

TEST_P(KillerScenario, is_told_the_same_way) {
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

INSTANTIATE_TEST_SUITE_P(all, KillerScenario, testing::ValuesIn(scenario_names()), test_name);

}  // namespace
}  // namespace trading::test
