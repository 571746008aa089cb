#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/golden/strategy/scenario_script.hpp"

namespace trading::test {
namespace {

constexpr const char* kFolder = "tests/golden/strategy/scenarios";

std::vector<std::string> scenario_files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator{kFolder}) {
        if (entry.path().extension() == ".scenario") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string content_of(const std::string& file) {
    std::ifstream stream{file};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

class StrategyScenario : public ::testing::TestWithParam<std::string> {};

TEST_P(StrategyScenario, is_told_the_same_way) {
    const std::string expected = content_of(GetParam());
    const std::string actual = ScenarioScript{}.run(expected);
    if (std::getenv("TRADING_GOLDEN_UPDATE") != nullptr) {
        std::ofstream{GetParam()} << actual;
        return;
    }
    EXPECT_EQ(actual, expected);
}

std::string name_of(const ::testing::TestParamInfo<std::string>& file) {
    return std::filesystem::path{file.param}.stem().string();
}

INSTANTIATE_TEST_SUITE_P(Files, StrategyScenario, ::testing::ValuesIn(scenario_files()), name_of);

}  // namespace
}  // namespace trading::test
